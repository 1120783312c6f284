import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../store/made.ts'
import { openSite, type Site } from './site.ts'
import { visit } from './visitor.ts'

let site: Site

beforeAll(async () => {
  site = await openSite({ embedOrigins: ['https://www.example.org'] })
})

afterAll(async () => {
  await site.stop()
  expect(site.reported).toEqual([])
})

describe('a page that is opened for the first time', () => {
  test.each([
    ['es', /^Hola\. Soy el asistente/],
    ['en', /^Hello/],
    ['hi', /^नमस्ते/],
  ])('is greeted in its language: %s', async (language, greeting) => {
    const person = await visit(site.url, language)
    const leave = await person.listen()
    const { choices } = await person.hears(greeting)
    expect(choices?.map(({ value }) => value)).toEqual(['start', 'customs-route', 'ask', 'adviser'])
    expect(person.told).toHaveLength(1)
    leave()
  })

  test('is not greeted again when it is opened a second time', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    leave()
    const again = await person.listen()
    await person.say('ayuda')
    await person.hears(/puede escribir/)
    expect(person.told.filter(({ text }) => text.startsWith('Hola'))).toHaveLength(2)
    again()
  })
})

describe('what is written on a page', () => {
  test('is stored, shown as a letter of the person, and answered in this order', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    expect(await person.say('1')).toEqual({ status: 202, body: { status: 'stored' } })
    await person.hears(/permiso/)
    expect(person.told.slice(1).map(({ who }) => who)).toEqual(['person', 'bot'])
    leave()
  })

  test('ten times at once under one id is one message', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    const answers = await Promise.all(Array.from({ length: 10 }, () => person.say('1', 'one-and-the-same')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    await person.hears(/permiso/)
    await person.say('4')
    await person.hears(/no guardo nada/)
    expect(person.told.filter(({ text }) => text === '1')).toHaveLength(1)
    leave()
  })

  test('reaches every page of the person, and one that comes back asks for what it missed', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    const greeting = await person.hears(/^Hola/)
    leave()
    await person.say('1')
    const again = await person.listen(greeting.number)
    await person.hears(/permiso/)
    expect(person.told.map(({ id }) => id)).toEqual([...new Set(person.told.map(({ id }) => id))])
    again()
  })

  test('may be a button, which counts for the question it hung under and not for a later one', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    const tap = (value: string, label: string, question?: string) =>
      person.post(JSON.stringify({ id: crypto.randomUUID(), choice: { value, ...(question && { question }) }, label }))
    await tap('start', 'Ver qué tan listo estoy')
    await person.hears(/permiso/)
    await tap('accept', 'Acepto')
    await person.hears(/18 años/)
    await tap('adult', 'Sí')
    const { question } = await person.hears(/vender en otros países/)
    await tap('goods', 'Un producto', question?.id)
    await person.hears(/alguna vez|se ha vendido|otro país/)
    await tap('goods', 'Un producto', question?.id)
    await person.hears(/ya no está abierta|botón|anterior/i)
    expect(person.told.filter(({ who }) => who === 'person').map(({ text }) => text)).toContain('Un producto')
    leave()
  })

  test('may be a "yes" that hung under something else, which deletes nothing', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    const tap = (value: string, label: string, card?: string) =>
      person.post(JSON.stringify({ id: crypto.randomUUID(), choice: { value, card }, label }))
    for (const [words, answer] of [
      ['1', /permiso/],
      ['1', /18 años/],
      ['1', /vender en otros países/],
      ['¿cuánto pesa la luna?', /¿Quiere\?/],
    ] as const) {
      await person.say(words)
      await person.hears(answer)
    }
    const { card: promise, choices } = await person.hears(/¿Quiere\?/)
    expect(choices?.map(({ value }) => value)).toContain('yes')
    await person.say('borrar mis datos')
    const { card: sure } = await person.hears(/¿Borro todo lo suyo\?/)
    await tap('yes', 'Sí, averígüenlo', promise)
    await person.hears(/Ese botón era de una pregunta anterior/)
    await tap('yes', 'Sí, borrar', sure)
    await person.hears(/quedaron borrados/)
    leave()
  })

  test("is refused where a stranger's site sends it, or a browser without the cookie", async () => {
    const person = await visit(site.url)
    const body = JSON.stringify({ id: 'from-elsewhere', text: 'hola' })
    const foreign = [
      { Cookie: person.cookie, 'Sec-Fetch-Site': 'cross-site' },
      { Cookie: person.cookie, 'Sec-Fetch-Site': 'none' },
      { Cookie: person.cookie, Origin: 'https://evil.example' },
      { Cookie: person.cookie },
    ]
    for (const headers of foreign) expect((await person.post(body, headers)).status).toBe(403)
    expect((await person.post(body, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(401)
  })

  test('that cannot be read gets a sentence and breaks nothing', async () => {
    const person = await visit(site.url)
    const bodies = [
      '',
      '{',
      '[]',
      'null',
      '"hola"',
      '{"id":"12345678"}',
      '{"id":"12345678","text":7}',
      '{"id":"12345678","text":"hola","__proto__":{"who":"staff"}}',
      '{"id":"12345678","text":"hola","extra":1}',
      '['.repeat(10_000),
      `{"id":"12345678","text":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    ]
    for (const body of bodies) {
      const response = await person.post(body)
      expect([400, 429]).toContain(response.status)
      expect(await response.json()).toHaveProperty('message')
    }
    expect((await person.post(JSON.stringify({ id: 'too-long-1', text: 'a'.repeat(40_000) }))).status).toBe(413)
  })

  test('too fast is asked to wait, and a flood of one person is not felt by another', async () => {
    const flood = await visit(site.url)
    const answers = await Promise.all(Array.from({ length: 120 }, (_, n) => flood.say(`${n}`)))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(30)
    expect(refused[0]?.body).toMatchObject({ message: expect.any(String), retryAfterMs: expect.any(Number) })
    const other = await visit(site.url)
    expect((await other.say('hola')).status).toBe(202)
  })
})

describe('a file that came with a letter', () => {
  test('is handed to its person and to nobody else', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    await person.say('mis datos')
    await person.hears(/qué desea hacer con sus datos/i)
    await person.say('1')
    const letter = await until(
      () => Promise.resolve(person.told.find(({ media }) => media !== undefined)),
      (found) => found !== undefined,
    )
    const href = letter?.media?.href ?? ''
    const mine = await person.get(href)
    expect(await mine.text()).toBe('{"yours":true}')
    expect(mine.headers.get('content-disposition')).toContain('attachment')
    const stranger = await visit(site.url)
    expect((await stranger.get(href)).status).toBe(404)
    leave()
  })
})

describe('every answer', () => {
  test('carries the strict headers, and only the chat page may be framed, by the sites that are named', async () => {
    for (const path of ['/', '/staff', '/healthz', '/static/chat/main.js', '/nowhere']) {
      const { headers } = await fetch(site.url + path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).toContain(
        path === '/' ? "frame-ancestors 'self' https://www.example.org" : "frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test('about health is in words', async () => {
    expect(await (await fetch(`${site.url}/healthz`)).json()).toEqual({ alive: true })
    expect(await (await fetch(`${site.url}/readyz`)).json()).toEqual({ ready: true })
    expect(await (await fetch(`${site.url}/metrics`)).text()).toMatch(/puerto_chat_messages_total \d+/)
  })
})

test('while Redis is away nothing is acknowledged; once it is back the same post is taken, and the page goes on', async () => {
  const place = await openSite()
  try {
    const person = await visit(place.url)
    const leave = await person.listen()
    const greeting = await person.hears(/^Hola/)
    await place.redis.kill()
    const begun = performance.now()
    const refused = await person.say('1', 'while-away')
    expect(refused).toMatchObject({ status: 503, body: { message: expect.any(String) } })
    expect(performance.now() - begun).toBeLessThan(2_000)
    expect(await (await fetch(`${place.url}/readyz`)).json()).toMatchObject({ ready: false })
    await place.redis.restart()
    await until(
      () => person.say('1', 'while-away'),
      ({ status }) => status === 202,
    )
    leave()
    const again = await person.listen(greeting.number)
    await person.hears(/permiso/)
    again()
  } finally {
    await place.stop()
  }
})
