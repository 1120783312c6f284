import type { Action, Band, Line, Path, Question, ScoredQuestionnaire } from '../content.ts'
import type { Answers } from '../state.ts'
import { holds } from './conditions.ts'
import { movedMost } from './moved.ts'
import { route } from './routing.ts'
import { feedbackOf, roundHalfUp, scoreAnswers } from './scoring.ts'
import type { DimensionScore, Feedback, Range } from './scoring.ts'
import { nextSteps } from './steps.ts'

/** A result ready to be told: numbers rounded as shown, and the pieces of content themselves rather than their ids. */
export interface Assessed {
  /** Null where the questionnaire has no paths. */
  readonly path: Path | null
  /** The scored questions this firm is asked, in file order. */
  readonly asked: readonly Question[]
  /** Those with applicable questions, in file order. */
  readonly dimensions: readonly AssessedDimension[]
  readonly overall: Range
  /** Null without an overall score. */
  readonly band: Band | null
  readonly bandLow: Band | null
  readonly bandHigh: Band | null
  /** What moved the overall score most, the most first. */
  readonly helped: readonly Question[]
  readonly heldBack: readonly Question[]
  /** Every applicable question that is unknown, in file order. */
  readonly toFindOut: readonly Question[]
  /** The first steps in the order of doing, at most as many as are shown. */
  readonly steps: readonly Action[]
  /** All steps after those, for who asks for more. */
  readonly further: readonly Action[]
  readonly line: Line
  /** Other lines that fit, the first found first: only that one is shown. */
  readonly also: readonly Line[]
}

/** A dimension's rounded score, and which of its words go with it. */
export interface AssessedDimension extends DimensionScore {
  readonly feedback: Feedback
}

/** Everything a questionnaire says of a firm; `answers` are the profile, scored and sensitive ones in one map. */
export function assess(q: ScoredQuestionnaire, answers: Answers): Assessed {
  const scores = scoreAnswers(q, answers)
  const overall = rounded(scores.overall)
  const steps = nextSteps(q, answers, scores, sectionOrder(q, answers))
  return {
    path: pathOf(q, answers),
    asked: askedQuestions(q, answers),
    dimensions: scores.dimensions.map((one) => ({ ...one, ...rounded(one), feedback: feedbackOf(q.scoring, one) })),
    overall,
    band: bandOf(q, overall.score),
    bandLow: bandOf(q, overall.low),
    bandHigh: bandOf(q, overall.high),
    ...movedMost(q, scores),
    toFindOut: scores.standings.flatMap(({ question, score }) => (score === null ? [question] : [])),
    steps: steps.slice(0, q.scoring.stepsShown),
    further: steps.slice(q.scoring.stepsShown),
    ...route(q, answers, scores),
  }
}

/** The scored questions whose condition holds, in file order: what "Question 7 of 26" counts. */
export function askedQuestions(q: ScoredQuestionnaire, answers: Answers): Question[] {
  return q.questions.filter((question) => holds(question.when, answers))
}

/** The ids of the dimensions in the order of asking: the one the path begins with, then the order of the file. */
export function sectionOrder(q: ScoredQuestionnaire, answers: Answers): string[] {
  const begin = pathOf(q, answers)?.begin
  const ids = q.dimensions.map((dimension) => dimension.id)
  return [...ids.filter((id) => id === begin), ...ids.filter((id) => id !== begin)]
}

/** Where this firm begins: the first path whose condition holds. */
export function pathOf(q: ScoredQuestionnaire, answers: Answers): Path | null {
  return q.triage.paths.find((path) => holds(path.when, answers)) ?? null
}

function bandOf(q: ScoredQuestionnaire, score: number | null): Band | null {
  return q.bands.find((band) => score !== null && band.from <= score && score <= band.to) ?? null
}

function rounded({ score, low, high }: Range): Range {
  return { score: score === null ? null : roundHalfUp(score), low: roundHalfUp(low), high: roundHalfUp(high) }
}
