import { change, flush, phrase, tell, type Draft } from '../draft.ts'
import type { Address, ConversationId, Event, EventBody, InboundMessage } from '../event.ts'
import { writtenCode } from '../hearing/code.ts'
import type { AskResult } from '../outcome.ts'
import { isEphemeral, newState, purposes, type State } from '../state.ts'
import { copyFor, sameFirms, unite } from '../unite.ts'
import { ask } from './asking.ts'
import { currentAssessment, currentFirm, recordAllFirms } from './form/assessments.ts'
import type { Next } from './card.ts'
import { recordConsent } from './granting.ts'
import { nameOf } from './firms/names.ts'
import { close } from './follow-ups.ts'
import { planNudge } from './nudge.ts'

/** "Link": a code to say on another channel (P7). It joins what is kept, so something must be. */
export function wantCode(draft: Draft): Next {
  if (isEphemeral(draft.state)) {
    tell(draft, phrase(draft, 'link.nothing_yet', {}))
    return 'again'
  }
  ask(draft, { kind: 'link' }, '')
  return 'wait'
}

/** A code of another channel was said here. */
export function redeem(draft: Draft, code: string): Next {
  ask(draft, { kind: 'redeem', code }, '')
  return 'wait'
}

/** The code was made, or it is known whose the other one is, or why it is none. */
export function codeCameBack(draft: Draft, result: AskResult): Next {
  change(draft, { ask: null })
  switch (result.kind) {
    case 'code':
      tell(draft, phrase(draft, 'link.code', { code: writtenCode(result.code), minutes: result.minutes }))
      return 'wait'
    case 'redeemed':
      if (draft.state.linked.every(({ conversation }) => conversation !== result.by)) return join(draft, result.by)
      tell(draft, phrase(draft, 'link.already', {}))
      return 'again'
    case 'not_redeemed':
      tell(draft, phrase(draft, `link.${result.why}`, {}))
      return 'again'
    default:
      tell(draft, phrase(draft, 'failed', {}))
      return 'again'
  }
}

/** Two chats turned out to be one: what is kept of this one goes where all of it is heard from now on. */
export function joinAsOneChat(draft: Draft, to: ConversationId): void {
  const isOne = draft.state.linked.some(({ conversation }) => conversation === to)
  if (!isOne && !isEphemeral(draft.state)) join(draft, to, true)
}

/** All that is known here goes to the other conversation, which says what comes next; what waited here follows it. */
function join(draft: Draft, to: ConversationId, isOneChat = false): Next {
  const { state, event } = draft
  const waiting = [...underWay(draft), ...state.deferred]
  // What is in the transcript here goes along with it; what is in none is heard there for the first time.
  const isRecorded = !isEphemeral(state)
  const left = { ...state, ask: null, deferred: isRecorded ? waiting : [] }
  const oneChat = isOneChat ? { oneChat: true as const } : {}
  forward(draft, to, { type: 'linked', from: event.conversation, state: left, ...oneChat })
  if (!isRecorded) for (const message of waiting) forward(draft, to, { type: 'message', message })
  const { language, country, address, heardAt } = state
  change(draft, { ...newState, language, country, address, heardAt, greeted: true, linkedTo: to })
  return 'wait'
}

/** What was being looked up is said once more, as nobody waits here for what is found. */
function underWay({ state: { ask, address } }: Draft): InboundMessage[] {
  if (ask === null || address === null) return []
  if (ask.media !== undefined) return [{ id: ask.id, from: address, body: { kind: 'voice', media: ask.media } }]
  return ask.said === '' ? [] : [{ id: ask.id, from: address, body: { kind: 'text', text: ask.said } }]
}

/** Whether a conversation that joined another has passed this on: what its person or staff say, it only forwards. */
export function passOn(draft: Draft, event: Event): boolean {
  const { linkedTo } = draft.state
  if (linkedTo === null) return false
  switch (event.type) {
    case 'message':
      change(draft, { address: event.message.from, heardAt: event.at })
      forward(draft, linkedTo, { type: 'message', message: event.message })
      return true
    case 'staff':
      forward(draft, linkedTo, { type: 'staff', by: event.by, action: event.action })
      return true
    case 'unreachable':
      forward(draft, linkedTo, { type: 'unreachable', address: event.address, reason: event.reason })
      return true
    case 'linked': {
      // Two that joined each other at the same moment: what comes back to its sender ends the circle.
      if (event.from === event.conversation) return false
      const { from, state, oneChat, belongings } = event
      const more = { ...(oneChat && { oneChat }), ...(belongings && { belongings }) }
      forward(draft, linkedTo, { type: 'linked', from, state, ...more })
      return true
    }
    case 'same_person':
      if (event.earlier !== linkedTo) forward(draft, linkedTo, { type: 'same_person', earlier: event.earlier })
      return true
    default:
      return false
  }
}

