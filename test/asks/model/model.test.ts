import { describe, expect, test } from 'vitest'
import { sharedStub } from '../../shared-stub.ts'
import { asking, doorTo, plenty } from './door.ts'

const stub = sharedStub()

const passages = [
  { id: 'co/rut#code-22', text: 'En la casilla 54 va el 22, «Exportador». Mire en dian.gov.co.' },
  { id: 'co/rut#update', text: 'Se actualiza en https://www.dian.gov.co, sin intermediarios.' },
]
const question = { question: '¿Qué código pongo en el RUT?', language: 'es', passages }

describe('an answer from passages', () => {
  test('comes in sentences that name their passages, with the links put back', async () => {
    expect(await doorTo(stub).ground(question, asking())).toEqual({
      kind: 'grounded',
      sentences: passages.map(({ id, text }) => ({ text, passages: [id], quote: text })),
    })
  })

  test('is asked for with the prompt, the form of the answer, and nothing else', async () => {
    await doorTo(stub).ground(question, asking())
    const sent: unknown = JSON.parse(stub.received[0]?.body ?? '')
    expect(sent).toMatchObject({
      model: 'chat',
      temperature: 0,
      max_tokens: 900,
      response_format: { type: 'json_schema', json_schema: { strict: true } },
      messages: [{ role: 'system' }, { role: 'user' }],
    })
    expect(sent).not.toHaveProperty('tools')
    expect(sent).not.toHaveProperty('user')
    const text = stub.received[0]?.body ?? ''
    expect(text).toContain('Write in Spanish')
    expect(text).toContain('Mire en [L1].')
    expect(text).toContain('Se actualiza en [L2], sin')
    for (const kept of ['dian.gov', 'abc', 'co/rut']) expect(text).not.toContain(kept)
  })

  test('is read with words or thoughts around its JSON', async () => {
    const said =
      '<think>{"a":1}</think>Here it is:\n```json\n{"sentences":[{"text":"Sí.","passages":["[P2]"],"quote":"q"}]}\n```'
    stub.script({ kind: 'says', text: said })
    expect(await doorTo(stub).ground(question, asking())).toEqual({
      kind: 'grounded',
      sentences: [{ text: 'Sí.', passages: ['co/rut#update'], quote: 'q' }],
    })
  })

  test('leaves out what an endpoint says it does not take, from then on', async () => {
    const refuses = (message: string) => ({ kind: 'status', status: 400, message }) as const
    stub.script(refuses("'response_format' is not supported"), refuses('no temperature here'), { kind: 'honest' })
    const door = doorTo(stub)
    expect(await door.ground(question, asking())).toMatchObject({ kind: 'grounded' })
    expect(await door.ground(question, asking())).toMatchObject({ kind: 'grounded' })
    expect(stub.received).toHaveLength(4)
    for (const { body } of stub.received.slice(2)) expect(body).not.toMatch(/response_format|temperature/)
  })

  test('takes as many passages as fit', async () => {
    const many = Array.from({ length: 30 }, (_, n) => ({ id: `p${n}`, text: `passage number ${n} `.repeat(40) }))
    await doorTo(stub).ground({ ...question, passages: many }, asking())
    const body = stub.received[0]?.body ?? ''
    expect(body).toContain('passage P1\\n')
    expect(body).not.toContain('passage P29\\n')
    expect(body.length).toBeLessThan(14_000)
  })
})

describe('a reading of free words', () => {
  const given = {
    question: '¿Tiene RUT?',
    language: 'es',
    options: [
      { id: 'yes', label: 'Sí tengo' },
      { id: 'no', label: 'Todavía no' },
    ],
  }

  test('is one of the options', async () => {
    expect(await doorTo(stub).choose({ ...given, text: 'pues todavía no' }, asking())).toEqual({
      kind: 'chosen',
      option: 'no',
      sure: true,
      isQuestion: false,
    })
  })

  test('is none where no option is meant, and says whether it is a question', async () => {
    expect(await doorTo(stub).choose({ ...given, text: '¿y eso qué es?' }, asking())).toEqual({
      kind: 'chosen',
      option: null,
      sure: false,
      isQuestion: true,
    })
  })

  test('is never an option that was not offered', async () => {
    stub.script({ kind: 'says', text: '{"option":"O9","sure":true,"question":false}' })
    expect(await doorTo(stub).choose({ ...given, text: 'x' }, asking())).toEqual(unavailable('nonsense'))
  })
})

