import type { Content } from './content.ts'
import { begin, change, finish, phrase, tell, type Draft } from './draft.ts'
import type { Event } from './event.ts'
import type { AskResult, FollowUp, TurnResult } from './outcome.ts'
import type { PendingAsk, State } from './state.ts'
import { comeBack } from './conversation/asking.ts'
import type { Next } from './conversation/card.ts'
import { cancelPrompts } from './conversation/follow-ups.ts'
import { codeCameBack, joinAsOneChat, joined, passOn, stoodAlone } from './conversation/linking.ts'
import { nudge } from './conversation/nudge.ts'
import { proceed } from './conversation/proceed.ts'
import { receive, replayDeferred } from './conversation/receive.ts'
import { erasedElsewhere } from './conversation/rights.ts'
import { staffActs } from './conversation/staff.ts'
import { voiceHeard } from './conversation/voice.ts'

/**
 * One event of one conversation: the state before in, everything that was decided out. Pure: the same arguments give the
 * same result, nothing is awaited, no clock is read, and the arguments are left as they were.
 */
export function turn(state: State, event: Event, content: Content): TurnResult {
  const draft = begin(state, event, content)
  if (!passOn(draft, event)) take(draft, event)
  return finish(draft)
}

function take(draft: Draft, event: Event): void {
  switch (event.type) {
    case 'message':
      receive(draft, event.message)
      return
    case 'answered':
      // A late or foreign result changes nothing.
      if (draft.state.ask?.id !== event.askId) return
      proceed(draft, cameBack(draft, draft.state.ask.kind, event.result))
      replayDeferred(draft)
      return
    case 'slow':
      if (draft.state.ask?.id !== event.askId || draft.state.ask.saidSlow) return
      tell(draft, phrase(draft, draft.state.ask.kind === 'transcribe' ? 'voice.listening' : 'looking', {}))
      change(draft, { ask: { ...draft.state.ask, saidSlow: true } })
      return
    case 'due':
      fallsDue(draft, event.followUp)
      return
    case 'staff':
      proceed(draft, staffActs(draft, event.by, event.action))
      return
    case 'unreachable':
      // Who is now written to on another channel can still be reached.
      if (draft.state.linked.length === 0 || event.address === draft.state.address) cancelPrompts(draft)
      return
    case 'overflowed':
      tell(draft, phrase(draft, 'overflowed', { n: event.dropped }))
      return
    case 'linked':
      proceed(draft, joined(draft, event))
      replayDeferred(draft)
      return
    case 'same_person':
      joinAsOneChat(draft, event.earlier)
      return
    case 'unlinked':
      // Who stands alone already keeps what it has.
      if (draft.state.linkedTo !== null) stoodAlone(draft, event)
      return
    case 'erased':
      if (draft.state.linkedTo !== null) erasedElsewhere(draft, event)
      return
  }
}

function cameBack(draft: Draft, asked: PendingAsk['kind'], result: AskResult): Next {
  switch (asked) {
    case 'transcribe':
      return voiceHeard(draft, result)
    case 'link':
    case 'redeem':
      return codeCameBack(draft, result)
    case 'consult':
    case 'interpret':
    case 'export':
      return comeBack(draft, result)
  }
}

/** Only what the bot itself promised to the person; staff tasks fall due in the console. */
function fallsDue(draft: Draft, followUp: FollowUp): void {
  if (followUp.kind === 'nudge') proceed(draft, nudge(draft, followUp))
}
