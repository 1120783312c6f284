import type { Question, ScoredQuestionnaire } from '../content.ts'
import { change, inLanguage, phrase, questionnaire, send, tell, type Draft } from '../draft.ts'
import { askedQuestions, pathOf } from '../questionnaire/assess.ts'
import { feedbackOf, scoreAnswers } from '../questionnaire/scoring.ts'
import type { Assessment, Open } from '../state.ts'
import { due, type Due } from './form/agenda.ts'
import { answersOf } from './form/answers.ts'
import { currentAssessment, currentFirm, putAssessment } from './form/assessments.ts'
import type { Next } from './card.ts'
import { nameOfCard } from './card-name.ts'
import { cardOf } from './cards.ts'
import { conclude } from './form/result.ts'
import { closeSensitive } from './form/sensitive.ts'

/** The one place that decides what a person sees after something was handled. */
export function proceed(draft: Draft, next: Next): void {
  if (next === 'wait') return
  if (next === 'again' && draft.state.open !== null) show(draft, draft.state.open)
  else if (next === 'again' || next === 'on') goOn(draft)
  else show(draft, next.show)
}

/** What is due; when nothing is and something was just ended, what can be done next. */
function goOn(draft: Draft, ending = draft.state.open !== null): void {
  const next = due(draft)
  const assessment = currentAssessment(draft.state)
  if (next === 'result' && assessment !== null) {
    announceFeedback(draft, assessment)
    const open = conclude(draft, assessment)
    if (open === null) goOn(draft, true)
    else show(draft, open)
  } else if (assessment?.status === 'paused' && next !== 'sensitive_consent' && !isSensitive(next)) {
    show(draft, { kind: 'resume' })
  } else if (next === 'sensitive_consent') {
    show(draft, { kind: 'sensitive_consent' })
  } else if (next !== null && typeof next === 'object') {
    if (assessment?.status === 'open') announce(draft, assessment, next.question)
    show(draft, { kind: 'question', question: next.question.id, changing: false })
  } else {
    closeSensitive(draft)
    if (ending || isSilent(draft)) show(draft, { kind: 'menu' })
  }
}

function isSensitive(next: Due): boolean {
  return next !== null && typeof next === 'object' && next.question.part === 'sensitive'
}

/** Nothing was said yet in this turn: a person is never met with silence. */
function isSilent(draft: Draft): boolean {
  return draft.replies.length === 0 && draft.told.length === 0
}

function show(draft: Draft, open: Open): void {
  change(draft, { open })
  const card = cardOf(open)
  const choices = card.choices(draft)
  const shown = card.show(draft)
  send(draft, { ...shown, ...(choices.length > 0 ? { choices, card: nameOfCard(draft, open) } : {}) })
}

/** Before the first question of a part: a word on the part that ended, and what the new one is about. */
function announce(draft: Draft, assessment: Assessment, question: Question): void {
  const asked = questionnaire(draft, assessment.questionnaire)
  if (asked.ends !== 'score') return
  const mark = question.dimension ?? question.part
  if (assessment.said.includes(mark)) return
  announceFeedback(draft, assessment)
  if (mark === 'triage') tell(draft, inLanguage(draft, asked.triage.intro))
  if (mark === 'sustainability') tell(draft, inLanguage(draft, asked.sustainability.intro))
  if (question.part === 'profile') sayPath(draft, asked, assessment)
  const dimension = asked.dimensions.find((one) => one.id === question.dimension)
  if (dimension !== undefined && !draft.state.access.short) tell(draft, inLanguage(draft, dimension.about))
  say(draft, assessment.id, mark)
}

/** Where the person begins, and what else may serve them. */
function sayPath(draft: Draft, asked: ScoredQuestionnaire, assessment: Assessment): void {
  const path = pathOf(asked, assessment.answers)
  if (path === null) return
  tell(draft, inLanguage(draft, path.say))
  const offered = path.offer === undefined ? undefined : draft.content.questionnaires[path.offer]?.[asked.country]
  if (offered !== undefined) tell(draft, phrase(draft, 'offered', { name: inLanguage(draft, offered.name) }))
}

/** A word of feedback on each section that is complete and has had none. */
function announceFeedback(draft: Draft, assessment: Assessment): void {
  const firm = currentFirm(draft.state)
  if (firm === null) return
  const asked = questionnaire(draft, assessment.questionnaire)
  if (asked.ends !== 'score') return
  const answers = answersOf(asked, firm, assessment)
  const unsaid = asked.dimensions.filter(
    ({ id }) => assessment.said.includes(id) && !assessment.said.includes(`+${id}`),
  )
  const open = new Set(
    askedQuestions(asked, answers).map((one) => (answers[one.id] === undefined ? one.dimension : undefined)),
  )
  const complete = unsaid.filter(({ id }) => !open.has(id))
  if (complete.length === 0) return
  const { dimensions } = scoreAnswers(asked, answers)
  for (const { id } of complete) {
    const found = dimensions.find(({ dimension }) => dimension.id === id)
    if (found !== undefined && !draft.state.access.short)
      tell(draft, inLanguage(draft, found.dimension.feedback[feedbackOf(asked.scoring, found)]))
    say(draft, assessment.id, `+${id}`)
  }
}

function say(draft: Draft, assessmentId: string, mark: string): void {
  const assessment = currentFirm(draft.state)?.assessments.find((one) => one.id === assessmentId)
  if (assessment !== undefined) putAssessment(draft, { ...assessment, said: [...assessment.said, mark] })
}