describe('voice and vectors', () => {
  test('a voice note becomes text', async () => {
    stub.script({ kind: 'hears', text: ' vendo café ' })
    const given = { audio: new Uint8Array(400), mime: 'audio/ogg; codecs=opus', language: 'es' }
    expect(await doorTo(stub).transcribe(given, asking())).toEqual({ kind: 'transcribed', text: 'vendo café' })
    expect(stub.received[0]?.body).toContain('filename="voice.ogg"')
  })

  test('a silent one gives nothing', async () => {
    stub.script({ kind: 'hears', text: ' ' })
    const given = { audio: new Uint8Array(4), mime: 'audio/mpeg', language: 'es' }
    expect(await doorTo(stub).transcribe(given, asking())).toEqual(unavailable('empty'))
  })

  test('a text becomes a voice note', async () => {
    expect(await doorTo(stub).speak('hola', asking())).toMatchObject({ kind: 'spoken', mime: 'audio/ogg' })
    stub.script({ kind: 'says', text: '<html>' })
    expect(await doorTo(stub).speak('hola', asking())).toEqual(unavailable('nonsense'))
  })

  test('texts become vectors, in their order', async () => {
    const { signal } = asking()
    const answer = await doorTo(stub).embed(
      Array.from({ length: 300 }, (_, n) => `text ${n % 3}`),
      signal,
    )
    if (answer.kind !== 'embedded') throw new Error(answer.why)
    expect(answer.vectors).toHaveLength(300)
    expect(answer.vectors[0]).toEqual(answer.vectors[3])
    expect(answer.vectors[0]).not.toEqual(answer.vectors[1])
    expect(stub.received).toHaveLength(3)
  })

  test('fewer vectors than texts are nonsense', async () => {
    stub.script({ kind: 'body', body: '{"data":[]}' })
    expect(await doorTo(stub).embed(['a'], asking().signal)).toEqual(unavailable('nonsense'))
  })
})

describe('trouble is a value', () => {
  test.each([
    ['an empty answer', { kind: 'says', text: ' ' }, 'empty'],
    ['words without JSON', { kind: 'says', text: 'Claro, con gusto.' }, 'nonsense'],
    ['JSON of another form', { kind: 'says', text: '{"sentences":"no"}' }, 'nonsense'],
    ['half of a JSON', { kind: 'says', text: '{"sentences":[{"text":' }, 'nonsense'],
    ['a body that is no JSON', { kind: 'body', body: '<html>' }, 'nonsense'],
    ['a body without choices', { kind: 'body', body: '{}' }, 'nonsense'],
    ['a body without a message', { kind: 'body', body: '{"choices":[]}' }, 'nonsense'],
    ['a body that says null', { kind: 'body', body: 'null' }, 'nonsense'],
    ['an answer without end', { kind: 'endless' }, 'too_long'],
    ['one that goes on and on', { kind: 'says', text: `{"sentences":[]}${' x'.repeat(50_000)}` }, 'too_long'],
    ['a wrong key', { kind: 'status', status: 401 }, 'refused'],
    ['a model that does not exist', { kind: 'status', status: 404 }, 'refused'],
    ['too many calls', { kind: 'status', status: 429 }, 'busy'],
    ['too many calls for a long time', { kind: 'status', status: 429, headers: { 'retry-after': '60' } }, 'busy'],
  ] as const)('%s', async (_title, behaviour, why) => {
    stub.script(behaviour)
    expect(await doorTo(stub).ground(question, asking())).toEqual(unavailable(why))
    expect(stub.received).toHaveLength(1)
  })

  test('a model nobody named', async () => {
    const names = ['model', 'transcriptionModel', 'speechModel', 'embeddingModel']
    const nothing = Object.fromEntries(names.map((name) => [name, undefined]))
    const door = doorTo(stub, { settings: nothing })
    const none = unavailable('not_configured')
    expect(await door.ground(question, asking())).toEqual(none)
    expect(await door.choose({ text: '', question: '', language: 'es', options: [] }, asking())).toEqual(none)
    expect(await door.transcribe({ audio: new Uint8Array(), mime: '', language: 'es' }, asking())).toEqual(none)
    expect(await door.speak('a', asking())).toEqual(none)
    expect(await door.embed(['a'], asking().signal)).toEqual(none)
    expect(stub.received).toEqual([])
  })

  test('a service that is not there', async () => {
    const door = doorTo(stub, { settings: { baseUrl: 'http://127.0.0.1:9/v1' } })
    expect(await door.ground(question, asking())).toEqual(unavailable('unreachable'))
    expect(await door.embed(['a'], asking().signal)).toEqual(unavailable('unreachable'))
  })

  test('a bug is none: it is thrown', async () => {
    const budget = { reserve: () => Promise.reject(new Error('a bug')) }
    await expect(doorTo(stub, { tools: { budget } }).ground(question, asking())).rejects.toThrow('a bug')
  })
})

