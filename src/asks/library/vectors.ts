import { createHash } from 'node:crypto'
import type { CountryCode } from '../../core/content.ts'
import type { Model } from '../model/model.ts'
import type { Library } from './index.ts'
import type { Entry } from './shelf.ts'

/** Keeps vectors from one start to the next. Whoever keeps them fulfils it; one that is away keeps none. */
export interface VectorCache {
  /** What is kept under these names, in their order. */
  get(names: readonly string[]): Promise<readonly (Float32Array | null)[]>
  put(vectors: readonly { readonly name: string; readonly vector: Float32Array }[]): Promise<void>
}

/** The model that makes vectors, and where they are kept. */
export interface Meaning {
  /** Its name: vectors of different models cannot be compared. */
  readonly model: string
  readonly cache: VectorCache
  /** Ends what is under way when the house closes. */
  readonly closing: AbortSignal
}

/** How near the sections of a country are to a question by what they mean. */
export interface Closeness {
  /** Cosines by the id of the section: of its languages, the nearest. */
  readonly cosines: ReadonlyMap<string, number>
}

export interface Vectors {
  /** Null as long as it is not known of all sections, or where the model does not answer in time. */
  near(question: string, country: CountryCode, signal: AbortSignal): Promise<Closeness | null>
}

export interface VectorTools extends Meaning {
  readonly embed: Model['embed']
  /** Told why vectors cannot be had; search goes on without them. */
  readonly report: (why: string) => void
  /** Longest wait for the vector of a question; 2 s when absent. */
  readonly questionMs?: number
  /** After trouble so long nothing is tried; 30 s when absent. */
  readonly restMs?: number
}

/**
 * Has every section of a library embedded, in the background: those kept from an earlier start are not asked for again.
 * Trouble ends it until a later question finds it rested.
 */
export function openVectors(library: Library, tools: VectorTools): Vectors {
  const { embed, closing, report, questionMs = 2000, restMs = 30_000 } = tools
  const all = library.shelves.flatMap(({ entries }) => entries)
  const known = new Map<Entry, Float32Array>()
  let busy = false
  let restsUntil = 0

  function prepare(): void {
    if (busy || closing.aborted || performance.now() < restsUntil) return
    busy = true
    void prepared(all, known, tools)
      .catch(String)
      .then((trouble) => {
        busy = false
        if (trouble === null || closing.aborted) return
        restsUntil = performance.now() + restMs
        report(trouble)
      })
  }

  prepare()
  return {
    async near(question, country, signal) {
      if (known.size < all.length) {
        prepare()
        return null
      }
      const inTime = AbortSignal.any([signal, closing, AbortSignal.timeout(questionMs)])
      const answer = await embed([question], inTime)
      if (answer.kind === 'unavailable') return null
      const asked = unit(answer.vectors[0] ?? [])
      const cosines = new Map<string, number>()
      for (const [{ id, article }, vector] of known) {
        if (article.country !== country || vector.length !== asked.length) continue
        cosines.set(id, Math.max(cosines.get(id) ?? -1, dot(asked, vector)))
      }
      return cosines.size === 0 ? null : { cosines }
    },
  }
}

/** Texts sent together. Few: what may not leave is looked for in each of them, and people wait meanwhile. */
const batch = 16
const batchMs = 30_000

/** Fills in what is not known yet; says why it could not. */
async function prepared(
  all: readonly Entry[],
  known: Map<Entry, Float32Array>,
  { model, cache, closing, embed }: VectorTools,
): Promise<string | null> {
  const unknown = all.filter((entry) => !known.has(entry))
  for (let n = 0; n < unknown.length; n += batch) {
    const some = unknown.slice(n, n + batch).map((entry) => ({ entry, text: textOf(entry) }))
    const named = some.map((one) => ({ ...one, name: nameOf(model, one.text) }))
    const kept = await cache.get(named.map(({ name }) => name))
    for (const [at, vector] of kept.entries()) {
      const entry = named[at]?.entry
      if (entry !== undefined && vector !== null) known.set(entry, vector)
    }
    const missing = named.filter(({ entry }) => !known.has(entry))
    if (missing.length === 0) continue
    const answer = await embed(
      missing.map(({ text }) => text),
      AbortSignal.any([closing, AbortSignal.timeout(batchMs)]),
    )
    if (answer.kind === 'unavailable') return answer.why
    const made = missing.map((one, at) => ({ ...one, vector: unit(answer.vectors[at] ?? []) }))
    for (const { entry, vector } of made) known.set(entry, vector)
    await cache.put(made.map(({ name, vector }) => ({ name, vector })))
  }
  return null
}

/** UTF-16 units of a section that are embedded: no model reads without end, and the answer stands first. */
const longest = 6000

function textOf({ section }: Entry): string {
  return [section.heading, ...section.asked, section.body].join('\n').slice(0, longest)
}

/** A changed text has another name, so nothing old is ever taken for it. */
function nameOf(model: string, text: string): string {
  return createHash('sha256').update(`${model}\0${text}`).digest('base64url')
}

/** The same direction, one long: then a cosine is a sum of products. */
function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector)
  return Float32Array.from(vector, (one) => (length === 0 ? 0 : one / length))
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let n = 0; n < a.length; n++) sum += (a[n] ?? 0) * (b[n] ?? 0)
  return sum
}
