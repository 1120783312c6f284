import type { Draft } from '../draft.ts'
import type { Wish } from '../state.ts'
import { callAdviser } from './adviser.ts'
import type { Next } from './card.ts'
import { findOut } from './promise.ts'
import { wantOwnFirst } from './form/starting.ts'

/** What the person wanted when something else had to be asked first. */
export function goOnWith(draft: Draft, wish: Wish): Next {
  if (wish === 'adviser') return callAdviser(draft)
  if (wish === 'firm') return { show: { kind: 'menu' } }
  return 'questionnaire' in wish ? wantOwnFirst(draft, wish.questionnaire) : findOut(draft, wish.promise)
}

/** Answers are to be kept, and reminders may go with them. */
export function isForAnswers(wish: Wish): boolean {
  return wish === 'firm' || (wish !== 'adviser' && 'questionnaire' in wish)
}