/** Another conversation of the person joined this one: both go on here, at the address last used. */
export function joined(draft: Draft, { from, state, oneChat }: Extract<Event, { type: 'linked' }>): Next {
  if (from === draft.event.conversation) {
    change(draft, { ...state, open: null })
    tell(draft, phrase(draft, 'link.off', {}))
    return wherePersonStands(draft)
  }
  const nudges = draft.state.planned.filter(({ kind }) => kind === 'nudge').map(({ id }) => id)
  const had = currentFirm(draft.state)
  const same = sameFirms(draft.state, state)
  const other = { conversation: from, address: state.ownAddress ?? state.address, ...(oneChat && { oneChat }) }
  change(draft, unite(draft.state, state, other))
  if (same.size > 0) recordAllFirms(draft)
  // One reminder is enough: that of this conversation is planned anew for what is open now.
  if (nudges.length > 0) close(draft, ({ id, kind }) => kind === 'nudge' && !nudges.includes(id), 'cancelled')
  if (!oneChat) tell(draft, phrase(draft, 'link.joined', {}))
  const theirs = state.firms.find(({ id }) => id === state.firm && !same.has(id))
  const aside = draft.state.firm === had?.id ? theirs : had
  if (aside !== undefined && aside !== null) {
    tell(draft, phrase(draft, 'link.other_firm', { name: nameOf(draft, aside) }))
  }
  planNudge(draft)
  return wherePersonStands(draft)
}

/** "Unlink": every conversation that joined gets a copy and stands alone; this one is reached where it began. */
export function unlink(draft: Draft): Next {
  const { state } = draft
  const others = state.linked.filter(({ oneChat }) => !oneChat)
  if (others.length === 0) {
    tell(draft, phrase(draft, 'link.none', {}))
    return 'again'
  }
  for (const { conversation } of others) forward(draft, conversation, { type: 'unlinked', state })
  tell(draft, phrase(draft, 'link.off', {}))
  flush(draft)
  const address = state.ownAddress ?? state.address
  change(draft, { linked: oneChatWith(address, state), address, ownAddress: null, open: null })
  return 'wait'
}

/** This conversation stands alone again, and its record with it. */
export function stoodAlone(draft: Draft, { state }: Extract<Event, { type: 'unlinked' }>): void {
  const { address } = draft.state
  change(draft, { ...copyFor(state, draft.event.entropy), address, linked: oneChatWith(address, state) })
  recordAllFirms(draft)
  for (const purpose of purposes) recordConsent(draft, purpose, draft.event.id)
}

/** What stays with a conversation when chats part: those that are one chat with it, so that they go when it goes. */
function oneChatWith(own: Address | null, { linked }: State): State['linked'] {
  const channelOf = (address: Address | null) => address?.split(':', 1)[0]
  return linked.filter(({ oneChat, address }) => oneChat && channelOf(address) === channelOf(own))
}

/** Everything of the person goes: the conversations that joined erase themselves. Whether this one says the receipt. */
export function eraseLinked(draft: Draft, reason: 'asked' | 'consent_withdrawn'): boolean {
  const { linked, address } = draft.state
  const here = linked.find((one) => one.address === address)
  for (const one of linked) forward(draft, one.conversation, { type: 'erased', reason, receipt: one === here })
  return here === undefined
}

function wherePersonStands(draft: Draft): Next {
  if (draft.state.takenOverBy !== null) return 'wait'
  return { show: currentAssessment(draft.state) === null ? { kind: 'menu' } : { kind: 'resume' } }
}

function forward(draft: Draft, to: ConversationId, body: EventBody): void {
  draft.forwards.push({ id: `${draft.event.id}>${draft.forwards.length}`, to, body })
}
