import type { ConversationId, Event, InboundBody } from '../core/event.ts'
import type { TurnResult } from '../core/outcome.ts'
import { plainText } from '../core/saying/plain-text.ts'
import type { SealedJson } from './sealed-json.ts'
import type { TranscriptEntry } from './store.ts'

/**
 * What was heard and said in one turn, as stored: `[at, who, id, words]`, oldest first. Words are a text, or for a
 * message with choices `[text, value, label, value, label…]`; sealed in a sensitive turn. Ids drop the conversation.
 */
export function writeTranscript(event: Event, result: TurnResult, json: SealedJson): string[] {
  const entry = (who: Who, id: string, words: Words) =>
    `[${event.at},"${who}",${JSON.stringify(short(event.conversation, id))},${json.stringify(words, result.sensitive)}]`
  const heard =
    event.type === 'message'
      ? [entry(event.message.body.kind === 'choice' ? 't' : 'p', event.id, wordsOf(event.message.body))]
      : []
  const speaker = event.type === 'staff' && event.action.kind === 'reply' ? 's' : 'b'
  const said = result.replies.map(({ id, text, choices = [] }) =>
    entry(speaker, id, choices.length === 0 ? text : [text, ...choices.flatMap(({ value, label }) => [value, label])]),
  )
  return [...heard, ...said]
}

/** Messages in their plain form; a tap is written as the label it had when it was last shown. */
export function readTranscript(
  conversation: ConversationId,
  entries: readonly string[],
  json: SealedJson,
): TranscriptEntry[] {
  const labels = new Map<string, string>()
  return entries.map((text) => {
    const entry: unknown = JSON.parse(text)
    if (!isEntry(entry)) throw new Error('The store holds a transcript this version does not know.')
    const [at, who, id, stored] = entry
    const words = json.open(stored)
    const [said = '', ...pairs] = isTexts(words) ? words : [String(words)]
    const choices = Array.from({ length: pairs.length / 2 }, (_, n) => ({
      value: pairs[2 * n] ?? '',
      label: pairs[2 * n + 1] ?? '',
    }))
    for (const { value, label } of choices) labels.set(value, label)
    return {
      at,
      who: who === 'b' ? 'bot' : who === 's' ? 'staff' : 'person',
      id: id.startsWith(':') ? conversation + id : id,
      text: who === 't' ? (labels.get(said) ?? said) : plainText({ text: said, choices }),
      sensitive: words !== stored,
    }
  })
}

/** Person, person's tap, bot, staff. */
type Who = 'p' | 't' | 'b' | 's'
type Words = string | readonly string[]

function wordsOf(body: InboundBody): string {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'choice':
      return body.value
    case 'voice':
    case 'image':
    case 'document':
      return body.caption === undefined ? `[${body.kind}]` : `[${body.kind}] ${body.caption}`
    case 'other':
      return `[${body.what}]`
  }
}

function short(conversation: ConversationId, id: string): string {
  return id.startsWith(`${conversation}:`) ? id.slice(conversation.length) : id
}

function isEntry(value: unknown): value is [number, Who, string, unknown] {
  return Array.isArray(value) && value.length === 4
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value)
}
