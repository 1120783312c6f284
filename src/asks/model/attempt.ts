import { setTimeout } from 'node:timers/promises'
import type { Breaker, Shown } from './breaker.ts'
import { late, troubleOf, unavailable, type Unavailable } from './trouble.ts'

/** Tokens people may use, reserved before they are. Whoever keeps the count fulfils it. */
export interface Budget {
  /** Sets tokens aside; null when there are not as many left for this person, or for all. */
  reserve(person: string, tokens: number): Promise<Reserved | null>
}

export interface Reserved {
  /** Replaces the tokens set aside by those that were used. */
  settle(used: number): Promise<void>
}

/** For whom a call is made, and how long it may take. */
export interface Budgeted {
  /** The conversation's id. */
  readonly person: string
  /** The end of the ask that the call is part of. */
  readonly signal: AbortSignal
}

/** One kind of call: its breaker, and how long one may take. */
export interface Line {
  readonly breaker: Breaker
  readonly callMs: number
}

export interface Call<T> {
  /** Tokens it will hardly exceed. */
  readonly estimate: number
  /** Null where no tokens are counted. */
  readonly budget: Budget | null
  run(signal: AbortSignal): Promise<Reply<T>>
}

/** What came back. `tokens` is null where the service does not say how many it used. */
export interface Reply<T> {
  readonly result: T | Unavailable
  readonly tokens: number | null
}

/** Makes a call, and once more where waiting may help. Trouble of the service is a value. */
export async function attempt<T>(line: Line, who: Budgeted, call: Call<T>): Promise<T | Unavailable> {
  const first = await once(line, who, call)
  if (first.againAfterMs === null || who.signal.aborted) return first.result
  if (!(await waited(first.againAfterMs, who.signal))) return first.result
  return (await once(line, who, call)).result
}

interface Tried<T> extends Reply<T> {
  readonly againAfterMs: number | null
}

async function once<T>(line: Line, who: Budgeted, call: Call<T>): Promise<Tried<T>> {
  const tried = await line.breaker.run(() => budgeted(line, who, call), shows)
  return tried ?? { result: unavailable('resting'), tokens: 0, againAfterMs: null }
}

async function budgeted<T>(line: Line, who: Budgeted, call: Call<T>): Promise<Tried<T>> {
  const reserved = call.budget === null ? undefined : await call.budget.reserve(who.person, call.estimate)
  if (reserved === null) return { result: unavailable('over_budget'), tokens: 0, againAfterMs: null }
  const tried = await timed(line, who, call)
  await reserved?.settle(tried.tokens ?? call.estimate)
  return tried
}

async function timed<T>(line: Line, who: Budgeted, call: Call<T>): Promise<Tried<T>> {
  const signal = AbortSignal.any([who.signal, AbortSignal.timeout(line.callMs)])
  try {
    signal.throwIfAborted()
    return { ...(await call.run(signal)), againAfterMs: null }
  } catch (error) {
    const trouble = signal.aborted ? late : troubleOf(error)
    if (trouble === null) throw error
    return trouble
  }
}

/** Whether the service works: one that answers nonsense does. */
function shows({ result }: Tried<unknown>): Shown {
  if (!isUnavailable(result)) return 'works'
  switch (result.why) {
    case 'not_configured':
    case 'over_budget':
    case 'resting':
      return 'neither'
    case 'late':
    case 'unreachable':
    case 'busy':
    case 'broken':
    case 'refused':
      return 'fails'
    case 'nonsense':
    case 'empty':
    case 'too_long':
      return 'works'
  }
}

function isUnavailable(result: unknown): result is Unavailable {
  return typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'unavailable'
}

async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    return await setTimeout(ms, true, { signal })
  } catch {
    return false
  }
}
