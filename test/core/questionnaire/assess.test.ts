import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedQuestions, assess, sectionOrder } from '../../../src/core/questionnaire/assess.ts'
import { anyAnswers, chosen, exampleAnswers, examples, readiness } from './firms.ts'

const co = readiness('co')
const idOf = (thing: { id: string } | null | undefined) => thing?.id ?? null

describe('the worked examples', () => {
  test.each(examples)('$id is told exactly its numbers', ({ country, answers, expect: expected }) => {
    const result = assess(readiness(country), answers)
    const dimensions = result.dimensions.map(({ dimension, ...numbers }) => [dimension.id, numbers] as const)
    expect({
      path: idOf(result.path),
      asked: result.asked.map(idOf),
      dimensions: Object.fromEntries(dimensions),
      overall: result.overall,
      band: idOf(result.band),
      band_low: idOf(result.bandLow),
      band_high: idOf(result.bandHigh),
      helped: result.helped.map(idOf),
      held_back: result.heldBack.map(idOf),
      to_find_out: result.toFindOut.map(idOf),
      next_steps: result.steps.map(idOf),
      line: idOf(result.line),
      also: idOf(result.also[0]),
    }).toEqual(expected)
  })

  test('there are six of them', () => {
    expect(examples).toHaveLength(6)
  })
})

describe('what is asked', () => {
  test('a firm of services is not asked about parcels, codes and labels: 20 of 26 questions remain', () => {
    expect(askedQuestions(co, {})).toHaveLength(26)
    expect(askedQuestions(co, chosen({ offer: 'services' }))).toHaveLength(20)
  })

  test('the section of the path comes first and the others keep the order of the file', () => {
    const file = co.dimensions.map(idOf)
    expect(sectionOrder(co, chosen({ today: 'start' }))).toEqual(file)
    expect(sectionOrder(co, chosen({ today: 'order' }))).toEqual(['customs', ...file.filter((id) => id !== 'customs')])
  })

  test('the first path whose condition holds wins', () => {
    expect(idOf(assess(co, chosen({ today: 'order', experience: 'often' })).path)).toBe('order_in_hand')
    expect(idOf(assess(co, chosen({ today: 'look', experience: 'often' })).path)).toBe('growing')
    expect(idOf(assess(co, {}).path)).toBe('first_steps')
  })
})

describe('a result', () => {
  test.each(['co', 'in'])('of any firm in %s does not depend on the order of answering', (country) => {
    const q = readiness(country)
    const shuffled = anyAnswers(q).chain((answers) =>
      fc.tuple(
        fc.constant(answers),
        fc.shuffledSubarray(Object.entries(answers), { minLength: Object.keys(answers).length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([answers, entries]) => {
        expect(assess(q, Object.fromEntries(entries))).toEqual(assess(q, answers))
      }),
    )
  })

  test('has a band exactly when it has a score, and bands for both ends of its range', () => {
    fc.assert(
      fc.property(anyAnswers(co), (answers) => {
        const { overall, band, bandLow, bandHigh } = assess(co, answers)
        expect(band === null).toBe(overall.score === null)
        expect(bandLow?.from).toBeLessThanOrEqual(overall.low)
        expect(bandHigh?.to).toBeGreaterThanOrEqual(overall.high)
      }),
    )
  })

  test('names at most three steps, and goes on with the others when asked for more', () => {
    fc.assert(
      fc.property(anyAnswers(co), (answers) => {
        const { steps, further } = assess(co, answers)
        expect(steps.length).toBeLessThanOrEqual(3)
        if (steps.length < 3) expect(further).toEqual([])
        expect(new Set([...steps, ...further]).size).toBe(steps.length + further.length)
      }),
    )
  })

  test('never changes what it was given', () => {
    const answers = exampleAnswers('cocoa-many-unknown')
    const before = JSON.stringify(answers)
    assess(co, answers)
    expect(JSON.stringify(answers)).toBe(before)
  })
})
