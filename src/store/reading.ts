import type { ConversationId } from '../core/event.ts'
import { fold } from '../core/hearing/text.ts'
import { readAnswer } from './answers.ts'
import type { Base } from './base.ts'
import { isUnnamed, normalised } from './indexes.ts'
import { conversationKeys, partitionKeys, partitions } from './keys.ts'
import { asFields, asNumber, asScored, asTextOrNull, asTexts, type Reply } from './reply.ts'
import { isAssessment, isConsent, isFirm, isFollowUp, isFollowUpState, known, readState } from './shapes.ts'
import type { Records, Store } from './store.ts'
import { readTranscript } from './transcript.ts'

/** What staff, exports and tools read; no turn depends on it. */
export function reading(base: Base): Pick<Store, 'settled' | 'state' | 'transcript' | 'records' | 'recent' | 'index'> {
  const { redis, json, digest } = base
  return {
    async settled(conversation) {
      const { inbox, asks, outbox } = conversationKeys(conversation)
      if (asNumber(await redis.run('EXISTS', inbox, asks, outbox)) > 0) return false
      const linkedTo = (await this.state(conversation))?.linkedTo ?? null
      return linkedTo === null || this.settled(linkedTo)
    },

    async state(conversation) {
      const stored = asTextOrNull(await redis.run('GET', conversationKeys(conversation).state))
      return stored === null ? null : readState(json.parse(stored))
    },

    async transcript(conversation) {
      const entries = await redis.run('LRANGE', conversationKeys(conversation).transcript, '0', '-1')
      // What came from a conversation that joined takes its place among the rest.
      return readTranscript(conversation, asTexts(entries), json).toSorted((a, b) => a.at - b.at)
    },

    records: (conversation) => records(base, conversation),

    async recent(limit) {
      const found = await merged(limit, true, (partition, last) =>
        redis.run('ZRANGE', partitionKeys(partition).recent, '0', last, 'REV', 'WITHSCORES'),
      )
      return found.map(({ member, score }) => ({ conversation: member, at: score }))
    },

    async index(name, value, limit) {
      const meant = name === 'region' ? normalised(value) : name === 'promise' ? fold(value) : value
      const key = isUnnamed(name) ? digest(meant) : meant
      // Tasks are wanted by the day they are due, promises as they were made, everything else newest or most asked first.
      const newestFirst = name !== 'task' && name !== 'promise'
      const found = await merged(limit, newestFirst, (partition, last) =>
        redis.run(
          'ZRANGE',
          partitionKeys(partition).index(name, key),
          '0',
          last,
          ...(newestFirst ? ['REV'] : []),
          'WITHSCORES',
        ),
      )
      return found.map(({ member }) => member)
    },
  }
}

async function records({ redis, json }: Base, conversation: ConversationId): Promise<Records> {
  const keys = conversationKeys(conversation)
  const [fields, answers, consents, planned] = await Promise.all([
    redis.run('HGETALL', keys.records),
    redis.run('LRANGE', keys.answers, '0', '-1'),
    redis.run('LRANGE', keys.consents, '0', '-1'),
    redis.run('HGETALL', keys.followUps),
  ])
  const stored = asFields(fields)
  const valuesOf = (stem: string) =>
    stored.filter(([field]) => field.startsWith(stem)).map(([, text]) => json.parse(text))
  const followUps = new Map(asFields(planned))
  return {
    firms: valuesOf('firm:')
      .map((value) => known(value, isFirm))
      .sort((a, b) => a.id.localeCompare(b.id)),
    assessments: valuesOf('assessment:')
      .map((value) => known(value, isAssessment))
      .sort((a, b) => a.startedAt - b.startedAt),
    answers: asTexts(answers)
      .map((text) => readAnswer(conversation, text, json))
      .toSorted((a, b) => a.at - b.at),
    consents: asTexts(consents).map((text) => known(json.parse(text), isConsent)),
    followUps: [...followUps]
      .filter(([field]) => followUps.has(`${field} state`))
      .map(([field, text]) => ({
        ...known(json.parse(text), isFollowUp),
        state: known(followUps.get(`${field} state`), isFollowUpState),
      }))
      .sort((a, b) => a.dueAt - b.dueAt),
  }
}

/** The first of a zset that lies over all partitions; a member of several counts with the sum of its scores. */
async function merged(limit: number, descending: boolean, read: (partition: number, last: string) => Promise<Reply>) {
  if (limit < 1) return []
  const lists = await Promise.all(partitions.map((partition) => read(partition, String(limit - 1))))
  const scores = new Map<string, number>()
  for (const { member, score } of lists.flatMap(asScored)) scores.set(member, (scores.get(member) ?? 0) + score)
  const sign = descending ? -1 : 1
  return [...scores]
    .map(([member, score]) => ({ member, score }))
    .sort((a, b) => sign * (a.score - b.score))
    .slice(0, limit)
}
