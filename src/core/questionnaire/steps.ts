import type { Action, Question, ScoredQuestionnaire } from '../content.ts'
import type { Answers } from '../state.ts'
import { holds } from './conditions.ts'
import type { Scores } from './scoring.ts'

/** Values of actions closer than this are equal. */
const EQUAL_WITHIN = 0.000001

/** A question with something left to gain; `worth` in points of 100 of the overall score. */
interface Gap {
  readonly question: Question
  readonly score: number | null
  readonly worth: number
}

/** An action with the gaps of this firm that it closes. */
interface Candidate {
  readonly action: Action
  readonly gaps: readonly Gap[]
}

/** Every action that closes a gap of this firm, in the order of doing, prerequisites first; shown three at a time. */
export function nextSteps(
  q: ScoredQuestionnaire,
  answers: Answers,
  scores: Scores,
  sections: readonly string[],
): Action[] {
  const gaps = gapsOf(q, scores)
  const candidates = q.actions
    .map((action) => ({ action, gaps: gaps.filter((gap) => closes(action, gap)) }))
    .filter((one) => one.gaps.length > 0 && holds(one.action.when, answers))
    .toSorted(
      ({ action: a }, { action: b }) =>
        a.effort - b.effort || sections.indexOf(a.dimension) - sections.indexOf(b.dimension),
    )
  const taken = scores.overall.score === null ? q.actions.filter((action) => action.id === q.scoring.firstStep) : []
  const unserved = new Set(gaps.filter((gap) => !taken.some((action) => closes(action, gap))))

  const take = (candidate: Candidate): void => {
    for (const id of candidate.action.after) {
      const before = candidates.find(({ action }) => action.id === id)
      if (before !== undefined && !taken.includes(before.action) && isPressing(before)) take(before)
    }
    taken.push(candidate.action)
    for (const gap of candidate.gaps) unserved.delete(gap)
  }

  for (;;) {
    const left = candidates.filter(({ action }) => !taken.includes(action))
    const next = mostValuable(left, (gap) => unserved.has(gap)) ?? mostValuable(left, () => true)
    if (next === null) return taken
    take(next)
  }
}

function gapsOf(q: ScoredQuestionnaire, scores: Scores): Gap[] {
  const { highest, unknownGap } = q.scoring
  const weightOfAll = scores.dimensions.reduce((sum, { dimension }) => sum + dimension.weight, 0)
  return scores.standings.flatMap(({ question, score }) => {
    const own = scores.dimensions.find(({ dimension }) => dimension.id === question.dimension)
    const gap = score === null ? unknownGap : highest - score
    if (own === undefined || gap === 0) return []
    const impact = (100 * own.dimension.weight) / weightOfAll / own.applicable
    return [{ question, score, worth: (gap / highest) * impact }]
  })
}

/** The candidate that gains most for its effort from the gaps that count; of equals the first, null where none counts. */
function mostValuable(candidates: readonly Candidate[], counts: (gap: Gap) => boolean): Candidate | null {
  let best: Candidate | null = null
  let highest = 0
  for (const candidate of candidates) {
    let worth = 0
    for (const gap of candidate.gaps) if (gap.worth > worth && counts(gap)) worth = gap.worth
    const value = worth / candidate.action.effort
    if (value > highest + EQUAL_WITHIN) {
      best = candidate
      highest = value
    }
  }
  return best
}

/** A prerequisite that is half done may wait; one that is unknown or hardly begun may not. */
function isPressing({ gaps }: Candidate): boolean {
  return gaps.some(({ score }) => score === null || score <= 1)
}

function closes(action: Action, gap: Gap): boolean {
  return gap.question.gapActions.includes(action.id)
}
