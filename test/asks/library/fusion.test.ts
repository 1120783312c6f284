import { describe, expect, it } from 'vitest'
import { fused } from '../../../src/asks/library/fusion.ts'
import { enough, openLibrary, search } from '../../../src/asks/library/index.ts'
import { content } from '../content.ts'
import { unanswerable } from '../unanswerable.ts'

const library = openLibrary(content)
const query = { question: 'como actualizo el rut', language: 'es', country: 'co', limit: 6 }
const ids = [...library.editions].flatMap(([id, [entry]]) => (entry?.article.country === 'co' ? [id] : []))

/** Cosines as a model gives them: all near one value, some way around it by no rule, and those named. */
function cosines(named: Readonly<Record<string, number>> = {}, around = 0.3, spread = 0.05) {
  const all = ids.map((id, n) => [id, around + spread * Math.sin(n * 12.9898)] as const)
  return { cosines: new Map([...all, ...Object.entries(named)]) }
}

function found(closeness: ReturnType<typeof cosines> | null, question = query.question) {
  return fused(library, { ...query, question }, closeness).map(({ id }) => id)
}

describe('sections by words and by meaning', () => {
  it('are those by words where nothing is known of what they mean', () => {
    expect(found(null)).toEqual(search(library, query).map(({ id }) => id))
  })

  it('change their order where meaning speaks for a later one', () => {
    const [first = '', second = '', third = ''] = found(null, 'rut y firma para exportar')
    const meant = { [third]: 0.7, [first]: 0.1, [second]: 0.2 }
    const order = found(cosines(meant), 'rut y firma para exportar')
    expect(order.indexOf(third)).toBeLessThan(2)
    expect(order).toContain(first)
  })

  it('keep first what the words are sure of', () => {
    const [sure] = search(library, { ...query, question: '¿Cómo actualizo el RUT?' })
    if (sure === undefined) throw new Error('nothing was found')
    expect(sure.score).toBeGreaterThan(0.97)
    const order = found(cosines({ 'co/ife#get': 0.99, [sure.id]: -0.5 }), '¿Cómo actualizo el RUT?')
    expect(order[0]).toBe(sure.id)
  })

  it('hold one that no words speak for only where it stands out from all others, whatever a model calls near', () => {
    const question = 'zarambico tulumba'
    expect(found(null, question)).toEqual([])
    for (const [around, spread] of [
      [0.3, 0.05],
      [0.8, 0.01],
      [0, 0.2],
    ] as const) {
      expect(found(cosines({}, around, spread), question)).toEqual([])
      expect(found(cosines({ 'co/ife#get': around + 3 * spread }, around, spread), question)).toEqual([])
      expect(found(cosines({ 'co/ife#get': around + 4 * spread }, around, spread), question)).toEqual(['co/ife#get'])
    }
    const [added] = fused(library, { ...query, question }, cosines({ 'co/ife#get': 0.9 }))
    expect(added?.score).toBe(enough)
  })

  it('are none where all are as near as each other, or few', () => {
    const question = 'zarambico tulumba'
    expect(found({ cosines: new Map(ids.map((id) => [id, 0.4])) }, question)).toEqual([])
    expect(
      found(
        { cosines: new Map([['co/rut#update', 0.9], ...ids.slice(0, 9).map((id) => [id, 0.1] as const)]) },
        question,
      ),
    ).toEqual([])
  })

  it('are none more for questions about something else, whose cosines follow no rule', () => {
    let seed = 7
    const chance = () => {
      seed = (seed + 0x6d2b79f5) | 0
      const once = Math.imul(seed ^ (seed >>> 15), 1 | seed)
      const twice = (once + Math.imul(once ^ (once >>> 7), 61 | once)) ^ once
      return ((twice ^ (twice >>> 14)) >>> 0) / 2 ** 32
    }
    const normal = () => Math.sqrt(-2 * Math.log(chance())) * Math.cos(2 * Math.PI * chance())
    const strangers = unanswerable.filter(({ country }) => country === 'co')
    for (const { q, language } of strangers) {
      const closeness = { cosines: new Map(ids.map((id) => [id, 0.2 + 0.05 * normal()])) }
      const asked = { ...query, question: q, language }
      if (search(library, asked).length > 0) continue
      expect(fused(library, asked, closeness), q).toEqual([])
    }
  })

  it('are at most as many as asked for', () => {
    const many = Object.fromEntries(ids.slice(0, 5).map((id) => [id, 3]))
    expect(fused(library, { ...query, limit: 2 }, cosines(many))).toHaveLength(2)
  })
})
