import { numbering, due } from '../conversation/agenda.ts'
import { answersOf, currentAssessment, currentFirm, lastFinished } from '../conversation/assessments.ts'
import type { Question, Questionnaire } from '../content.ts'
import { country, inLanguage, phrase, type Draft } from '../draft.ts'
import { assess, type Assessed } from '../questionnaire/assess.ts'
import type { Answers, Assessment } from '../state.ts'

/** Where a firm stands: its last result, the questionnaire it is in, either or neither. */
export interface Standing {
  readonly result: Judged | null
  readonly underWay: (Judged & { readonly question: Question | null }) | null
}

/** An assessment with what it comes to, worked out anew from the answers. */
export interface Judged {
  readonly assessment: Assessment
  readonly questionnaire: Questionnaire
  readonly answers: Answers
  readonly assessed: Assessed
}

export function standingOf(view: Draft): Standing {
  const current = judged(view, currentAssessment(view.state))
  if (current === null) return { result: judged(view, lastFinished(view.state)), underWay: null }
  const next = due(view)
  const question = next !== null && typeof next === 'object' ? next.question : null
  return { result: judged(view, lastFinished(view.state)), underWay: { ...current, question } }
}

/** "Casi a punto · 64 de 100, entre 60 y 70". */
export function scoreInWords(view: Draft, { assessed }: Judged): string {
  const { overall, band } = assessed
  const { score, low, high } = overall
  if (score === null) return phrase(view, 'summary.no_score', { low, high })
  const words =
    low === high ? phrase(view, 'summary.score', { score }) : phrase(view, 'summary.score_range', { score, low, high })
  return [band === null ? '' : inLanguage(view, band.name), words].filter(Boolean).join(' · ')
}

/** "Pregunta 7 de 26 · Personas y logística · en pausa". */
export function progressInWords(view: Draft, underWay: NonNullable<Standing['underWay']>): string {
  const { assessment } = underWay
  const place = placeInWords(view, underWay)
  return assessment.status === 'paused' ? `${place} · ${phrase(view, 'summary.paused', {})}` : place
}

/** What is known of somebody who has not begun the questionnaire. */
export function beforeStartInWords(view: Draft): string {
  const kind = view.state.open?.kind
  return phrase(view, kind === 'consent' || kind === 'age' ? 'summary.waits_for_consent' : 'summary.greeted', {})
}

function placeInWords(view: Draft, underWay: NonNullable<Standing['underWay']>): string {
  const { assessment, questionnaire, answers, question } = underWay
  if (question?.part !== 'questions') {
    const n = Object.keys(answers).length
    return phrase(view, question?.part === 'sustainability' ? 'summary.last_part' : 'summary.first_part', { n })
  }
  const { number, of } = numbering(questionnaire, assessment, answers, question.id)
  const section = questionnaire.dimensions.find(({ id }) => id === question.dimension)
  return phrase(view, 'question.heading', {
    number,
    of,
    section: section === undefined ? '' : inLanguage(view, section.title),
  })
}

function judged(view: Draft, assessment: Assessment | null): Judged | null {
  const firm = currentFirm(view.state)
  if (firm === null || assessment === null) return null
  const questionnaire = view.content.questionnaires[assessment.questionnaire]?.[country(view).id]
  if (questionnaire === undefined) return null
  const answers = answersOf(firm, assessment)
  return { assessment, questionnaire, answers, assessed: assess(questionnaire, answers) }
}
