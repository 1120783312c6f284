import type { ConversationId, Event } from '../core/event.ts'
import type { FollowUp, FollowUpChange, RecordChange, TurnResult } from '../core/outcome.ts'
import { isEphemeral, newState, type State } from '../core/state.ts'
import { writeAnswer } from './answers.ts'
import type { Base } from './base.ts'
import { indexMoves, isUnnamed, type Membership, normalised } from './indexes.ts'
import { conversationKeys, partitionKeys, partitionOf } from './keys.ts'
import type { SealedJson } from './sealed-json.ts'
import { holdsSensitive } from './sensitive.ts'
import { arrivalWrites } from './moving.ts'
import type { Work } from './store.ts'
import { writeTranscript } from './transcript.ts'

/** One command of a commit: its name, its key, its arguments. */
export type Write = readonly [command: string, key: string, ...args: string[]]

/** The writes of a turn beside the inbox, the asks and the outbox. All are checked here, as the server cannot undo. */
export function projections({ event, state: before }: Work, result: TurnResult, base: Base): Write[] {
  const { json, times } = base
  const after = result.state
  const keys = conversationKeys(event.conversation)
  const stored = json.stringify(after, result.sensitive || holdsSensitive(after))
  const media = mediaOf(event, result)
  // What is heard here is kept where it goes on, its files too.
  if (after.linkedTo !== null) {
    return [
      ['SET', keys.state, stored],
      ...(media.length === 0 ? [] : [['SREM', keys.media, ...media] as const]),
      ...indexWrites(event, before, after, base),
    ]
  }
  if (isEphemeral(after)) {
    return [
      ['SET', keys.state, stored, 'PX', String(times.ephemeralMs)],
      ...gapWrites(event, result),
      ...indexWrites(event, before, newState, base),
      ...result.followUps.flatMap((change) => (change.type === 'close' ? closeWrites(event, change) : [])),
      // Files of somebody who consented to nothing go after a day, with the rest.
      ...media.map((path): Write => ['ZADD', shared(event).condemned, number(event.at + times.ephemeralMs), path]),
    ]
  }
  const said = writeTranscript(event, result, json)
  return [
    ['SET', keys.state, stored],
    ...(event.type === 'linked' ? arrivalWrites(event, before, json) : []),
    ...(said === null ? [] : [['RPUSH', keys.transcript, said] as const]),
    ...(media.length === 0 ? [] : [['SADD', keys.media, ...media] as const]),
    ['ZADD', shared(event).recent, number(event.at), event.conversation],
    ...result.records.flatMap((change) => recordWrites(event.conversation, change, json)),
    ...gapWrites(event, result),
    ...result.followUps.flatMap((change) =>
      change.type === 'close' ? closeWrites(event, change) : planWrites(event, change.followUp, result.sensitive, json),
    ),
    ...indexWrites(event, before, after, base),
  ]
}

function recordWrites(conversation: ConversationId, change: RecordChange, json: SealedJson): Write[] {
  const keys = conversationKeys(conversation)
  switch (change.type) {
    case 'firm':
      return [['HSET', keys.records, `firm:${change.firm.id}`, json.stringify(change.firm, false)]]
    case 'assessment':
      return [['HSET', keys.records, `assessment:${change.assessment.id}`, json.stringify(change.assessment, false)]]
    case 'answer':
      return [['RPUSH', keys.answers, writeAnswer(conversation, change, json)]]
    case 'consent':
      return [['RPUSH', keys.consents, json.stringify(change, false)]]
    case 'told':
      return change.sections.flatMap(({ id, version }): Write[] => [
        ['HSET', keys.told, id, `${version} ${number(change.at)}`],
        ['ZADD', partitionKeys(partitionOf(conversation)).index('told', id), number(change.at), conversation],
      ])
    case 'gap':
    case 'useful':
    case 'forget_firm':
    case 'erase':
      return []
  }
}

/** What the turn tells of the articles without a trace of who asked: gaps, most asked first, and how useful each was. */
export function gapWrites(event: Event, { records }: TurnResult): Write[] {
  const { index } = shared(event)
  return records.flatMap((change): Write[] => {
    if (change.type === 'gap') return [['ZINCRBY', index('gap', change.country), '1', normalised(change.question)]]
    if (change.type !== 'useful') return []
    const name = change.useful ? 'useful' : 'not_useful'
    return change.sections.map((section) => ['ZINCRBY', index(name, change.country), '1', section])
  })
}

function planWrites(event: Event, followUp: FollowUp, sensitive: boolean, json: SealedJson): Write[] {
  const { due, index } = shared(event)
  const { followUps } = conversationKeys(event.conversation)
  const named = `${event.conversation} ${followUp.id}`
  const at = number(followUp.dueAt)
  // Stored as it will be told; where it stands now is kept beside it.
  const told = json.stringify({ ...followUp, state: 'due' }, sensitive)
  const writes: Write[] = [
    ['HSET', followUps, followUp.id, told, `${followUp.id} state`, followUp.state],
    ['ZADD', due, at, `due ${named}`],
  ]
  return followUp.owner === 'staff' ? [...writes, ['ZADD', index('task', 'open'), at, named]] : writes
}

function closeWrites(event: Event, { id, state }: Extract<FollowUpChange, { type: 'close' }>): Write[] {
  const { due, index } = shared(event)
  const { followUps } = conversationKeys(event.conversation)
  const named = `${event.conversation} ${id}`
  return [
    ['HSET', followUps, `${id} state`, state],
    ['ZREM', due, `due ${named}`],
    ['ZREM', index('task', 'open'), named],
  ]
}

/** The moves of its firms and promises between indexes. */
export function indexWrites(event: Event, before: State, after: State, { digest }: Base): Write[] {
  const { index } = shared(event)
  const key = ({ name, value }: Membership) => index(name, isUnnamed(name) ? digest(value) : value)
  const { leave, join } = indexMoves(event.conversation, isEphemeral(before) ? newState : before, after)
  return [
    ...leave.map((membership): Write => ['ZREM', key(membership), membership.member]),
    ...join.map((membership): Write => ['ZADD', key(membership), number(event.at), membership.member]),
  ]
}

function mediaOf(event: Event, result: TurnResult): string[] {
  const heard = event.type === 'message' && 'media' in event.message.body ? [event.message.body.media] : []
  const made = event.type === 'answered' && event.result.kind === 'exported' ? [event.result.media] : []
  const said = result.replies.flatMap(({ media }) => (media === undefined ? [] : [media]))
  return [...heard, ...made, ...said].map(({ path }) => `${event.conversation} ${path}`)
}

function shared(event: Event) {
  return partitionKeys(partitionOf(event.conversation))
}

function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`A turn gave ${value} where a time was expected.`)
  return String(value)
}
