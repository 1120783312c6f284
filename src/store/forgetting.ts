import type { ConversationId, Event } from '../core/event.ts'
import type { TurnResult } from '../core/outcome.ts'
import { readAnswer } from './answers.ts'
import type { Base } from './base.ts'
import { conversationKeys, partitionKeys, partitionOf } from './keys.ts'
import type { Write } from './projections.ts'
import { asTexts } from './reply.ts'
import { isConsent, known } from './shapes.ts'
import { entryOf } from './transcript.ts'

/**
 * What is kept of one firm goes, while its conversation stays: its record and those of its assessments, its answers and
 * consents, the turns of the transcript in which it was answered for, with their files, and copies of the person's data
 * that were made. Read before the commit that forgets: while the turn runs, its conversation gets no more of any of these.
 * A page shows its own words for a week.
 */
export async function forgettingWrites(event: Event, result: TurnResult, base: Base): Promise<Write[]> {
  const forgotten = result.records.flatMap((change) => (change.type === 'forget_firm' ? [change] : []))
  const writes = await Promise.all(
    forgotten.map(async ({ firm, at }): Promise<Write[]> => {
      const { tombstones, unrewritten } = partitionKeys(partitionOf(event.conversation))
      return [
        ...(await tracesOf(event.conversation, firm, at, base)),
        ['HSET', tombstones, base.digest(firm), `${at} firm`],
        ['SADD', unrewritten, event.id],
      ]
    }),
  )
  return writes.flat()
}

async function tracesOf(conversation: ConversationId, firm: string, at: number, base: Base): Promise<Write[]> {
  const { redis, json } = base
  const keys = conversationKeys(conversation)
  const { condemned } = partitionKeys(partitionOf(conversation))
  const [answers, consents, transcript, fields, media] = await Promise.all([
    redis.run('LRANGE', keys.answers, '0', '-1'),
    redis.run('LRANGE', keys.consents, '0', '-1'),
    redis.run('LRANGE', keys.transcript, '0', '-1'),
    redis.run('HKEYS', keys.records),
    redis.run('SMEMBERS', keys.media),
  ])
  const given = asTexts(answers)
    .map((text) => ({ text, answer: readAnswer(conversation, text, json) }))
    .filter(({ answer }) => answer.firm === firm)
  const events = new Set(given.map(({ answer }) => answer.event))
  const agreed = asTexts(consents).filter((text) => known(json.parse(text), isConsent).firm === firm)
  const said = asTexts(transcript)
    .map((text) => ({ text, entry: entryOf(conversation, text) }))
    .filter(({ entry }) => events.has(entry.event) || entry.firms.includes(firm))
  const records = asTexts(fields).filter((field) => field === `firm:${firm}` || field.startsWith(`assessment:${firm}-`))
  const sent = said.flatMap(({ entry }) => (entry.path === null ? [] : [`${conversation} ${entry.path}`]))
  // Nothing that people send is kept as one of these.
  const copies = asTexts(media).filter((member) => member.endsWith('.json'))
  const files = [...new Set([...sent, ...copies])]
  return [
    ['DEL', keys.sentLately],
    ...given.map(({ text }): Write => ['LREM', keys.answers, '1', text]),
    ...agreed.map((text): Write => ['LREM', keys.consents, '1', text]),
    ...said.map(({ text }): Write => ['LREM', keys.transcript, '1', text]),
    ...(records.length === 0 ? [] : [['HDEL', keys.records, ...records] as const]),
    ...files.flatMap((file): Write[] => [
      ['SREM', keys.media, file],
      ['ZADD', condemned, String(at), file],
    ]),
  ]
}
