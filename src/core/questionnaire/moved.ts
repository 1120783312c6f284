import type { Question, ScoredQuestionnaire } from '../content.ts'
import type { Scores } from './scoring.ts'

/** The questions whose answers moved the overall score most, each way, the most first. */
export interface Moved {
  readonly helped: readonly Question[]
  readonly heldBack: readonly Question[]
}

/** What explains a score; without an overall score there is nothing to explain. */
export function movedMost(q: ScoredQuestionnaire, scores: Scores): Moved {
  if (scores.overall.score === null) return { helped: [], heldBack: [] }
  const moves = scores.standings.flatMap(({ question, score }) => {
    const own = scores.dimensions.find(({ dimension }) => dimension.id === question.dimension)
    if (own === undefined || own.score === null || score === null) return []
    // The shares are not scaled to 100, which orders them alike, and one division of whole numbers keeps equals equal.
    const given = (score * own.dimension.weight) / own.known
    const left = ((q.scoring.highest - score) * own.dimension.weight) / own.known
    return [{ question, score, given, left }]
  })
  const helped = moves.filter((move) => move.score >= 2).toSorted((a, b) => b.given - a.given)
  const heldBack = moves.filter((move) => move.score <= 1).toSorted((a, b) => b.left - a.left)
  const shown = (most: typeof moves) => most.slice(0, q.scoring.movedShown).map((move) => move.question)
  return { helped: shown(helped), heldBack: shown(heldBack) }
}
