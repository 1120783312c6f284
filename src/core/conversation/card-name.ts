import { questionnaire, type Draft } from '../draft.ts'
import type { Open } from '../state.ts'
import { asking } from './form/question.ts'

/**
 * A short name for what is open, so that a button under an old message cannot answer a new one: a question with the
 * version of its form, every other card with a digest of what it is about ("is 30 right?" is not "is 300 right?"). Where
 * there are several firms, each has cards of its own: what one was asked is no answer for another.
 */
export function nameOfCard(draft: Draft, open: Open): string {
  const { firms, firm } = draft.state
  const whose = firms.length < 2 || firm === null ? '' : digest(firm)
  if (open.kind !== 'question') return `${open.kind}.${digest(JSON.stringify(open) + whose)}`
  const asked = asking(draft, open.question)
  const version = asked === null ? 0 : questionnaire(draft, asked.assessment.questionnaire).version
  return [open.question, `v${version}`, whose].filter(Boolean).join('.')
}

/** FNV-1a in 32 bits, which tells a few cards of one person apart. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (let n = 0; n < text.length; n++) hash = Math.imul(hash ^ text.charCodeAt(n), 0x01000193)
  return (hash >>> 0).toString(36)
}
