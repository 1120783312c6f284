import type { Action, Question, Questionnaire } from '../content.ts'
import type { Answers } from '../state.ts'
import { holds } from './conditions.ts'
import { standingsOf, type Scores } from './scoring.ts'

/** Values of actions closer than this are equal. */
const EQUAL_WITHIN = 0.000001

/** A question with something left to gain; `worth` in points of 100 of the overall score. */
interface Gap {
  readonly question: Question
  readonly score: number | null
  readonly worth: number
}

/** Every action that closes a gap of this firm, in the order of doing, prerequisites first; shown three at a time. */
export function nextSteps(q: Questionnaire, answers: Answers, scores: Scores, sections: readonly string[]): Action[] {
  const gaps = gapsOf(q, answers, scores)
  const candidates = q.actions
    .filter((action) => gaps.some((gap) => closes(action, gap)) && holds(action.when, answers))
    .toSorted((a, b) => a.effort - b.effort || sections.indexOf(a.dimension) - sections.indexOf(b.dimension))
  const taken = scores.overall.score === null ? q.actions.filter((action) => action.id === q.scoring.firstStep) : []

  const take = (action: Action): void => {
    for (const id of action.after) {
      const before = candidates.find((one) => one.id === id)
      if (before !== undefined && !taken.includes(before) && isPressing(before, gaps)) take(before)
    }
    taken.push(action)
  }

  for (;;) {
    const left = candidates.filter((action) => !taken.includes(action))
    const unserved = gaps.filter((gap) => !taken.some((action) => closes(action, gap)))
    const next = mostValuable(left, unserved) ?? mostValuable(left, gaps)
    if (next === null) return taken
    take(next)
  }
}

function gapsOf(q: Questionnaire, answers: Answers, scores: Scores): Gap[] {
  const { highest, unknownGap } = q.scoring
  const weightOfAll = scores.dimensions.reduce((sum, { dimension }) => sum + dimension.weight, 0)
  return standingsOf(q, answers).flatMap(({ question, score }) => {
    const own = scores.dimensions.find(({ dimension }) => dimension.id === question.dimension)
    const gap = score === null ? unknownGap : highest - score
    if (own === undefined || gap === 0) return []
    const impact = (100 * own.dimension.weight) / weightOfAll / own.applicable
    return [{ question, score, worth: (gap / highest) * impact }]
  })
}

/** The most valuable action that closes one of the gaps; of equals the first. */
function mostValuable(actions: readonly Action[], gaps: readonly Gap[]): Action | null {
  let best: Action | null = null
  let highest = -Infinity
  for (const action of actions) {
    const worths = gaps.filter((gap) => closes(action, gap)).map((gap) => gap.worth)
    const value = Math.max(...worths) / action.effort
    if (value > highest + EQUAL_WITHIN) {
      best = action
      highest = value
    }
  }
  return best
}

/** A prerequisite that is half done may wait; one that is unknown or hardly begun may not. */
function isPressing(action: Action, gaps: readonly Gap[]): boolean {
  return gaps.some((gap) => closes(action, gap) && (gap.score === null || gap.score <= 1))
}

function closes(action: Action, gap: Gap): boolean {
  return gap.question.gapActions.includes(action.id)
}
