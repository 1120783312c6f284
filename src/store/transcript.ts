import type { ConversationId, Event, InboundBody, MediaRef } from '../core/event.ts'
import type { TurnResult } from '../core/outcome.ts'
import { plainText } from '../core/saying/plain-text.ts'
import type { SealedJson } from './sealed-json.ts'
import { fullName, shortName } from './short-names.ts'
import type { TranscriptEntry } from './store.ts'

/**
 * What was heard and said in one turn, as stored: `[at, id, speaker, [heard, …said]]`, or null where there is nothing.
 * A message with choices is `[text, label, label…]`; ids drop the conversation, and replies are named by their place.
 * The words of a sensitive turn are sealed. A message with a file is followed by it; what was heard in a voice note, in a
 * later turn, by the path of the note. Last come the firms of which the turn told something that was answered.
 */
export function writeTranscript(event: Event, result: TurnResult, json: SealedJson): string | null {
  const heard = event.type === 'message' ? wordsOf(event.message.body, result.tapped) : (result.heard?.text ?? null)
  const said = result.replies.map(({ text, choices = [], edits }) =>
    choices.length === 0 || edits !== undefined ? text : [text, ...choices.map(({ label }) => label)],
  )
  if (heard === null && said.length === 0) return null
  const speaker = event.type === 'staff' && event.action.kind === 'reply' ? 's' : 'b'
  const id = JSON.stringify(shortName(event.conversation, event.id))
  const file = fileOf(event) ?? result.heard?.path
  const firms = firmsIn(result)
  const last = firms.length > 0 ? [file ?? null, firms] : file === undefined ? [] : [file]
  const rest = last.map((one) => `,${JSON.stringify(one)}`).join('')
  return `[${event.at},${id},"${speaker}",${json.stringify([heard, ...said], result.sensitive)}${rest}]`
}

/** One entry for each message, in its plain form; a voice note with what was heard in it. */
export function readTranscript(
  conversation: ConversationId,
  entries: readonly string[],
  json: SealedJson,
): TranscriptEntry[] {
  const read: TranscriptEntry[] = []
  for (const text of entries) {
    const entry: unknown = JSON.parse(text)
    if (!isEntry(entry)) throw new Error('The store holds a transcript this version does not know.')
    const [at, name, speaker, stored, file] = entry
    const words = json.open(stored)
    if (!isWords(words)) throw new Error('The store holds a transcript this version does not know.')
    const [heard, ...said] = words
    const id = fullName(conversation, name)
    const sensitive = words !== stored
    const who = speaker === 's' ? 'staff' : 'bot'
    if (typeof file === 'string') addHeard(read, file, { at, who: 'person', id, text: plain(heard ?? ''), sensitive })
    else if (heard !== null) {
      const media = isFile(file) ? { media: { kind: file[0], mime: file[1], path: file[2] } } : {}
      read.push({ at, who: 'person', id, text: plain(heard ?? ''), sensitive, ...media })
    }
    read.push(...said.map((one, n) => ({ at, who, id: `${id}/${n}`, text: plain(one ?? ''), sensitive }) as const))
  }
  return read
}

/** Which event a stored line tells of, the file that came with it, and the firms it says to tell of. */
export function entryOf(
  conversation: ConversationId,
  text: string,
): { event: string; path: string | null; firms: readonly unknown[] } {
  const entry: unknown = JSON.parse(text)
  if (!isEntry(entry)) throw new Error('The store holds a transcript this version does not know.')
  const [, name, , , file, firms = []] = entry
  const path = typeof file === 'string' ? file : isFile(file) ? file[2] : null
  return { event: fullName(conversation, name), path, firms }
}

/** A stored line with the firms it tells of under other names. */
export function underFirms(text: string, names: ReadonlyMap<string, string>): string {
  const entry: unknown = JSON.parse(text)
  if (!isEntry(entry)) throw new Error('The store holds a transcript this version does not know.')
  const [at, name, speaker, words, file, firms] = entry
  if (firms === undefined) return text
  return JSON.stringify([at, name, speaker, words, file, firms.map((id) => names.get(String(id)) ?? id)])
}

/**
 * Firms of which a turn tells what was answered, though nothing is written down in it: words that may be an answer and
 * are looked at or read back first, what is ticked so far, and what is shown again.
 */
function firmsIn({ state: { open, ask, firm, firms }, replies }: TurnResult): readonly string[] {
  if (open?.kind === 'my_data') return firms.map(({ id }) => id)
  const isAnswering = open?.kind === 'question' || open?.kind === 'confirm'
  const isLookedAt = isAnswering && (ask?.kind === 'interpret' || ask?.kind === 'transcribe')
  const isReadBack = ask === null && (open?.kind === 'confirm' || open?.kind === 'which_change')
  const isShown = replies.some(({ result, edits }) => result !== undefined || edits !== undefined)
  return firm !== null && (isLookedAt || isReadBack || isShown) ? [firm] : []
}

/** The words go with the voice note they were heard in; one that was private stays so. */
function addHeard(read: TranscriptEntry[], path: string, heard: TranscriptEntry): void {
  const at = read.findLastIndex(({ media }) => media?.path === path)
  const note = read[at]
  if (note === undefined) read.push({ ...heard, text: `[voice] ${heard.text}` })
  else read[at] = { ...note, text: `${note.text} ${heard.text}`, sensitive: note.sensitive || heard.sensitive }
}

type File = readonly [kind: MediaRef['kind'], mime: string, path: string]

function fileOf(event: Event): File | undefined {
  if (event.type !== 'message' || !('media' in event.message.body)) return undefined
  const { kind, mime, path } = event.message.body.media
  return [kind, mime, path]
}

function isFile(value: unknown): value is File {
  return Array.isArray(value) && value.length === 3
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
    case 'reaction':
      return tapped ?? (body.says === 'yes' ? '👍' : '👎')
    case 'voice':
    case 'image':
    case 'document':
      return body.caption === undefined ? `[${body.kind}]` : `[${body.kind}] ${body.caption}`
    case 'other':
      return `[${body.what}]`
  }
}

function isEntry(value: unknown): value is [number, string, string, unknown, unknown?, unknown[]?] {
  return Array.isArray(value) && value.length >= 4 && value.length <= 6
}

/** What was heard comes first, and is null where a turn had another cause. */
function isWords(value: unknown): value is (Words | null)[] {
  return Array.isArray(value)
}
