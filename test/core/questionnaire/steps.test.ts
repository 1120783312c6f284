import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Action, ScoredQuestionnaire } from '../../../src/core/content.ts'
import { sectionOrder } from '../../../src/core/questionnaire/assess.ts'
import { holds } from '../../../src/core/questionnaire/conditions.ts'
import { scoreAnswers, standingsOf } from '../../../src/core/questionnaire/scoring.ts'
import { nextSteps } from '../../../src/core/questionnaire/steps.ts'
import type { Answers } from '../../../src/core/state.ts'
import { answeringAll, anyAnswers, chosen, readiness } from './firms.ts'

const co = readiness('co')
const best = answeringAll(co, 3)

describe('the next step', () => {
  test('is none for a firm without gaps', () => {
    expect(steps(co, best)).toEqual([])
  })

  test('is the one that gains most for its effort', () => {
    const answers = { ...best, ...chosen({ bm_home_sales: 'not_yet', bm_market: 'chosen', bm_plan: 'working' }) }
    expect(steps(co, answers)).toEqual(['one_page_plan', 'steady_home_sales', 'pick_market'])
  })

  test('of equal value is the one with the smaller effort', () => {
    const answers = { ...best, ...chosen({ bm_home_sales: 'starting', bm_market: 'chosen' }) }
    expect(steps(co, answers)).toEqual(['pick_market', 'steady_home_sales'])
  })

  test('of equal value and effort is the one of the section asked first', () => {
    const answers = { ...best, ...chosen({ bm_plan: 'not_yet', cu_invoice: 'not_yet' }) }
    expect(steps(co, answers)).toEqual(['one_page_plan', 'export_invoice'])
    expect(steps(co, { ...answers, ...chosen({ today: 'order' }) })).toEqual(['export_invoice', 'one_page_plan'])
  })

  test('takes an unknown for a gap of two', () => {
    const gaps = { bm_plan: 'unknown', cu_invoice: 'working', tc_unit_cost: 'not_yet', rq_quality: 'some' }
    const expected = ['cost_sheet', 'one_page_plan', 'export_invoice', 'quality_records']
    expect(steps(co, { ...best, ...chosen(gaps) })).toEqual(expected)
  })

  test('looks at other gaps once a step serves its own, and what serves them again only fills up', () => {
    const gaps = { tc_export_price: 'not_yet', tc_delivery_time: 'not_yet', al_producers: 'sometimes' }
    const expected = ['three_quotes', 'join_others', 'delivery_calendar', 'export_price']
    expect(steps(co, { ...best, ...chosen(gaps) })).toEqual(expected)
  })
})

describe('a prerequisite', () => {
  test('goes first while it is unknown or hardly begun', () => {
    const gaps = { bm_plan: 'not_yet', bm_market: 'comparing' }
    expect(steps(co, { ...best, ...chosen(gaps) })).toEqual(['pick_market', 'one_page_plan'])
    const unknown = { bm_plan: 'not_yet', bm_market: 'unknown' }
    expect(steps(co, { ...best, ...chosen(unknown) })).toEqual(['pick_market', 'one_page_plan'])
  })

  test('may wait when it is half done', () => {
    const gaps = { bm_plan: 'not_yet', bm_market: 'chosen' }
    expect(steps(co, { ...best, ...chosen(gaps) })).toEqual(['one_page_plan', 'pick_market'])
  })

  test('brings its own prerequisite', () => {
    const chained = {
      ...co,
      actions: co.actions.map((one) => (one.id === 'pick_market' ? after(one, 'name_a_lead') : one)),
    }
    const gaps = { bm_plan: 'not_yet', bm_market: 'comparing', lp_person: 'working' }
    expect(steps(chained, { ...best, ...chosen(gaps) })).toEqual(['name_a_lead', 'pick_market', 'one_page_plan'])
  })
})

describe('without an overall score', () => {
  test('the first step is taken before everything else, even when its own question has no gap', () => {
    expect(steps(co, chosen({ offer: 'goods' }))[0]).toBe('visit_a_desk')
    expect(steps(co, chosen({ offer: 'goods', al_support: 'steady' }))[0]).toBe('visit_a_desk')
  })

  test('it serves its question, so that another step for the same question waits', () => {
    const order = steps(readiness('in'), chosen({ offer: 'goods' }))
    expect(order.indexOf('udyam')).toBeGreaterThan(order.indexOf('certificate_plan'))
  })
})

describe.each(['co', 'in'])('for any firm in %s', (country) => {
  const q = readiness(country)

  test('the steps are every action that closes a gap and fits the firm, each once', () => {
    fc.assert(
      fc.property(anyAnswers(q), (answers) => {
        const expected = q.actions.filter((action) => isCandidate(q, answers, action, 2)).map((action) => action.id)
        if (scoreAnswers(q, answers).overall.score === null) expected.push('visit_a_desk')
        expect(steps(q, answers).toSorted()).toEqual([...new Set(expected)].toSorted())
      }),
    )
  })

  test('what a step needs and is unknown or hardly begun comes before it', () => {
    fc.assert(
      fc.property(anyAnswers(q), (answers) => {
        const order = steps(q, answers)
        const pressing = q.actions.filter((action) => isCandidate(q, answers, action, 1)).map((action) => action.id)
        for (const action of q.actions.filter(({ id }) => order.includes(id))) {
          for (const id of action.after.filter((one) => pressing.includes(one))) {
            expect(order.indexOf(id)).toBeLessThan(order.indexOf(action.id))
          }
        }
      }),
    )
  })
})

function steps(q: ScoredQuestionnaire, answers: Answers): string[] {
  return nextSteps(q, answers, scoreAnswers(q, answers), sectionOrder(q, answers)).map((action) => action.id)
}

function after(action: Action, ...ids: string[]): Action {
  return { ...action, after: ids }
}

/** Whether an action fits the firm and closes a gap that is unknown or scores no more than this. */
function isCandidate(q: ScoredQuestionnaire, answers: Answers, action: Action, atMost: number): boolean {
  const gaps = standingsOf(q, answers).filter(({ score }) => score === null || score <= atMost)
  return holds(action.when, answers) && gaps.some(({ question }) => question.gapActions.includes(action.id))
}
