import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScoredQuestionnaire } from '../../../src/core/content.ts'
import { feedbackOf, roundHalfUp, scoreAnswers, standingsOf } from '../../../src/core/questionnaire/scoring.ts'
import type { Answer, Answers } from '../../../src/core/state.ts'
import { answeringAll, anyAnswers, chosen, readiness } from './firms.ts'

const co = readiness('co')
const best = answeringAll(co, 3)
const worst = answeringAll(co, 0)
const nothing = chosen({ offer: 'goods' })
const oneOfFourUnknown = { applicable: 4, known: 3, score: 100, low: 75, high: 100 }

describe('a dimension', () => {
  test('has a score when exactly half of its questions are known, and none when fewer are', () => {
    const half = { ...nothing, ...chosen({ tc_unit_cost: 'written', tc_export_price: 'rough' }) }
    expect(dimension(half, 'time_cost')).toMatchObject({ applicable: 4, known: 2, score: 500 / 6 })
    expect(dimension({ ...half, tc_unit_cost: { option: 'unknown' } }, 'time_cost')).toMatchObject({
      known: 1,
      score: null,
    })
  })

  test('counts what is unknown as nothing in its low and as everything in its high', () => {
    const half = { ...nothing, ...chosen({ tc_unit_cost: 'written', tc_export_price: 'rough' }) }
    expect(dimension(half, 'time_cost')).toMatchObject({ low: 500 / 12, high: 1100 / 12 })
  })

  test.each<[string, Answer]>([
    ['do not know', { option: 'unknown' }],
    ['rather not', { option: 'rather_not' }],
    ['a skip', { skipped: true }],
    ['an option that is gone from the file', { option: 'vanished' }],
  ])('takes %s as unknown', (_said, answer) => {
    expect(dimension({ ...best, tc_waiting: answer }, 'time_cost')).toMatchObject(oneOfFourUnknown)
  })

  test('takes a question not reached yet as unknown', () => {
    const answers = Object.fromEntries(Object.entries(best).filter(([id]) => id !== 'tc_waiting'))
    expect(dimension(answers, 'time_cost')).toMatchObject(oneOfFourUnknown)
  })

  test('leaves out a question that does not apply to the firm', () => {
    const answers = { ...worst, ...chosen({ rq_label: 'no_label', rq_know: 'written_list' }) }
    expect(dimension(answers, 'requirements')).toMatchObject({ applicable: 3, known: 3, score: 100 / 3 })
  })

  test('leaves out a question whose condition does not hold, even when it has an answer', () => {
    const services = { ...best, ...chosen({ offer: 'services', cu_permits: 'not_yet' }) }
    expect(dimension(services, 'customs')).toMatchObject({ applicable: 2, known: 2, score: 100 })
  })
})

describe('the overall score', () => {
  test('shares the weight of a dimension without questions among the others', () => {
    const without = withoutDimension(co, 'customs')
    const { dimensions, overall } = scoreAnswers(without, {
      ...worst,
      ...chosen({ al_producers: 'agreed', al_logistics: 'agreed', al_support: 'steady' }),
    })
    expect(dimensions.map((one) => one.dimension.id)).not.toContain('customs')
    expect(overall.score).toBeCloseTo((100 * 10) / 84, 9)
  })

  test('exists when the dimensions with a score carry exactly half of the weight, and not when they carry less', () => {
    const without = withoutDimension(co, 'requirements')
    const half = { ...nothing, ...only(best, ['business_model', 'customs', 'alliances']) }
    expect(scoreAnswers(without, half).overall.score).not.toBeNull()
    expect(scoreAnswers(co, half).overall.score).toBeNull()
  })

  test('is not lifted above the middle of its range by what is not known', () => {
    const { overall } = scoreAnswers(co, {
      ...nothing,
      ...only(best, ['business_model', 'customs', 'time_cost', 'alliances']),
    })
    expect(overall).toEqual({ score: 79, low: 58, high: 100 })
  })

  test('is not lower than what is certain', () => {
    const answers = {
      ...nothing,
      ...only(worst, ['business_model', 'customs', 'time_cost', 'alliances']),
      ...chosen({ lp_person: 'set_hours' }),
    }
    const { overall } = scoreAnswers(co, answers)
    expect(overall).toMatchObject({ score: 4, low: 4 })
  })

  test('of a questionnaire without scored questions is missing, and everything is possible', () => {
    expect(scoreAnswers({ ...co, questions: [] }, best).overall).toEqual({ score: null, low: 0, high: 100 })
  })
})

