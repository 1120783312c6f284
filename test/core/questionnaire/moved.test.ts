import fc from 'fast-check'
import { expect, test } from 'vitest'
import { movedMost } from '../../../src/core/questionnaire/moved.ts'
import { scoreAnswers, standingsOf } from '../../../src/core/questionnaire/scoring.ts'
import type { Answers } from '../../../src/core/state.ts'
import { answeringAll, anyAnswers, chosen, readiness } from './firms.ts'

const co = readiness('co')

test('points count the weight of a dimension and how many of its questions are known', () => {
  const answers = { ...answeringAll(co, 3), ...chosen({ cu_code: 'unknown', cu_permits: 'unknown' }) }
  expect(moved(answers).helped).toEqual(['cu_registration', 'cu_invoice', 'bm_home_sales'])
})

test('equal points keep the order of the file', () => {
  expect(moved(answeringAll(co, 3))).toEqual({ helped: ['bm_home_sales', 'bm_capacity', 'bm_market'], heldBack: [] })
  expect(moved(answeringAll(co, 0))).toEqual({ helped: [], heldBack: ['bm_home_sales', 'bm_capacity', 'bm_market'] })
})

test('an answer in a dimension without a score explains nothing', () => {
  const answers = {
    ...answeringAll(co, 3),
    ...chosen({ rq_know: 'not_yet', rq_label: 'unknown', rq_certificate: 'unknown', rq_quality: 'unknown' }),
  }
  expect(moved(answers).heldBack).toEqual([])
})

test('without an overall score nothing is said to have moved it', () => {
  expect(moved(chosen({ offer: 'goods', bm_home_sales: 'monthly', bm_capacity: 'not_yet' }))).toEqual({
    helped: [],
    heldBack: [],
  })
})

test('at most three help, all scoring 2 or 3, and at most three hold back, all scoring 0 or 1', () => {
  fc.assert(
    fc.property(anyAnswers(co), (answers) => {
      const { helped, heldBack } = moved(answers)
      const scores = new Map(standingsOf(co, answers).map(({ question, score }) => [question.id, score ?? NaN]))
      expect(Math.max(helped.length, heldBack.length)).toBeLessThanOrEqual(3)
      expect(helped.every((id) => (scores.get(id) ?? NaN) >= 2)).toBe(true)
      expect(heldBack.every((id) => (scores.get(id) ?? NaN) <= 1)).toBe(true)
    }),
  )
})

function moved(answers: Answers) {
  const { helped, heldBack } = movedMost(co, scoreAnswers(co, answers))
  return { helped: helped.map((question) => question.id), heldBack: heldBack.map((question) => question.id) }
}
