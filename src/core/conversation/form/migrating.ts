import type { Question, Questionnaire } from '../../content.ts'
import { change, country, phrase, tell, type Draft } from '../../draft.ts'
import type { Answer, Assessment } from '../../state.ts'
import { questionsInOrder } from './agenda.ts'
import { answersOf, dropUnfit } from './answers.ts'
import { changeFirm, currentAssessment, currentFirm, putAssessment } from './assessments.ts'

/**
 * Takes what is under way to the questionnaire as it is now: ids never change their meaning, so the answers stay, but for
 * those that can no longer be given. Whether the open question may read otherwise than the person saw it.
 */
export function migrate(draft: Draft): boolean {
  leaveVanished(draft)
  const assessment = currentAssessment(draft.state)
  const asked = assessment === null ? undefined : questionnaireNow(draft, assessment)
  if (assessment === null || asked === undefined) return false
  const isOlder = assessment.version !== asked.version
  const behind = isOlder ? bring(draft, asked, assessment) : 0
  const { open } = draft.state
  if (assessment.status !== 'open' || (open?.kind !== 'question' && open?.kind !== 'confirm')) return false
  const question = asked.byId[open.question]
  if (question === undefined || (behind > 0 && !open.changing)) change(draft, { open: null })
  return question === undefined || (isOlder && (behind > 0 || question.options.length > 0))
}

/** Brings an older assessment up to date, says so, and gives how many questions the person is past without an answer. */
function bring(draft: Draft, asked: Questionnaire, assessment: Assessment): number {
  putAssessment(draft, { ...assessment, version: asked.version })
  dropUnfit(draft, asked, assessment.id, fits)
  const n = leftBehind(draft, asked)
  tell(draft, n > 0 ? phrase(draft, 'migrated.asked', { n }) : phrase(draft, 'migrated.kept', {}))
  return n
}

/** A questionnaire that is no more cannot go on; what was answered stays in the record. */
function leaveVanished(draft: Draft): void {
  const gone = currentFirm(draft.state)?.assessments.filter((one) => questionnaireNow(draft, one) === undefined) ?? []
  if (gone.length === 0) return
  changeFirm(draft, (firm) => ({ ...firm, assessments: firm.assessments.filter((one) => !gone.includes(one)) }))
  change(draft, { open: null })
}

function questionnaireNow(draft: Draft, { questionnaire }: Assessment): Questionnaire | undefined {
  return draft.content.questionnaires[questionnaire]?.[country(draft).id]
}

/** How many questions have no answer, though the person is past them. */
function leftBehind(draft: Draft, asked: Questionnaire): number {
  const firm = currentFirm(draft.state)
  const assessment = currentAssessment(draft.state)
  if (firm === null || assessment === null) return 0
  const answers = answersOf(asked, firm, assessment)
  const order = questionsInOrder(draft, asked, answers)
  const last = order.findLastIndex(({ id }) => answers[id] !== undefined || assessment.numbers[id] !== undefined)
  return order.slice(0, last).filter(({ id }) => answers[id] === undefined).length
}

/** Whether an answer can still be given to this question. */
function fits({ kind, options }: Question, answer: Answer): boolean {
  if ('skipped' in answer) return true
  const isThere = (id: string) => id === 'rather_not' || options.some((option) => option.id === id)
  if ('option' in answer) return isThere(answer.option) && (kind !== 'choices' || answer.option === 'rather_not')
  if ('options' in answer) return kind === 'choices' && answer.options.every(isThere)
  return 'number' in answer ? kind === 'number' : kind === 'text'
}
