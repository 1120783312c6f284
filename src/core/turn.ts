import type { Content } from './content.ts'
import { begin, change, finish, phrase, tell, type Draft } from './draft.ts'
import type { Event } from './event.ts'
import type { FollowUp, TurnResult } from './outcome.ts'
import type { State } from './state.ts'
import { comeBack } from './conversation/asking.ts'
import { cancelPrompts } from './conversation/follow-ups.ts'
import { nudge } from './conversation/nudge.ts'
import { proceed } from './conversation/proceed.ts'
import { receive, replayDeferred } from './conversation/receive.ts'
import { staffActs } from './conversation/staff.ts'
import { voiceHeard } from './conversation/voice.ts'

/**
 * One event of one conversation: the state before in, everything that was decided out. Pure: the same arguments give the
 * same result, nothing is awaited, no clock is read, and the arguments are left as they were.
 */
export function turn(state: State, event: Event, content: Content): TurnResult {
  const draft = begin(state, event, content)
  take(draft, event)
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
      proceed(
        draft,
        draft.state.ask.kind === 'transcribe' ? voiceHeard(draft, event.result) : comeBack(draft, event.result),
      )
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
      cancelPrompts(draft)
      return
    case 'overflowed':
      tell(draft, phrase(draft, 'overflowed', { n: event.dropped }))
      return
  }
}

/** Only what the bot itself promised to the person; staff tasks fall due in the console. */
function fallsDue(draft: Draft, followUp: FollowUp): void {
  if (followUp.kind === 'nudge') proceed(draft, nudge(draft, followUp))
}
