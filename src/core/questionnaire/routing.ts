import type { Line, ScoredQuestionnaire, Route } from '../content.ts'
import type { Answers } from '../state.ts'
import { holds } from './conditions.ts'
import { roundHalfUp, type Scores } from './scoring.ts'

/** The programme line that fits, and the others that fit too, the first found first: only that one is shown. */
export interface Routed {
  readonly line: Line
  readonly also: readonly Line[]
}

/** Suggests programme lines: there always is one, and a sensitive answer can only add to the others. */
export function route(q: ScoredQuestionnaire, answers: Answers, scores: Scores): Routed {
  const fits = ({ when }: Route) => holds(when, answers, (name) => roundedScore(scores, name))
  const line = lineOf(q, q.routing.line.find(fits))
  const also = new Set(q.routing.also.filter(fits).map((rule) => lineOf(q, rule)))
  also.delete(line)
  return { line, also: [...also] }
}

function roundedScore({ dimensions, overall }: Scores, name: string): number | null {
  const range = name === 'overall' ? overall : dimensions.find(({ dimension }) => dimension.id === name)
  return range === undefined || range.score === null ? null : roundHalfUp(range.score)
}

function lineOf(q: ScoredQuestionnaire, rule: Route | undefined): Line {
  const line = q.lines.find((one) => one.id === rule?.line)
  if (line === undefined)
    throw new Error(`${q.id}: routing leads to no programme line (${rule?.line ?? 'no rule holds'})`)
  return line
}
