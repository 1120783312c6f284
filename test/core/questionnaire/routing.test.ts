import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScoredQuestionnaire } from '../../../src/core/content.ts'
import { route } from '../../../src/core/questionnaire/routing.ts'
import { scoreAnswers } from '../../../src/core/questionnaire/scoring.ts'
import type { Answers } from '../../../src/core/state.ts'
import { answeringAll, anyAnswers, chosen, exampleAnswers, readiness } from './firms.ts'

const co = readiness('co')

describe('the line', () => {
  test('is that of the first rule that holds', () => {
    expect(routed(co, answeringAll(co, 3)).line).toBe('expansion')
    expect(routed(co, answeringAll(co, 2)).line).toBe('excellence')
    expect(routed(co, { ...answeringAll(co, 2), ...chosen({ experience: 'few' }) }).line).toBe('expansion')
    expect(routed(co, answeringAll(co, 0)).line).toBe('mentoring')
  })

  test('of a group is sustainable projects while its score is under 80 or missing', () => {
    const group = chosen({ firm_kind: 'association' })
    expect(routed(co, { ...answeringAll(co, 2), ...group }).line).toBe('sustainable_projects')
    expect(routed(co, group).line).toBe('sustainable_projects')
    expect(routed(co, { ...answeringAll(co, 3), ...group })).toEqual({
      line: 'expansion',
      also: ['sustainable_projects'],
    })
  })

  test('reads the rounded score', () => {
    const scores = scoreAnswers(co, answeringAll(co, 2))
    const withScore = (score: number) => ({ ...scores, overall: { ...scores.overall, score } })
    expect(route(co, {}, withScore(79.5)).line.id).toBe('expansion')
    expect(route(co, {}, withScore(79.49)).line.id).toBe('excellence')
  })

  test('is missing only when the file is broken, and that is an error', () => {
    const broken = { ...co, routing: { ...co.routing, line: [] } }
    expect(() => routed(broken, {})).toThrow('no programme line')
  })
})

describe('the other lines', () => {
  test('are added in the order of their rules, each once and never the line itself', () => {
    const answers = { ...answeringAll(co, 0), ...chosen({ groups_co: ['peasant'] }) }
    expect(routed(co, answers)).toEqual({ line: 'mentoring', also: ['sustainable_projects', 'excellence'] })
  })

  test('are not added by a score that is missing', () => {
    expect(routed(co, exampleAnswers('knows-nothing'))).toEqual({ line: 'mentoring', also: [] })
  })
})

describe.each(['co', 'in'])('for any firm in %s', (country) => {
  const q = readiness(country)
  const known = q.lines.map((line) => line.id)

  test('there is a line, and no line is named twice', () => {
    fc.assert(
      fc.property(anyAnswers(q), (answers) => {
        const { line, also } = routed(q, answers)
        const named = [line, ...also]
        expect(known).toEqual(expect.arrayContaining(named))
        expect(new Set(named).size).toBe(named.length)
      }),
    )
  })

  test('sensitive answers never change the line and only ever add to the others', () => {
    const sensitive = q.sensitive.questions.map((question) => question.id)
    fc.assert(
      fc.property(anyAnswers(q), (answers) => {
        const silent = Object.fromEntries(Object.entries(answers).filter(([id]) => !sensitive.includes(id)))
        const [told, kept] = [routed(q, answers), routed(q, silent)]
        expect(told.line).toBe(kept.line)
        expect(told.also).toEqual(expect.arrayContaining(kept.also))
      }),
    )
  })
})

function routed(q: ScoredQuestionnaire, answers: Answers): { line: string; also: string[] } {
  const { line, also } = route(q, answers, scoreAnswers(q, answers))
  return { line: line.id, also: also.map((one) => one.id) }
}
