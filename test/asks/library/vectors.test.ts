import { describe, expect, it } from 'vitest'
import { openLibrary, type Library } from '../../../src/asks/library/index.ts'
import { openVectors, type VectorCache, type VectorTools, type Vectors } from '../../../src/asks/library/vectors.ts'
import { sharedStub } from '../../shared-stub.ts'
import { until } from '../../store/made.ts'
import { content } from '../content.ts'
import { doorTo } from '../model/door.ts'

const stub = sharedStub()

const few = { ...content, articles: content.articles.filter(({ id }) => ['co/rut', 'co/ife', 'in/iec'].includes(id)) }
const library = openLibrary(few)
const editions = library.shelves.reduce((sum, { entries }) => sum + entries.length, 0)

/** A cache as the store keeps it, in memory. */
function cacheOf(kept = new Map<string, Float32Array>()): VectorCache & { readonly kept: Map<string, Float32Array> } {
  return {
    kept,
    get: (names) => Promise.resolve(names.map((name) => kept.get(name) ?? null)),
    put: (vectors) => {
      for (const { name, vector } of vectors) kept.set(name, vector)
      return Promise.resolve()
    },
  }
}

function open(tools: Partial<VectorTools> = {}, of: Library = library, callMs = 2000): Vectors {
  const door = doorTo(stub, { tools: { callMs } })
  const usual = { model: 'm', cache: cacheOf(), closing: new AbortController().signal, report: () => undefined }
  return openVectors(of, { ...usual, embed: (texts, signal) => door.embed(texts, signal), ...tools })
}

function near(vectors: Vectors, question: string, country = 'co') {
  return vectors.near(question, country, AbortSignal.timeout(5000))
}

/** The same, once the vectors of all sections are there. */
async function ready(vectors: Vectors, question = 'rut', country = 'co') {
  const closeness = await until(
    () => near(vectors, question, country),
    (found) => found !== null,
  )
  return [...(closeness?.cosines ?? [])].sort(([, a], [, b]) => b - a)
}

function isOf(country: string) {
  return (id: string) => id.startsWith(`${country}/`)
}

/** Texts that were sent to be embedded. */
function sent(): string[] {
  return stub.received.flatMap(({ body }) => {
    const { input }: { input: string[] } = JSON.parse(body)
    return input
  })
}

describe('vectors', () => {
  it('say how near each section of the country is, by the nearest of its languages', async () => {
    const section = few.articles.find(({ id, language }) => id === 'co/rut' && language === 'en')?.sections[1]
    if (section === undefined) throw new Error('there is no such section')
    const words = [section.heading, ...section.asked, section.body].join('\n')
    const cosines = await ready(open(), words)
    expect(cosines[0]?.[0]).toBe(`co/rut#${section.id}`)
    expect(cosines.every(([id, cosine]) => id.startsWith('co/') && cosine <= 1.000001)).toBe(true)
    expect(cosines.map(([id]) => id).toSorted()).toEqual([...library.editions.keys()].filter(isOf('co')).toSorted())
  })

  it('hold nobody up while they are made', async () => {
    stub.script({ kind: 'slow', ms: 30 })
    const vectors = open()
    expect(await near(vectors, 'rut')).toBeNull()
    expect((await ready(vectors)).length).toBeGreaterThan(5)
  })

  it('are asked for once: those kept, in this start or an earlier one, are not asked for again', async () => {
    const cache = cacheOf()
    await ready(open({ cache }))
    expect(cache.kept.size).toBe(editions)
    stub.received.length = 0
    const again = await ready(open({ cache }), 'otra vez')
    expect(sent()).toEqual(['otra vez'])
    expect(again.length).toBeGreaterThan(5)
  })

  it('are made anew for a text that changed, and for another model', async () => {
    const cache = cacheOf()
    await ready(open({ cache }))
    const [first, ...others] = few.articles
    const [section, ...rest] = first?.sections ?? []
    if (first === undefined || section === undefined) throw new Error('there are no articles')
    const changed = { ...first, sections: [{ ...section, body: 'Otro texto.' }, ...rest] }
    stub.received.length = 0
    await ready(open({ cache }, openLibrary({ ...few, articles: [changed, ...others] })))
    expect(sent().filter((text) => text !== 'rut')).toEqual([expect.stringContaining('Otro texto.')])
    await ready(open({ cache, model: 'n' }))
    expect(cache.kept.size).toBe(2 * editions + 1)
  })

  it('are given up in trouble, told of once, and taken up by a later question where they were left', async () => {
    const reported: string[] = []
    stub.script({ kind: 'honest' }, { kind: 'status', status: 401 })
    const vectors = open({ report: (why) => reported.push(why), restMs: 100 })
    await until(
      () => Promise.resolve(reported),
      ({ length }) => length > 0,
    )
    expect(await near(vectors, 'rut')).toBeNull()
    expect(reported).toEqual(['refused'])
    expect(stub.received).toHaveLength(2)
    stub.script({ kind: 'honest' })
    expect((await ready(vectors)).length).toBeGreaterThan(5)
    const texts = sent().filter((text) => text !== 'rut')
    expect(new Set(texts).size).toBe(editions)
    expect(texts.length).toBeLessThan(editions + 17)
  })

  it('are gone without where the vector of the question does not come in time', async () => {
    const vectors = open({ questionMs: 50 })
    await ready(vectors)
    stub.script({ kind: 'hanging' })
    const started = performance.now()
    expect(await near(vectors, 'rut')).toBeNull()
    expect(performance.now() - started).toBeLessThan(1000)
    stub.script({ kind: 'status', status: 500 })
    expect(await near(vectors, 'rut')).toBeNull()
  })

  it('are not compared with those of another length', async () => {
    const short = { get: (names: readonly string[]) => Promise.resolve(names.map(() => Float32Array.of(1))) }
    const vectors = open({ cache: { ...cacheOf(), ...short } })
    await until(
      () => near(vectors, 'rut').then(() => Promise.resolve(sent())),
      ({ length }) => length > 0,
    )
    expect(await near(vectors, 'rut')).toBeNull()
  })

  it('are not asked for any more when the house closes', async () => {
    const closing = new AbortController()
    stub.script({ kind: 'hanging' })
    const reported: string[] = []
    const vectors = open({ closing: closing.signal, report: (why) => reported.push(why) })
    await until(
      () => Promise.resolve(stub.received),
      ({ length }) => length > 0,
    )
    closing.abort()
    expect(await near(vectors, 'rut')).toBeNull()
    expect(stub.received).toHaveLength(1)
    expect(reported).toEqual([])
  })
})
