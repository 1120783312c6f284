import { due, numbering, sectionOf } from '../conversation/form/agenda.ts'
import { answersOf } from '../conversation/form/answers.ts'
import { currentAssessment, currentFirm } from '../conversation/form/assessments.ts'
import type { Question, Questionnaire } from '../content.ts'
import { country, inLanguage, phrase, type Draft } from '../draft.ts'
import { assess, type Assessed } from '../questionnaire/assess.ts'
import { inOrder, listItems } from '../questionnaire/checklist.ts'
import type { Answers, Assessment } from '../state.ts'

/** Where a firm stands: its last result, its last checklist, the questionnaire it is in; any of them may be missing. */
export interface Standing {
  readonly result: Judged | null
  readonly list: Told | null
  readonly underWay: UnderWay | null
}

/** An assessment with the questionnaire it belongs to. */
export interface Told {
  readonly assessment: Assessment
  readonly questionnaire: Questionnaire
  readonly answers: Answers
}

/** A scored assessment with what it comes to, worked out anew from the answers. */
export interface Judged extends Told {
  readonly assessed: Assessed
}

/** What is being answered: the next question, and what it comes to so far where it is scored. */
export interface UnderWay extends Told {
  readonly question: Question | null
  readonly judged: Judged | null
}

export function standingOf(view: Draft): Standing {
  const finished = finishedOf(view)
  const result = finished.map(judged).findLast((one) => one !== null) ?? null
  const list = finished.findLast(({ questionnaire }) => questionnaire.ends === 'checklist') ?? null
  const current = told(view, currentAssessment(view.state))
  if (current === null) return { result, list, underWay: null }
  const next = due(view)
  const question = next !== null && typeof next === 'object' ? next.question : null
  return { result, list, underWay: { ...current, question, judged: judged(current) } }
}

/** "Mi ruta de aduana: 24 puntos". */
export function listInWords(view: Draft, { questionnaire, answers }: Told): string {
  const n = questionnaire.ends === 'checklist' ? inOrder(listItems(questionnaire, answers)).length : 0
  return phrase(view, 'summary.list', { name: inLanguage(view, questionnaire.name), n })
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
export function progressInWords(view: Draft, underWay: UnderWay): string {
  const { assessment } = underWay
  const place = placeInWords(view, underWay)
  return assessment.status === 'paused' ? `${place} · ${phrase(view, 'summary.paused', {})}` : place
}

/** What is known of somebody who has not begun the questionnaire. */
export function beforeStartInWords(view: Draft): string {
  const kind = view.state.open?.kind
  return phrase(view, kind === 'consent' || kind === 'age' ? 'summary.waits_for_consent' : 'summary.greeted', {})
}

function placeInWords(view: Draft, underWay: UnderWay): string {
  const { assessment, questionnaire, answers, question } = underWay
  if (question?.part !== 'questions') {
    const n = Object.keys(answers).length
    return phrase(view, question?.part === 'sustainability' ? 'summary.last_part' : 'summary.first_part', { n })
  }
  const { number, of } = numbering(questionnaire, assessment, answers, question.id)
  const section = inLanguage(view, sectionOf(questionnaire, question))
  return phrase(view, 'question.heading', { number, of, section })
}

/** Everything finished, the last one last. */
function finishedOf(view: Draft): Told[] {
  const finished = currentFirm(view.state)?.assessments.filter(({ status }) => status === 'finished') ?? []
  return finished.toSorted((a, b) => a.touchedAt - b.touchedAt).flatMap((assessment) => told(view, assessment) ?? [])
}

function told(view: Draft, assessment: Assessment | null): Told | null {
  const firm = currentFirm(view.state)
  if (firm === null || assessment === null) return null
  const questionnaire = view.content.questionnaires[assessment.questionnaire]?.[country(view).id]
  if (questionnaire === undefined) return null
  return { assessment, questionnaire, answers: answersOf(questionnaire, firm, assessment) }
}

function judged(one: Told): Judged | null {
  const { questionnaire, answers } = one
  return questionnaire.ends === 'score' ? { ...one, assessed: assess(questionnaire, answers) } : null
}
