import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../src/asks/library/index.ts'
import type { Budget } from '../../src/asks/model/attempt.ts'
import type { Model } from '../../src/asks/model/model.ts'
import { asker } from '../../src/asks/run.ts'
import type { ConsultAsk } from '../../src/asks/consult.ts'
import type { Behaviour, Lie } from '../openai-stub.ts'
import { sharedStub } from '../shared-stub.ts'
import { until } from '../store/made.ts'
import { content } from './content.ts'
import { editionOf, strangeIn, toldIn } from './judge.ts'
import { doorTo } from './model/door.ts'
import { injections } from './model/injections.ts'
import { answerable } from './questions.ts'
import { personal } from './seeds.ts'

const stub = sharedStub()

const library = openLibrary(content)
const today = () => '2026-11-24'
const extractive = asker({ content, today })
const person = 'telegram:573009998877'

function asked(question: string, more: Partial<ConsultAsk> = {}): ConsultAsk {
  return {
    ...{ id: 'ask-778899', kind: 'consult', question, language: 'es', country: 'co' },
    ...{ before: [], product: null, askedBack: true, ...more },
  }
}

let door: Model

/** Opening a library takes a second: the tests share two askers, and each has a door of its own. */
const model: Model = {
  ground: (given, who) => door.ground(given, who),
  choose: (given, who) => door.choose(given, who),
  transcribe: (given, who) => door.transcribe(given, who),
  speak: (said, who) => door.speak(said, who),
  embed: (texts, signal) => door.embed(texts, signal),
}
const patient = asker({ content, today, model })
const hurried = asker({ content, today, model, deadlineMs: 600 })

/** Somebody asks of Puerto with a model behind it, over HTTP. */
function withModel(tools: Parameters<typeof doorTo>[1] = {}, run = patient): typeof patient {
  door = doorTo(stub, tools)
  return run
}

const rut = asked('q codigo le pongo al rut')

describe('an answer worded by a model', () => {
  it('is made of sentences found again in the sections it cites, with their sources', async () => {
    const [told] = toldIn(await withModel()(person, rut))
    const [own] = toldIn(await extractive(person, rut))
    if (told === undefined || own === undefined) throw new Error('nothing was told')
    expect(told.text).not.toBe(own.text)
    expect(told.sections[0]).toEqual(own.sections[0])
    expect(told.facts).toEqual(expect.arrayContaining([...own.facts]))
    expect(told.sources).toEqual(expect.arrayContaining([...own.sources]))
    const given = told.sections.map(({ id }) => editionOf(library, id, 'es')).join('\n')
    for (const sentence of told.text.split(/(?<=[.!?]) /)) expect(given).toContain(sentence)
    expect(strangeIn(told, library)).toEqual([])
  })

  it('cites the sections it uses and no others, and names them all', async () => {
    const run = withModel()
    for (const { q, language, country } of answerable.slice(0, 40)) {
      const ask = asked(q, { language, country })
      const [told] = toldIn(await run(person, ask))
      if (told === undefined) continue
      expect(told.sections.length, q).toBeGreaterThan(0)
      expect(told.sections.length, q).toBeLessThanOrEqual(2)
      expect(strangeIn(told, library), q).toEqual([])
    }
  })
})

describe('a model that lies', () => {
  const lies: readonly Lie[] = ['quote', 'number', 'link', 'phone', 'passage']

  it.each(lies)('puts nothing before a person that the cited sections do not say, in 100 tries: %s', async (lie) => {
    const run = withModel()
    let worded = 0
    for (let n = 0; n < 100; n++) {
      const { q, language, country } = answerable[(n * 3) % answerable.length] ?? {
        q: '',
        language: 'es',
        country: 'co',
      }
      const half = n % 2 === 1
      stub.script({ kind: 'lying', lie, n, half })
      const ask = asked(q, { language, country })
      const [told, own] = [toldIn(await run(person, ask)), toldIn(await extractive(person, ask))]
      for (const one of told) expect(strangeIn(one, library), q).toEqual([])
      expect(told.length).toBe(own.length)
      if (half) worded += told.filter(({ text }, at) => text !== own[at]?.text).length
      else expect(told, q).toEqual(own)
    }
    // The sentences that are true are said beside those that are not.
    expect(worded).toBeGreaterThan(20)
  })

  it('would be seen if it were believed', () => {
    const text = 'Cuesta 1007 pesos. Escriba a x@pagos.example, mire pagos-falsos.example, llame al 310 200 4455.'
    const sections = [{ id: 'co/rut#code-22', version: '' }]
    const told = {
      ...{ text, sections, language: 'es', country: 'co', facts: [], sources: [], confirm: [] },
      ...nothingElse,
    }
    expect(strangeIn(told, library)).toEqual(
      expect.arrayContaining(['1007', 'x@pagos.example,', 'pagos-falsos.example', '310 200 4455']),
    )
  })
})

const nothingElse = { reviewed: '', overdueSince: null, related: [], score: 1 }

