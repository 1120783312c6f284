import { setTimeout } from 'node:timers/promises'
import type { Content, CountryCode, Language } from '../core/content.ts'
import type { ConversationId, MediaRef } from '../core/event.ts'
import type { Ask, AskResult, Redeemed } from '../core/outcome.ts'
import { consult } from './consult.ts'
import { openLibrary, type Library } from './library/index.ts'
import { openVectors, type Meaning, type Vectors } from './library/vectors.ts'
import type { Model } from './model/model.ts'
import { read } from './reading.ts'
import { transcribe, type TranscribeTools } from './transcribe.ts'
import { word } from './wording.ts'

export interface AskTools extends TranscribeTools {
  readonly content: Content
  /** Writes everything kept about a conversation to a file; without it that ask fails. */
  readonly exportOf?: (conversation: ConversationId, language: Language) => Promise<MediaRef>
  /** Keeps link codes; without it those asks fail. */
  readonly links?: {
    make(conversation: ConversationId): Promise<{ readonly code: string; readonly minutes: number }>
    redeem(conversation: ConversationId, ask: string, code: string): Promise<Redeemed>
  }
  /** Words answers and reads free words where one is configured; without it the articles and rules speak for themselves. */
  readonly model?: Model | null
  /** Finds sections by what they mean, with vectors of the model; without it by their words alone. */
  readonly meaning?: Meaning | null
  /** Hears of trouble that nobody who asks is told of. */
  readonly report?: (facts: object, message: string) => void
  /** The day it is, `YYYY-MM-DD`: a review is due by the day. */
  readonly today?: () => string
  /** An ask that takes longer has failed. */
  readonly deadlineMs?: number
}

/** Does what turns ask for. It never throws: trouble and lateness are a `failed` result, so no conversation can hang. */
export function asker(tools: AskTools): (conversation: ConversationId, ask: Ask) => Promise<AskResult> {
  const library = openLibrary(tools.content)
  const vectors = vectorsOf(library, tools)
  const deadlineMs = tools.deadlineMs ?? 20_000

  async function answer(conversation: ConversationId, ask: Ask): Promise<AskResult> {
    const { content, model = null } = tools
    const who = { person: conversation, signal: AbortSignal.timeout(deadlineMs * modelShare) }
    switch (ask.kind) {
      case 'consult': {
        const today = (tools.today ?? dayInUtc)()
        const near = (question: string, country: CountryCode) =>
          vectors === null ? Promise.resolve(null) : vectors.near(question, country, who.signal)
        const shelves = { content, library, today, near }
        if (model === null) return consult(ask, shelves)
        return consult(ask, { ...shelves, word: (given) => word(given, model, who, today) })
      }
      case 'interpret':
        return read(ask, content, model, who)
      case 'transcribe':
        return transcribe(conversation, ask, tools)
      case 'export':
        if (tools.exportOf === undefined) return failed('there is no export here')
        return { kind: 'exported', media: await tools.exportOf(conversation, ask.language) }
      case 'link':
        if (tools.links === undefined) return failed('codes are not kept here')
        return { kind: 'code', ...(await tools.links.make(conversation)) }
      case 'redeem':
        return tools.links?.redeem(conversation, ask.id, ask.code) ?? failed('codes are not kept here')
    }
  }

  return async (conversation, ask) => {
    const done = new AbortController()
    try {
      const late = setTimeout(deadlineMs, failed(`not done after ${deadlineMs} ms`), { signal: done.signal })
      return await Promise.race([answer(conversation, ask), late])
    } catch (error) {
      return failed(error instanceof Error ? error.message : String(error))
    } finally {
      done.abort()
    }
  }
}

/** What a model may take of the time an ask has: what it did not answer by then is still answered from the articles. */
const modelShare = 0.85

function vectorsOf(library: Library, { model = null, meaning = null, report }: AskTools): Vectors | null {
  if (model === null || meaning === null) return null
  const tell = (why: string) => report?.({ model: meaning.model, why }, 'no vectors of the articles')
  return openVectors(library, { ...meaning, embed: (texts, signal) => model.embed(texts, signal), report: tell })
}

function dayInUtc(): string {
  return new Date().toISOString().slice(0, 10)
}

function failed(reason: string): AskResult {
  return { kind: 'failed', reason }
}
