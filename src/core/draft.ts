import type { Content, Country, Language, Questionnaire, ScoredQuestionnaire, Text } from './content.ts'
import type { Event } from './event.ts'
import type { Ask, Choice, FollowUpChange, Forward, OutboundMessage, RecordChange, TurnResult } from './outcome.ts'
import { fill, type PhraseKey, type Values } from './saying/phrases.ts'
import { pack } from './saying/pack.ts'
import { plainText } from './saying/plain-text.ts'
import type { State } from './state.ts'

/** A turn being written: handlers replace `state`, and add to the lists. It never leaves the turn. */
export interface Draft {
  readonly event: Event
  readonly content: Content
  state: State
  readonly replies: OutboundMessage[]
  readonly records: RecordChange[]
  readonly followUps: FollowUpChange[]
  readonly asks: Ask[]
  readonly forwards: Forward[]
  sensitive: boolean
  tapped: string | null
  heard: TurnResult['heard']
  /** The words that are being handled came by voice. */
  byVoice: boolean
  /** Paragraphs told so far; they leave with the next card, in one message where they fit. */
  told: string[]
  /** Sources of what was told; they leave with it. */
  cited: Sources
}

type Sources = NonNullable<OutboundMessage['sources']>

/** No message is longer than this unless the person asked for more (P81). */
export const MESSAGE_LIMIT = 900

export function begin(state: State, event: Event, content: Content): Draft {
  return {
    event,
    content,
    state,
    replies: [],
    records: [],
    followUps: [],
    asks: [],
    forwards: [],
    sensitive: false,
    tapped: null,
    heard: null,
    byVoice: false,
    told: [],
    cited: [],
  }
}

export function finish(draft: Draft): TurnResult {
  flush(draft)
  const { state, records, followUps, asks, forwards, sensitive, tapped, heard } = draft
  return { state, replies: settling(draft), records, followUps, asks, forwards, sensitive, tapped, heard }
}

/** The first answer to a tapped button tells its channel what became of the tap. */
function settling({ event, replies, tapped }: Draft): readonly OutboundMessage[] {
  const body = event.type === 'message' ? event.message.body : null
  const [first, ...rest] = replies
  if (body?.kind !== 'choice' || body.under === undefined || first === undefined) return replies
  if (first.edits !== undefined) return replies
  return [{ ...first, settles: { under: body.under, label: tapped } }, ...rest]
}

/** Replaces parts of the state. */
export function change(draft: Draft, parts: Partial<State>): void {
  draft.state = { ...draft.state, ...parts }
}

/** Adds paragraphs, to leave with the next card or at the end of the turn. */
export function tell(draft: Draft, ...paragraphs: string[]): void {
  for (const paragraph of paragraphs) if (paragraph !== '') draft.told.push(paragraph)
}

/** Adds sources of what was told. */
export function cite(draft: Draft, sources: Sources): void {
  const known = new Set(draft.cited.map(({ url }) => url))
  draft.cited = [...draft.cited, ...sources.filter(({ url }) => !known.has(url))]
}

/** Sends one message with what was told before it; where that is too long together, with the last paragraphs that fit. */
export function send(draft: Draft, message: Omit<OutboundMessage, 'id' | 'to'>): void {
  const kept: string[] = [message.text]
  while (draft.told.length > 0) {
    const text = [...draft.told.slice(-1), ...kept].join('\n\n')
    if (plainText({ ...message, text }).length > MESSAGE_LIMIT) break
    kept.unshift(...draft.told.splice(-1))
  }
  const sources = cited(draft)
  flush(draft)
  emit(draft, { ...message, text: kept.join('\n\n'), ...sources })
}

/** Sends what was told and not yet sent. */
export function flush(draft: Draft): void {
  const paragraphs = draft.told
  draft.told = []
  const texts = pack(paragraphs, MESSAGE_LIMIT)
  for (const [n, text] of texts.entries()) emit(draft, { text, ...(n === texts.length - 1 ? cited(draft) : {}) })
}

/** The sources gathered so far, once. */
function cited(draft: Draft): { sources?: Sources } {
  const { cited: sources } = draft
  draft.cited = []
  return sources.length === 0 ? {} : { sources }
}

function emit(draft: Draft, message: Omit<OutboundMessage, 'id' | 'to'>): void {
  const { address: to, access } = draft.state
  if (to === null) return
  const aloud = access.audio ? { aloud: true as const } : {}
  draft.replies.push({ id: `${draft.event.id}/${draft.replies.length}`, to, ...message, ...aloud })
}

export function language(draft: Draft): Language {
  return draft.state.language ?? country(draft).language
}

/** The person's country, or the one assumed while it is not known: the only one that writes in their language, or ours. */
export function country(draft: Draft): Country {
  const { state, content } = draft
  const speaks = Object.values(content.countries).filter(({ languages }) => languages.includes(state.language ?? ''))
  const assumed = speaks.length === 1 ? speaks[0]?.id : undefined
  const id = state.country ?? assumed ?? content.homeCountry
  const found = content.countries[id]
  if (found === undefined) throw new Error(`no country file for ${id}`)
  return found
}

/** A questionnaire as the person's country sees it. */
export function questionnaire(draft: Draft, id: string): Questionnaire {
  const found = draft.content.questionnaires[id]?.[country(draft).id]
  if (found === undefined) throw new Error(`no questionnaire ${id} for ${country(draft).id}`)
  return found
}

/** A questionnaire that ends in a score, as the person's country sees it. */
export function scoredQuestionnaire(draft: Draft, id: string): ScoredQuestionnaire {
  const found = questionnaire(draft, id)
  if (found.ends !== 'score') throw new Error(`${id} has no score`)
  return found
}

/** One of the bot's own phrases in the person's language. */
export function phrase<K extends PhraseKey>(draft: Draft, key: K, values: Values<K>): string {
  const voice = draft.content.voices[language(draft)]
  if (voice === undefined) throw new Error(`no phrases for ${language(draft)}`)
  return fill(voice.say[key], values)
}

/** A text of the content in the person's language, or in the first language it has. */
export function inLanguage(draft: Draft, text: Text): string {
  return text[language(draft)] ?? Object.values(text)[0] ?? ''
}

/** Choices from phrases: the value is the last part of the key. */
export function choicesOf(draft: Draft, prefix: string, values: readonly string[]): Choice[] {
  const voice = draft.content.voices[language(draft)]
  return values.map((value) => {
    const say: Readonly<Record<string, string | undefined>> = voice?.say ?? {}
    return { value, label: say[`${prefix}.${value}`] ?? value }
  })
}