describe('rounding', () => {
  test('goes half up, also where a sum has lost the half', () => {
    expect([12.5, 62.5, 44.49, 44.5 - 1e-12, 0, 100].map(roundHalfUp)).toEqual([13, 63, 44, 45, 0, 100])
  })

  test('agrees with whole-number fractions for any firm', () => {
    fc.assert(
      fc.property(anyAnswers(co), (answers) => {
        const { overall } = scoreAnswers(co, answers)
        expect(roundHalfUp(overall.low)).toBe(exactLow(co, answers))
      }),
      { numRuns: 500 },
    )
  })
})

describe('feedback after a section', () => {
  test.each([
    ['no_score', null, 80],
    ['weak', 39.4, 10],
    ['middle', 39.5, 10],
    ['middle', 100, 69.4],
    ['strong', 100, 69.5],
  ])('is %s for a score of %s with a low of %s', (feedback, score, low) => {
    expect(feedbackOf(co.scoring, { score, low, high: 100 })).toBe(feedback)
  })
})

describe.each(['co', 'in'])('for any firm in %s', (country) => {
  const q = readiness(country)

  test('a score lies inside its range, and the overall one not above the middle', () => {
    fc.assert(
      fc.property(anyAnswers(q), (answers) => {
        const { dimensions, overall } = scoreAnswers(q, answers)
        for (const { score, low, high } of dimensions) expect(isOrdered(0, low, score ?? low, high, 100)).toBe(true)
        const { score, low, high } = overall
        expect(isOrdered(0, low, score ?? low, (low + high) / 2, high, 100)).toBe(true)
      }),
    )
  })

  test('a range is a point exactly when everything is known', () => {
    fc.assert(
      fc.property(anyAnswers(q), (answers) => {
        for (const { known, applicable, low, high } of scoreAnswers(q, answers).dimensions) {
          expect(low === high).toBe(known === applicable)
        }
      }),
    )
  })

  test('learning one more answer never widens a range', () => {
    fc.assert(
      fc.property(anyAnswers(q), fc.nat(), fc.nat(), (answers, which, what) => {
        const open = standingsOf(q, answers).filter((standing) => standing.score === null)
        const question = open[which % Math.max(open.length, 1)]?.question
        if (question === undefined) return
        const told = question.options.filter((option) => !option.unknown)
        const learnt = { ...answers, [question.id]: { option: told[what % told.length]?.id ?? '' } }
        const [before, after] = [scoreAnswers(q, answers), scoreAnswers(q, learnt)]
        const ranges = [after.overall, ...after.dimensions].map((range, index) => {
          const was = [before.overall, ...before.dimensions][index]
          return isOrdered(was?.low ?? NaN, range.low, range.high, was?.high ?? NaN)
        })
        expect(ranges).not.toContain(false)
      }),
    )
  })
})

function dimension(answers: Answers, id: string) {
  return scoreAnswers(co, answers).dimensions.find((one) => one.dimension.id === id)
}

function withoutDimension(q: ScoredQuestionnaire, id: string): ScoredQuestionnaire {
  return { ...q, questions: q.questions.filter((question) => question.dimension !== id) }
}

/** The answers to the questions of some dimensions. */
function only(answers: Answers, dimensions: readonly string[]): Answers {
  const kept = co.questions.filter((question) => dimensions.includes(question.dimension ?? ''))
  return Object.fromEntries(kept.flatMap(({ id }) => (answers[id] === undefined ? [] : [[id, answers[id]]])))
}

/** Not descending, up to the last digits of a sum. */
function isOrdered(...numbers: number[]): boolean {
  return numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? NaN) - 1e-9)
}

/** The low of the overall range, worked out in whole numbers and rounded half up. */
function exactLow(q: ScoredQuestionnaire, answers: Answers): number {
  const standings = standingsOf(q, answers)
  let [sum, over, weights] = [0n, 1n, 0n]
  for (const { id, weight } of q.dimensions) {
    const own = standings.filter(({ question }) => question.dimension === id)
    if (own.length === 0) continue
    const count = 3n * BigInt(own.length)
    const scored = BigInt(own.reduce((total, { score }) => total + (score ?? 0), 0))
    sum = sum * count + 100n * BigInt(weight) * scored * over
    over *= count
    weights += BigInt(weight)
  }
  return Number((2n * sum + over * weights) / (2n * over * weights))
}
