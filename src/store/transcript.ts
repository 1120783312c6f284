import type { ConversationId, Event, InboundBody } from '../core/event.ts'
import type { TurnResult } from '../core/outcome.ts'
import { plainText } from '../core/saying/plain-text.ts'
import type { SealedJson } from './sealed-json.ts'
import { fullName, shortName } from './short-names.ts'
import type { TranscriptEntry } from './store.ts'

/**
 * What was heard and said in one turn, as stored: `[at, id, speaker, [heard, …said]]`, or null where there is nothing.
 * A message with choices is `[text, label, label…]`; ids drop the conversation, and replies are named by their place.
 * The words of a sensitive turn are sealed.
 */
export function writeTranscript(event: Event, result: TurnResult, json: SealedJson): string | null {
  const heard = event.type === 'message' ? wordsOf(event.message.body, result.tapped) : null
  const said = result.replies.map(({ text, choices = [] }) =>
    choices.length === 0 ? text : [text, ...choices.map(({ label }) => label)],
  )
  if (heard === null && said.length === 0) return null
  const speaker = event.type === 'staff' && event.action.kind === 'reply' ? 's' : 'b'
  const id = JSON.stringify(shortName(event.conversation, event.id))
  return `[${event.at},${id},"${speaker}",${json.stringify([heard, ...said], result.sensitive)}]`
}

/** One entry for each message, in its plain form. */
export function readTranscript(
  conversation: ConversationId,
  entries: readonly string[],
  json: SealedJson,
): TranscriptEntry[] {
  return entries.flatMap((text) => {
    const entry: unknown = JSON.parse(text)
    if (!isEntry(entry)) throw new Error('The store holds a transcript this version does not know.')
    const [at, name, speaker, stored] = entry
    const words = json.open(stored)
    if (!isWords(words)) throw new Error('The store holds a transcript this version does not know.')
    const [heard, ...said] = words
    const id = fullName(conversation, name)
    const sensitive = words !== stored
    const who = speaker === 's' ? 'staff' : 'bot'
    return [
      ...(heard === null ? [] : [{ at, who: 'person' as const, id, text: plain(heard ?? ''), sensitive }]),
      ...said.map((one, n) => ({ at, who, id: `${id}/${n}`, text: plain(one ?? ''), sensitive }) as const),
    ]
  })
}

type Words = string | readonly string[]

function plain(words: Words): string {
  const [text = '', ...labels] = typeof words === 'string' ? [words] : words
  return plainText({ text, choices: labels.map((label) => ({ value: label, label })) })
}

function wordsOf(body: InboundBody, tapped: string | null): string {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'choice':
      return tapped ?? body.value
    case 'voice':
    case 'image':
    case 'document':
      return body.caption === undefined ? `[${body.kind}]` : `[${body.kind}] ${body.caption}`
    case 'other':
      return `[${body.what}]`
  }
}

function isEntry(value: unknown): value is [number, string, string, unknown] {
  return Array.isArray(value) && value.length === 4
}

/** What was heard comes first, and is null where a turn had another cause. */
function isWords(value: unknown): value is (Words | null)[] {
  return Array.isArray(value)
}
