import { APIConnectionError, APIError, ContentFilterFinishReasonError, LengthFinishReasonError } from 'openai/error'

/** Why the model gave nothing. The caller goes the way without a model. */
export interface Unavailable {
  readonly kind: 'unavailable'
  readonly why:
    /** No model is named for this. */
    | 'not_configured'
    /** The tokens of this person, or of everybody, are used up. */
    | 'over_budget'
    /** It failed too often lately and is left alone for a while. */
    | 'resting'
    | 'late'
    | 'unreachable'
    /** Too many calls. */
    | 'busy'
    /** An error of its own. */
    | 'broken'
    /** It does not take such a call: a wrong key or name, or something it will not write about. */
    | 'refused'
    /** What it wrote is not what it was asked to write. */
    | 'nonsense'
    | 'empty'
    | 'too_long'
}

/** Trouble, and what it means for another try. */
export interface Trouble {
  readonly result: Unavailable
  /** Null where waiting does not help. */
  readonly againAfterMs: number | null
  /** Null where it is not known how many were used. */
  readonly tokens: number | null
}

export function unavailable(why: Unavailable['why']): Unavailable {
  return { kind: 'unavailable', why }
}

/** What an error of a call means; null for one that is no trouble of the service. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof LengthFinishReasonError) return trouble('too_long', null, null)
  if (error instanceof ContentFilterFinishReasonError) return trouble('refused', null, null)
  if (error instanceof APIConnectionError) return trouble('unreachable', shortWaitMs)
  if (error instanceof APIError && typeof error.status === 'number') return ofStatus(error.status, error.headers)
  // A body that says it is JSON, and is not.
  if (error instanceof SyntaxError) return trouble('nonsense', null, null)
  // A prompt longer than the model reads comes under a name of LangChain's own.
  if (error instanceof Error && error.name === 'ContextOverflowError') return trouble('too_long')
  return null
}

/** It took longer than it may. It may have worked all that time, so its tokens count. */
export const late: Trouble = trouble('late', 0, null)

const shortWaitMs = 200

/** A service that wants more rest than this is not waited for. */
const longestWaitMs = 2000

function ofStatus(status: number, headers: unknown): Trouble {
  if (status === 408) return trouble('late', 0)
  if (status === 429) return trouble('busy', waitOf(headers))
  if (status >= 500) return trouble('broken', shortWaitMs)
  return trouble('refused')
}

/** What `Retry-After` says, where it is short. */
function waitOf(headers: unknown): number | null {
  if (!(headers instanceof Headers)) return null
  const exact = Number(headers.get('retry-after-ms') ?? NaN)
  const waitMs = Number.isNaN(exact) ? Number(headers.get('retry-after') ?? NaN) * 1000 : exact
  return waitMs >= 0 && waitMs <= longestWaitMs ? waitMs : null
}

function trouble(why: Unavailable['why'], againAfterMs: number | null = null, tokens: number | null = 0): Trouble {
  return { result: unavailable(why), againAfterMs, tokens }
}
