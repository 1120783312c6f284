import type { ConversationId } from '../core/event.ts'
import type { Answer, Firm, State } from '../core/state.ts'
import type { IndexName } from './store.ts'

/** One firm, or one promise of a conversation, in one index. */
export interface Membership {
  readonly name: IndexName
  readonly value: string
  readonly member: string
}

/** What has to be taken out of the indexes and put in when a conversation's state changes. */
export function indexMoves(
  conversation: ConversationId,
  before: State,
  after: State,
): { leave: Membership[]; join: Membership[] } {
  // Most turns change nothing that an index reads, and what a turn leaves alone stays the same object.
  const areFirmsAlike =
    before.firms.length === after.firms.length && after.firms.every((firm, n) => isAlike(before.firms[n], firm))
  const isPlanAlike = before.planned === after.planned
  const read = (state: State) => [
    ...(areFirmsAlike ? [] : state.firms.flatMap(memberships)),
    ...(isPlanAlike ? [] : promises(conversation, state)),
  ]
  const old = byName(read(before))
  const now = byName(read(after))
  return {
    leave: [...old].filter(([name]) => !now.has(name)).map(([, membership]) => membership),
    join: [...now].filter(([name]) => !old.has(name)).map(([, membership]) => membership),
  }
}

function isAlike(before: Firm | undefined, after: Firm): boolean {
  return (
    before?.sensitive === after.sensitive &&
    before.profile.place === after.profile.place &&
    before.assessments.length === after.assessments.length &&
    after.assessments.every((one, n) => one.result === before.assessments[n]?.result)
  )
}

function byName(all: readonly Membership[]): Map<string, Membership> {
  return new Map(all.map((membership) => [Object.values(membership).join('\n'), membership]))
}

/** What the team is to find out, by the question. */
function promises(conversation: ConversationId, { planned }: State): Membership[] {
  return planned.flatMap(({ id, kind, about }) =>
    kind === 'promise' && about !== undefined
      ? [{ name: 'promise', value: about, member: `${conversation} ${id}` }]
      : [],
  )
}

function memberships(firm: Firm): Membership[] {
  const finished = firm.assessments
    .filter(({ status }) => status === 'finished')
    .map(({ questionnaire, result }) => ({ questionnaire, result }))
  const results = new Map(finished.map(({ questionnaire, result }) => [questionnaire, result])).values()
  const found: Membership[] = []
  for (const result of results) {
    if (result === null) continue
    if (result.line !== null) found.push({ name: 'line', value: result.line, member: firm.id })
    if (result.band !== null) found.push({ name: 'score', value: result.band, member: firm.id })
  }
  for (const value of words(firm.profile.place))
    found.push({ name: 'region', value: normalised(value), member: firm.id })
  const groups = Object.values(firm.sensitive)
    .flatMap(words)
    .filter((group) => !unsaid.has(group))
  for (const value of groups) found.push({ name: 'population', value, member: firm.id })
  return found
}

/** Not even the name of an index says to which group a firm belongs, or what somebody asked. */
export function isUnnamed(name: IndexName): boolean {
  return name === 'population' || name === 'promise'
}

/** How the value of an index is written: places differ in capitals and spaces only. */
export function normalised(value: string): string {
  return value.normalize('NFC').trim().toLowerCase().replaceAll(/\s+/gu, ' ')
}

/** Options of the sensitive part that name no group. */
const unsaid: ReadonlySet<string> = new Set(['rather_not', 'none', 'unknown'])

function words(answer: Answer | undefined): readonly string[] {
  if (answer === undefined || 'skipped' in answer || 'number' in answer) return []
  if ('option' in answer) return [answer.option]
  return 'options' in answer ? answer.options : [answer.text]
}
