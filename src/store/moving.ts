import type { ConversationId, Event } from '../core/event.ts'
import type { State } from '../core/state.ts'
import { sameFirms, underFirm } from '../core/unite.ts'
import { readAnswer, writeAnswer } from './answers.ts'
import type { Base } from './base.ts'
import { conversationKeys, partitionKeys, partitionOf } from './keys.ts'
import type { Write } from './projections.ts'
import { asFields, asTexts } from './reply.ts'
import type { SealedJson } from './sealed-json.ts'
import { isConsent, isFollowUp, known } from './shapes.ts'
import { fullName } from './short-names.ts'
import { underFirms } from './transcript.ts'

/**
 * What is kept of a conversation beside its state, on its way to the one it joins: each part as it is stored, sealed
 * where it was sealed, with whole names where it had short ones. It leaves and arrives with the event `linked`.
 */
export type Belongings = Readonly<Record<string, readonly string[]>>

const lists = ['transcript', 'answers', 'consents'] as const
const hashes = ['records', 'told', 'followUps'] as const

/** Read before the commit that sends them off: while the turn runs, its conversation gets no more of any of these. */
export async function belongingsOf(conversation: ConversationId, { redis, json }: Base): Promise<Belongings> {
  const keys = conversationKeys(conversation)
  const listed = await Promise.all(lists.map((part) => redis.run('LRANGE', keys[part], '0', '-1')))
  const hashed = await Promise.all(hashes.map((part) => redis.run('HGETALL', keys[part])))
  const media = asTexts(await redis.run('SMEMBERS', keys.media))
  const whole = { transcript: wholeEntry, answers: wholeAnswer, consents: (_: ConversationId, text: string) => text }
  return {
    ...Object.fromEntries(
      lists.map((part, n) => [part, asTexts(listed[n]).map((text) => whole[part](conversation, text, json))]),
    ),
    ...Object.fromEntries(hashes.map((part, n) => [part, asFields(hashed[n]).flat()])),
    media: media.map((member) => member.slice(conversation.length + 1)),
  }
}

/** What is sent off goes, with its places in the indexes. The pages of its own channel stay as they are. */
export function departureWrites(conversation: ConversationId, left: Belongings): Write[] {
  const keys = conversationKeys(conversation)
  const { recent, due, index } = partitionKeys(partitionOf(conversation))
  const tasks = pairs(left.followUps).map(([field]) => `${conversation} ${field}`)
  return [
    ...[...lists, ...hashes, 'media' as const].map((part): Write => ['DEL', keys[part]]),
    ['ZREM', recent, conversation],
    ...(tasks.length === 0
      ? []
      : ([
          ['ZREM', due, ...tasks.map((named) => `due ${named}`)],
          ['ZREM', index('task', 'open'), ...tasks],
        ] as const)),
    ...pairs(left.told).map(([section]): Write => ['ZREM', index('told', section), conversation]),
  ]
}

/** What arrives is written beside what is there; what is of a firm that is here already, under the name it has here. */
export function arrivalWrites(event: Extract<Event, { type: 'linked' }>, before: State, json: SealedJson): Write[] {
  const { conversation } = event
  const belongings = settled(event.belongings ?? {}, sameFirms(before, event.state), json)
  const keys = conversationKeys(conversation)
  const { index } = partitionKeys(partitionOf(conversation))
  const media = (belongings.media ?? []).map((path) => `${conversation} ${path}`)
  return [
    ...lists.flatMap((part) => many('RPUSH', keys[part], belongings[part] ?? [])),
    ...many('HSET', keys.records, belongings.records ?? []),
    ...pairs(belongings.told).flatMap(([section, told]): Write[] => [
      // What was told here already counts as it was told here.
      ['HSETNX', keys.told, section, told],
      ['ZADD', index('told', section), 'NX', told.slice(told.lastIndexOf(' ') + 1), conversation],
    ]),
    ...followUpWrites(conversation, belongings.followUps, json),
    ...many('SADD', keys.media, media),
  ]
}

/** The records of a firm that is here already are written by the turn, as both sides' answers are in them. */
function settled(belongings: Belongings, same: ReadonlyMap<string, string>, json: SealedJson): Belongings {
  if (same.size === 0) return belongings
  const isHere = (field: string) =>
    [...same.keys()].some((firm) => field === `firm:${firm}` || field.startsWith(`assessment:${firm}-`))
  return {
    ...belongings,
    records: pairs(belongings.records)
      .filter(([field]) => !isHere(field))
      .flat(),
    answers: (belongings.answers ?? []).map((text) => {
      const change = readAnswer('', text, json)
      const firm = same.get(change.firm) ?? change.firm
      return writeAnswer('', { ...change, firm, assessment: underFirm(change.assessment, change.firm, firm) }, json)
    }),
    transcript: (belongings.transcript ?? []).map((text) => underFirms(text, same)),
    consents: (belongings.consents ?? []).map((text) => {
      const change = known(json.parse(text), isConsent)
      const firm = change.firm === undefined ? undefined : same.get(change.firm)
      return firm === undefined ? text : json.stringify({ ...change, firm }, false)
    }),
  }
}

/** Follow-ups that are still to come fall due here. */
function followUpWrites(conversation: ConversationId, moved: readonly string[] | undefined, json: SealedJson): Write[] {
  const { followUps } = conversationKeys(conversation)
  const { due, index } = partitionKeys(partitionOf(conversation))
  const fields = new Map(pairs(moved))
  return [...fields].flatMap(([id, text]): Write[] => {
    const state = fields.get(`${id} state`)
    if (state === undefined) return []
    const stored: unknown = JSON.parse(text)
    const one = known(json.open(stored), isFollowUp)
    const told = json.stringify({ ...one, conversation }, isSealed(stored))
    const named = `${conversation} ${id}`
    const isOpen = state === 'planned' || state === 'due'
    return [
      ['HSET', followUps, id, told, `${id} state`, state],
      ...(state === 'planned' ? [['ZADD', due, String(one.dueAt), `due ${named}`] as const] : []),
      ...(isOpen && one.owner === 'staff' ? [['ZADD', index('task', 'open'), String(one.dueAt), named] as const] : []),
    ]
  })
}

/** A line of the transcript under the whole name of its event. */
function wholeEntry(conversation: ConversationId, text: string): string {
  const entry: unknown = JSON.parse(text)
  if (!Array.isArray(entry)) throw new Error('The store holds a transcript this version does not know.')
  const fields: readonly unknown[] = entry
  const [at, name, ...rest] = fields
  return JSON.stringify([at, typeof name === 'string' ? fullName(conversation, name) : name, ...rest])
}

/** A line of the answers under the whole name of its event, sealed where it was. */
function wholeAnswer(conversation: ConversationId, text: string, json: SealedJson): string {
  return writeAnswer('', readAnswer(conversation, text, json), json)
}

function isSealed(stored: unknown): boolean {
  return typeof stored === 'object' && stored !== null && 'sealed' in stored
}

/** Commands with as many words as a script may unpack at once. */
function many(command: string, key: string, words: readonly string[]): Write[] {
  const writes: Write[] = []
  for (let at = 0; at < words.length; at += 1000) writes.push([command, key, ...words.slice(at, at + 1000)])
  return writes
}

/** A hash as it comes from the server, field and value by turns. */
function pairs(fields: readonly string[] = []): [field: string, value: string][] {
  return fields.flatMap((field, n) => (n % 2 === 0 ? [[field, fields[n + 1] ?? '']] : []))
}