describe('a second try', () => {
  test.each([
    ['an error of the service', { kind: 'status', status: 503 }],
    ['a short rest it asked for', { kind: 'status', status: 429, headers: { 'retry-after-ms': '20' } }],
    ['a call that took too long', { kind: 'hanging' }],
  ] as const)('follows %s', async (_title, behaviour) => {
    stub.script(behaviour, { kind: 'honest' })
    const door = doorTo(stub, { tools: { callMs: 400 } })
    expect(await door.ground(question, asking())).toMatchObject({ kind: 'grounded' })
    expect(stub.received).toHaveLength(2)
  })

  test('is the last', async () => {
    stub.script({ kind: 'status', status: 500 })
    expect(await doorTo(stub).ground(question, asking())).toEqual(unavailable('broken'))
    expect(stub.received).toHaveLength(2)
  })
})

describe('time', () => {
  test('one call takes no longer than it may, and two no longer than their ask', async () => {
    stub.script({ kind: 'hanging' })
    const started = performance.now()
    const door = doorTo(stub, { tools: { callMs: 100 } })
    expect(await door.ground(question, asking(160))).toEqual(unavailable('late'))
    expect(await door.speak('hola', asking(160))).toEqual(unavailable('late'))
    expect(performance.now() - started).toBeLessThan(1500)
  })

  test('nothing is sent for an ask that is over', async () => {
    expect(await doorTo(stub).ground(question, { person: 'abc', signal: AbortSignal.abort() })).toEqual(
      unavailable('late'),
    )
    expect(stub.received).toEqual([])
  })

  test('a slow answer within it counts', async () => {
    stub.script({ kind: 'slow', ms: 60 })
    expect(await doorTo(stub).ground(question, asking())).toMatchObject({ kind: 'grounded' })
  })
})

describe('a service that fails', () => {
  test('is left alone after five failures, and tried once after the rest', async () => {
    let now = 0
    stub.script({ kind: 'status', status: 401 })
    const door = doorTo(stub, { tools: { now: () => now } })
    for (let n = 0; n < 5; n++) expect(await door.ground(question, asking())).toEqual(unavailable('refused'))
    expect(await door.ground(question, asking())).toEqual(unavailable('resting'))
    expect(stub.received).toHaveLength(5)
    expect(await door.embed(['a'], asking().signal)).toEqual(unavailable('refused'))

    now = 30_000
    expect(await door.ground(question, asking())).toEqual(unavailable('refused'))
    expect(await door.ground(question, asking())).toEqual(unavailable('resting'))

    now = 60_000
    stub.script({ kind: 'slow', ms: 30 })
    const [first, second] = await Promise.all([door.ground(question, asking()), door.ground(question, asking())])
    expect([first.kind, second]).toEqual(['grounded', unavailable('resting')])
    expect(await door.ground(question, asking())).toMatchObject({ kind: 'grounded' })
  })
})

describe('tokens', () => {
  test('are set aside before the call and settled after it', async () => {
    const log: string[] = []
    const budget = {
      reserve(person: string, tokens: number) {
        log.push(`${person} ${stub.received.length} ${tokens > 900}`)
        return Promise.resolve({ settle: (used: number) => Promise.resolve(void log.push(`used ${used}`)) })
      },
    }
    await doorTo(stub, { tools: { budget } }).ground(question, asking())
    expect(log).toEqual(['abc 0 true', 'used 123'])
  })

  test('a call that was refused used none, one that never ended all', async () => {
    const used: number[] = []
    const budget = {
      reserve: (_person: string, tokens: number) =>
        Promise.resolve({ settle: (n: number) => Promise.resolve(void used.push(n / tokens)) }),
    }
    stub.script({ kind: 'status', status: 401 }, { kind: 'hanging' })
    await doorTo(stub, { tools: { budget } }).ground(question, asking())
    await doorTo(stub, { tools: { budget, callMs: 60 } }).ground(question, asking())
    expect(used).toEqual([0, 1, 1])
  })

  test('that are used up send nothing, and are no failure of the service', async () => {
    let left = false
    const budget = {
      reserve: (person: string, tokens: number) => (left ? plenty.reserve(person, tokens) : Promise.resolve(null)),
    }
    const door = doorTo(stub, { tools: { budget } })
    for (let n = 0; n < 7; n++) expect(await door.ground(question, asking())).toEqual(unavailable('over_budget'))
    expect(stub.received).toEqual([])
    left = true
    expect(await door.ground(question, asking())).toMatchObject({ kind: 'grounded' })
  })
})

function unavailable(why: string) {
  return { kind: 'unavailable', why }
}
