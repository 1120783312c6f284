import { change, country, phrase, tell, type Draft } from '../draft.ts'
import { cleanText, fold } from '../hearing/text.ts'
import type { AskResult } from '../outcome.ts'
import { isEphemeral } from '../state.ts'
import { nextOpening } from '../time.ts'
import { notesForStaff } from './adviser.ts'
import type { Next } from './card.ts'
import { plan } from './follow-ups.ts'
import { hearWords } from './hear.ts'
import { asksPrivately } from './form/question.ts'

/** A voice note was listened to (P37): what was heard is said back, then taken as if it had been typed. */
export function voiceHeard(draft: Draft, result: AskResult): Next {
  const path = draft.state.ask?.media?.path ?? ''
  change(draft, { ask: null })
  if (asksPrivately(draft)) draft.sensitive = true
  const words = result.kind === 'transcribed' && result.text !== null ? cleanText(result.text).trim() : null
  const isUnderstood = words !== null && fold(words) !== ''
  if (isUnderstood) draft.heard = { path, text: words }
  // A person of the team talks to them now, and has the note and its words.
  if (draft.state.takenOverBy !== null) return 'wait'
  if (isUnderstood) {
    tell(draft, phrase(draft, 'voice.heard', { text: words }))
    draft.byVoice = true
    return hearWords(draft, words)
  }
  const isAnyoneThere = result.kind !== 'transcribed' || result.text !== null
  tell(draft, isAnyoneThere ? phrase(draft, 'voice.unclear', {}) : leaveToStaff(draft))
  return draft.state.open === null ? { show: { kind: 'menu' } } : 'again'
}

/** Nobody is there to listen: the team is asked to, once, where the person agreed that something is kept. */
function leaveToStaff(draft: Draft): string {
  if (isEphemeral(draft.state)) return phrase(draft, 'voice.not_kept', {})
  // What answers a sensitive question is shown to nobody.
  if (asksPrivately(draft)) return phrase(draft, 'voice.private', {})
  if (!draft.state.planned.some(({ kind }) => kind === 'voice_note')) {
    const dueAt = nextOpening(country(draft), draft.event.at)
    plan(draft, { kind: 'voice_note', owner: 'staff', about: 'voice_note', dueAt, nth: 0, notes: notesForStaff(draft) })
  }
  return phrase(draft, 'voice.left_to_team', {})
}
