import type { RouteCondition } from '../content.ts'
import type { Answer, Answers } from '../state.ts'

/** Gives a rounded score by its name (`overall` or the id of a dimension), null where there is none. */
export type ScoreNamed = (name: string) => number | null

/** Whether a condition is true for these answers; absent means always. Only routing gives it scores to read. */
export function holds(when: RouteCondition | undefined, answers: Answers, scoreNamed: ScoreNamed = noScore): boolean {
  if (when === undefined) return true
  if ('all' in when) return when.all.every((part) => holds(part, answers, scoreNamed))
  if ('any' in when) return when.any.some((part) => holds(part, answers, scoreNamed))
  if ('not' in when) return !holds(when.not, answers, scoreNamed)
  if ('question' in when) return isAmong(answers[when.question], when.in)
  const score = scoreNamed(when.score)
  if (score === null) return false
  return 'at_least' in when ? score >= when.at_least : score < when.below
}

function isAmong(answer: Answer | undefined, listed: readonly string[]): boolean {
  if (answer === undefined) return false
  if ('option' in answer) return isListed(answer.option, listed)
  if ('options' in answer) return answer.options.some((option) => isListed(option, listed))
  return 'skipped' in answer && listed.includes('unknown')
}

/** Who skips or would rather not say is asked and told the same as who does not know. */
function isListed(option: string, listed: readonly string[]): boolean {
  return listed.includes(option) || (option === 'rather_not' && listed.includes('unknown'))
}

const noScore: ScoreNamed = () => null
