import type { Dimension, Question, ScoredQuestionnaire, ScoringRules } from '../content.ts'
import type { Answer, Answers } from '../state.ts'
import { holds } from './conditions.ts'

/** Points of 100. `score` is null when too little is known; the range is what the unknown answers leave possible. */
export interface Range {
  readonly score: number | null
  readonly low: number
  readonly high: number
}

/** A dimension's own score, with how many of its questions apply to the firm and how many of those are known. */
export interface DimensionScore extends Range {
  readonly dimension: Dimension
  readonly applicable: number
  readonly known: number
}

/** Unrounded scores, in the order of the file; a dimension that does not apply to the firm is left out. */
export interface Scores {
  /** In file order. */
  readonly standings: readonly Standing[]
  readonly dimensions: readonly DimensionScore[]
  readonly overall: Range
}

/** Which of a dimension's words fit its score. */
export type Feedback = keyof Dimension['feedback']

/** Where a firm stands on one applicable question: 0 to 3, or null while it is unknown. */
export interface Standing {
  readonly question: Question
  readonly score: number | null
}

/** What the answers come to, computed anew every time: no stored total is ever trusted. */
export function scoreAnswers(q: ScoredQuestionnaire, answers: Answers): Scores {
  const standings = standingsOf(q, answers)
  const dimensions = q.dimensions
    .map((dimension) => scoreDimension(q.scoring, dimension, standings))
    .filter((one) => one.applicable > 0)
  return { standings, dimensions, overall: scoreOverall(q.scoring, dimensions) }
}

/** The applicable questions in file order: those whose condition holds, less those answered as not applicable. */
export function standingsOf(q: ScoredQuestionnaire, answers: Answers): Standing[] {
  return q.questions.flatMap((question) => {
    if (!holds(question.when, answers)) return []
    const option = optionChosen(question, answers[question.id])
    return option?.notApplicable === true ? [] : [{ question, score: option?.score ?? null }]
  })
}

/** Which words a section gets when it is over. */
export function feedbackOf(rules: ScoringRules, { score, low }: Range): Feedback {
  if (score === null) return 'no_score'
  if (roundHalfUp(low) >= rules.strongLowFrom) return 'strong'
  return roundHalfUp(score) < rules.weakBelow ? 'weak' : 'middle'
}

/** A score as shown and compared. The slack mends a half lost in a sum; no true score lies that close below a half. */
export function roundHalfUp(score: number): number {
  return Math.round(score + 1e-9)
}

function scoreDimension(rules: ScoringRules, dimension: Dimension, all: readonly Standing[]): DimensionScore {
  const standings = all.filter(({ question }) => question.dimension === dimension.id)
  const scores = standings.flatMap(({ score }) => (score === null ? [] : [score]))
  const applicable = standings.length
  const known = scores.length
  const unknown = applicable - known
  const sum = scores.reduce((total, score) => total + score, 0)
  return {
    dimension,
    applicable,
    known,
    score: known / applicable >= rules.knownShareNeeded ? points(rules, sum, known) : null,
    low: points(rules, sum + rules.lowest * unknown, applicable),
    high: points(rules, sum + rules.highest * unknown, applicable),
  }
}

function scoreOverall(rules: ScoringRules, dimensions: readonly DimensionScore[]): Range {
  if (dimensions.length === 0) return { score: null, low: 0, high: 100 }
  const low = weightedMean(dimensions, (one) => one.low)
  const high = weightedMean(dimensions, (one) => one.high)
  const known = weightedMean(dimensions, (one) => one.score)
  if (known.weight / low.weight < rules.overallWeightNeeded) return { score: null, low: low.mean, high: high.mean }
  // What is not known yet cannot lift a result above the middle of what is possible.
  const middle = (low.mean + high.mean) / 2
  return { score: Math.min(Math.max(known.mean, low.mean), middle), low: low.mean, high: high.mean }
}

/** One division of whole numbers, so a half is exactly a half. */
function points(rules: ScoringRules, sum: number, questions: number): number {
  return (100 * sum) / (rules.highest * questions)
}

function weightedMean(dimensions: readonly DimensionScore[], read: (one: DimensionScore) => number | null) {
  let weight = 0
  let sum = 0
  for (const one of dimensions) {
    const value = read(one)
    if (value === null) continue
    weight += one.dimension.weight
    sum += one.dimension.weight * value
  }
  return { mean: sum / weight, weight }
}

function optionChosen(question: Question, answer: Answer | undefined) {
  if (answer === undefined || !('option' in answer)) return undefined
  return question.options.find((option) => option.id === answer.option)
}
