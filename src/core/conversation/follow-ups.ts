import { change, language, type Draft } from '../draft.ts'
import { fold } from '../hearing/text.ts'
import type { FollowUp } from '../outcome.ts'
import type { PlannedFollowUp } from '../state.ts'

/** Plans a follow-up, or moves the one of the same kind: one is enough, but for promises, of which each is kept. */
export function plan(
  draft: Draft,
  wanted: Pick<FollowUp, 'owner' | 'about' | 'dueAt' | 'notes'> & { kind: PlannedFollowUp['kind']; nth: number },
): void {
  const { nth, ...rest } = wanted
  const { at, conversation, id: cause } = draft.event
  const isPromise = wanted.kind === 'promise'
  const known = isPromise ? undefined : draft.state.planned.find((one) => one.kind === wanted.kind)
  const id = known?.id ?? `${wanted.kind}:${cause}`
  const followUp: FollowUp = { ...rest, id, conversation, state: 'planned', language: language(draft), createdAt: at }
  draft.followUps.push({ type: 'plan', followUp })
  const others = draft.state.planned.filter((one) => one.id !== id)
  const about = isPromise ? { about: fold(wanted.about) } : {}
  change(draft, { planned: [...others, { id, kind: wanted.kind, dueAt: wanted.dueAt, nth, ...about }] })
}

/** Calls off what is planned of this kind. */
export function cancel(draft: Draft, kind: PlannedFollowUp['kind']): void {
  close(draft, (one) => one.kind === kind, 'cancelled')
}

/** Calls off what would reach the person without being asked; what staff have to do stays. */
export function cancelPrompts(draft: Draft): void {
  close(draft, ({ kind }) => kind !== 'staff_task' && kind !== 'voice_note', 'cancelled')
}

/** Ends planned follow-ups in the given state. */
export function close(
  draft: Draft,
  which: (one: PlannedFollowUp) => boolean,
  state: 'sent' | 'answered' | 'done' | 'cancelled',
): void {
  const ended = draft.state.planned.filter(which)
  if (ended.length === 0) return
  for (const { id } of ended) draft.followUps.push({ type: 'close', id, state })
  change(draft, { planned: draft.state.planned.filter((one) => !which(one)) })
}