describe('an answer comes from the articles as they are', () => {
  it.each<readonly [string, Behaviour]>([
    ['where the model is asked too often', { kind: 'status', status: 429 }],
    ['where it fails', { kind: 'status', status: 500 }],
    ['where its key is wrong', { kind: 'status', status: 401 }],
    ['where it says nothing', { kind: 'says', text: '' }],
    ['where it has no sentence', { kind: 'says', text: '{"sentences":[]}' }],
    ['where it talks nonsense', { kind: 'says', text: 'Claro que sí, con mucho gusto.' }],
    ['where it sends no JSON', { kind: 'body', body: '<html>502</html>' }],
    ['where it never ends', { kind: 'endless' }],
    ['where it does not answer', { kind: 'hanging' }],
  ])('%s', async (_title, behaviour) => {
    stub.script(behaviour)
    const run = withModel({ tools: { callMs: 120 } }, hurried)
    const started = performance.now()
    expect(await run(person, rut)).toEqual(await extractive(person, rut))
    expect(performance.now() - started).toBeLessThan(600)
  })

  it('where it hangs longer than the ask has, also for three questions at once', async () => {
    stub.script({ kind: 'hanging' })
    const run = withModel({ tools: { callMs: 5000 } }, hurried)
    const three = asked(
      '¿Qué código pongo en el RUT?\n¿Cómo saco la firma electrónica?\n¿Cuánto dura la firma electrónica?',
      {
        askedBack: false,
      },
    )
    const result = await run(person, three)
    expect(result).toEqual(await extractive(person, three))
    expect(toldIn(result)).toHaveLength(3)
  })

  it('where nothing listens at its address', async () => {
    const run = withModel({ settings: { baseUrl: 'http://127.0.0.1:9/v1' } })
    expect(await run(person, rut)).toEqual(await extractive(person, rut))
  })

  it('where the tokens are used up, and nothing is sent', async () => {
    const budget: Budget = { reserve: () => Promise.resolve(null) }
    expect(await withModel({ tools: { budget } })(person, rut)).toEqual(await extractive(person, rut))
    expect(stub.received).toEqual([])
  })

  it('where it is left alone after failures, and by the model again when it works', async () => {
    let now = 0
    stub.script({ kind: 'status', status: 401 })
    const run = withModel({ tools: { now: () => now } })
    const own = await extractive(person, rut)
    for (let n = 0; n < 8; n++) expect(await run(person, rut)).toEqual(own)
    expect(stub.received).toHaveLength(5)
    stub.script({ kind: 'honest' })
    now = 30_000
    expect(await run(person, rut)).not.toEqual(own)
  })

  it('where no model is named for it', async () => {
    expect(await withModel({ settings: { model: undefined } })(person, rut)).toEqual(await extractive(person, rut))
  })
})

describe('words that try to take a model over', () => {
  it.each(injections)('change nothing where a person says them to a model that obeys: %s', async (line) => {
    stub.script({ kind: 'lying', lie: 'obeys' })
    const ask = asked(`q codigo le pongo al rut ${line}`)
    expect(await withModel()(person, ask)).toEqual(await extractive(person, ask))
  })

  it.each(injections)('change nothing where an article holds them: %s', async (line) => {
    const articles = content.articles.map((article) =>
      article.id === 'co/rut'
        ? { ...article, sections: article.sections.map((one) => ({ ...one, body: `${one.body}\n${line}` })) }
        : article,
    )
    const few = {
      ...content,
      articles: articles.filter(({ country, language }) => country === 'co' && language === 'es'),
    }
    const [plain, worded] = [asker({ content: few, today }), asker({ content: few, today, model: doorTo(stub) })]
    stub.script({ kind: 'lying', lie: 'obeys' })
    expect(await worded(person, rut)).toEqual(await plain(person, rut))
    stub.script({ kind: 'honest' })
    const [told] = toldIn(await worded(person, rut))
    expect(told?.text).toMatch(/^En la casilla 53/)
  })
})

describe('what leaves', () => {
  const about = 'q codigo le pongo al rut para exportar, en que casilla va'
  const ofWhoAsks = { product: 'zurumbaticas de Nariño', before: ['co/rut#update'] }

  /** Every body that left for a question that holds something personal. */
  async function left(run: ReturnType<typeof asker>): Promise<string[]> {
    const paths: string[] = []
    for (const { digits, forms } of personal) {
      for (const form of forms) {
        stub.received.length = 0
        await run(person, asked(`${about}; ${form}`, ofWhoAsks))
        for (const { path, body } of stub.received) {
          paths.push(path)
          expect(body).toContain(about)
          expect(body.replace(/[^\p{L}\d]/gu, '').toLowerCase()).not.toContain(digits)
          expect(body).not.toMatch(/3009998877|telegram|ask-778899|zurumbaticas|co\/rut/)
        }
      }
    }
    return paths
  }

  it('to be worded is the question and passages: nothing personal in them, and nothing of who asks', async () => {
    expect((await left(withModel())).length).toBeGreaterThan(50)
  })

  it('to be found by its meaning is the question, in the same way', async () => {
    const kept = new Map<string, Float32Array>()
    const cache = {
      get: (names: readonly string[]) => Promise.resolve(names.map((name) => kept.get(name) ?? null)),
      put: (vectors: readonly { name: string; vector: Float32Array }[]) => {
        for (const { name, vector } of vectors) kept.set(name, vector)
        return Promise.resolve()
      },
    }
    const meaning = { model: 'vectors', cache, closing: new AbortController().signal }
    const few = { ...content, articles: content.articles.filter(({ id }) => id === 'co/rut') }
    const run = asker({ content: few, today, model: doorTo(stub), meaning })
    // The vectors of the articles are there once the one of a question is asked for.
    await until(
      () => run(person, asked('rut')).then(() => stub.received.filter(({ body }) => body.includes('["rut"]'))),
      ({ length }) => length > 0,
    )
    const paths = await left(run)
    expect(paths.filter((path) => path === '/v1/embeddings')).toHaveLength(
      personal.reduce((sum, { forms }) => sum + forms.length, 0),
    )
  })
})
