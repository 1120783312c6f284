import { expect, test } from 'vitest'
import { holds } from '../../../src/core/questionnaire/conditions.ts'
import { chosen } from './firms.ts'

const goods = { question: 'offer', in: ['goods', 'both'] }
const often = { question: 'experience', in: ['few', 'often'] }

test('no condition means always', () => {
  expect(holds(undefined, {})).toBe(true)
})

test('a condition is true when the answer is in its list', () => {
  expect(holds(goods, chosen({ offer: 'both' }))).toBe(true)
  expect(holds(goods, chosen({ offer: 'services' }))).toBe(false)
})

test('a question without an answer makes it false', () => {
  expect(holds(goods, {})).toBe(false)
  expect(holds({ question: 'offer', in: ['unknown'] }, {})).toBe(false)
})

test('where several may be chosen, one of them in the list is enough', () => {
  const groups = { question: 'groups_co', in: ['peasant', 'afro'] }
  expect(holds(groups, chosen({ groups_co: ['migrant', 'peasant'] }))).toBe(true)
  expect(holds(groups, chosen({ groups_co: ['migrant'] }))).toBe(false)
  expect(holds(groups, chosen({ groups_co: [] }))).toBe(false)
})

test('all, any and not combine conditions', () => {
  const answers = chosen({ offer: 'goods', experience: 'never' })
  expect(holds({ all: [goods, often] }, answers)).toBe(false)
  expect(holds({ any: [goods, often] }, answers)).toBe(true)
  expect(holds({ all: [goods, { not: often }] }, answers)).toBe(true)
  expect(holds({ not: { any: [goods, often] } }, answers)).toBe(false)
  expect(holds({ all: [] }, answers)).toBe(true)
  expect(holds({ any: [] }, answers)).toBe(false)
})

test('who skips or would rather not say is taken as not knowing', () => {
  const unsure = { question: 'transport', in: ['sea', 'unknown'] }
  expect(holds(unsure, { transport: { skipped: true } })).toBe(true)
  expect(holds(unsure, chosen({ transport: 'rather_not' }))).toBe(true)
  expect(holds(unsure, chosen({ transport: ['rather_not'] }))).toBe(true)
  expect(holds({ question: 'transport', in: ['sea'] }, { transport: { skipped: true } })).toBe(false)
  expect(holds({ question: 'transport', in: ['sea'] }, chosen({ transport: 'rather_not' }))).toBe(false)
})

test('numbers and words are in no list', () => {
  expect(holds({ question: 'su_families', in: ['12', 'unknown'] }, { su_families: { number: 12 } })).toBe(false)
  expect(holds({ question: 'place', in: ['Tunja', 'unknown'] }, { place: { text: 'Tunja' } })).toBe(false)
})

test('routing compares scores: at least includes the number, below does not', () => {
  const scores = (name: string) => (name === 'overall' ? 60 : null)
  expect(holds({ score: 'overall', at_least: 60 }, {}, scores)).toBe(true)
  expect(holds({ score: 'overall', at_least: 61 }, {}, scores)).toBe(false)
  expect(holds({ score: 'overall', below: 60 }, {}, scores)).toBe(false)
  expect(holds({ score: 'overall', below: 61 }, {}, scores)).toBe(true)
})

test('a missing score makes both comparisons false, also deep inside', () => {
  const scores = (name: string) => (name === 'overall' ? 60 : null)
  expect(holds({ score: 'customs', at_least: 0 }, {}, scores)).toBe(false)
  expect(holds({ score: 'customs', below: 101 }, {}, scores)).toBe(false)
  expect(holds({ all: [{ not: { score: 'customs', below: 101 } }, { score: 'overall', below: 61 }] }, {}, scores)).toBe(
    true,
  )
})
