import { readdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOf } from '../store/sounds.ts'
import { until } from '../store/made.ts'
import { openSite, type Site } from './site.ts'
import { addressOf, visit } from './visitor.ts'

let site: Site
let spoken = 0

beforeAll(async () => {
  site = await openSite({
    // What is heard stands in the file.
    transcribe: (audio) => Promise.resolve(/says (.*)$/.exec(Buffer.from(audio).toString())?.[1] ?? ''),
    speak(text, language) {
      spoken += 1
      return Promise.resolve(
        text.includes('no guardo nada') ? null : { bytes: fileOf('mp3', `${language} ${text}`), mime: 'audio/mpeg' },
      )
    },
  })
})

afterAll(async () => {
  await site.stop()
  expect(site.reported).toEqual([])
})

const note = (words: string) => fileOf('webm', ` says ${words}`)
const kept = async () => (await readdir(site.mediaPath)).filter((name) => name !== 'speech')

describe('a voice note of the page', () => {
  test('is kept, shown as one, said back and taken as if it had been written', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    const answer = await person.speak(note('ver que tan listo estoy'))
    expect([answer.status, await answer.json()]).toEqual([202, { status: 'stored' }])
    await person.hears(/Escuché: «ver que tan listo estoy»[^]*permiso/)
    expect(person.told.filter(({ who }) => who === 'person').map(({ text }) => text)).toEqual(['Nota de voz'])
    expect(person.told.find(({ who }) => who === 'person')).not.toHaveProperty('media')
    leave()
  })

  test('sent ten times under one id is one message and one file', async () => {
    const before = (await kept()).length
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    const answers = await Promise.all(Array.from({ length: 10 }, () => person.speak(note('ayuda'), 'one-and-the-same')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    await person.hears(/Escuché: «ayuda»/)
    await person.say('4')
    await person.hears(/No le entendí|qué desea hacer/i)
    expect(person.told.filter(({ text }) => text === 'Nota de voz')).toHaveLength(1)
    expect(person.told.filter(({ text }) => text.includes('«ayuda»'))).toHaveLength(1)
    expect(await kept()).toHaveLength(before + 1)
    leave()
  })

  test('is refused with a sentence where it is none, too long, or not sent by the page', async () => {
    const before = await kept()
    const person = await visit(site.url)
    for (const bytes of [new Uint8Array(), fileOf('page'), fileOf('png'), fileOf('pdf')]) {
      const refused = await person.speak(bytes)
      expect([refused.status, await refused.json()]).toEqual([400, { message: expect.stringContaining('nota de voz') }])
    }
    for (const id of ['', 'short', 'a/../../../b', 'a'.repeat(65)]) {
      expect((await person.speak(note('hola'), id)).status).toBe(400)
    }
    const cross = { method: 'POST', body: note('hola'), headers: { Cookie: person.cookie } }
    expect((await fetch(`${site.url}/chat/voice?id=from-elsewhere`, cross)).status).toBe(403)
    const nobody = { ...cross, headers: { 'Sec-Fetch-Site': 'same-origin' } }
    expect((await fetch(`${site.url}/chat/voice?id=from-nobody`, nobody)).status).toBe(401)
    expect(await kept()).toEqual(before)
  })

  test('that is too large is refused while it is still coming', async () => {
    const person = await visit(site.url)
    const whole = await person.speak(new Uint8Array(5 * 1024 * 1024))
    expect([whole.status, await whole.json()]).toEqual([413, { message: expect.stringContaining('dos minutos') }])
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        if (sent > 1_000) controller.close()
        else controller.enqueue(new Uint8Array(64 * 1024))
      },
    })
    const status = await person.speak(endless).then(
      (answer) => answer.status,
      () => 'cut off',
    )
    expect([413, 'cut off']).toContain(status)
    expect(sent).toBeLessThan(1_000)
  })

  test('too many in a row are asked to wait', async () => {
    const person = await visit(site.url)
    const answers = await Promise.all(Array.from({ length: 14 }, (_, n) => person.speak(note(`hola ${n}`))))
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(3)
  })

  test('goes with everything else that is erased', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    for (const [words, heard] of [
      ['1', /permiso/],
      ['1', /18 años/],
      ['1', /vender en otros países/],
    ] as const) {
      await person.say(words)
      await person.hears(heard)
    }
    const before = await kept()
    await person.speak(note('un producto'))
    await person.hears(/Entendí: Un producto/)
    expect(await kept()).toHaveLength(before.length + 1)
    const entries = await site.store.transcript(site.store.conversationOf(addressOf(person.cookie)))
    expect(entries.map(({ text }) => text)).toContain('[voice] un producto')
    await person.speak(note('borrar mis datos'))
    await person.hears(/Borro todo lo suyo/)
    await person.say('1')
    await person.hears(/Comprobante/)
    await until(kept, (names) => names.length === before.length)
    leave()
  })
})

describe('what the bot said', () => {
  test('is read aloud to its person, once made, in parts too, and to nobody else', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    const greeting = await person.hears(/^Hola/)
    const path = `/chat/speech/${encodeURIComponent(greeting.id)}`
    const before = spoken
    const [one, two] = await Promise.all([person.get(path), person.get(path)])
    const sound = new Uint8Array(await one.arrayBuffer())
    expect(new TextDecoder().decode(sound)).toMatch(/es Hola\. Soy el asistente[^]*1\. Ver qué tan listo estoy/)
    expect(new Uint8Array(await two.arrayBuffer())).toEqual(sound)
    expect(Object.fromEntries(one.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': String(sound.length),
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    const part = await person.get(path, { Range: 'bytes=2-5' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 2-5/${sound.length}`])
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(sound.slice(2, 6))
    expect(spoken).toBeLessThanOrEqual(before + 1)
    const stranger = await visit(site.url)
    expect((await stranger.get(path)).status).toBe(404)
    expect((await fetch(site.url + path)).status).toBe(401)
    leave()
  })

  test('is not read aloud where it cannot be now, and what the person wrote never is', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    await person.say('1')
    await person.hears(/permiso/)
    await person.say('4')
    const refused = await person.hears(/no guardo nada/)
    expect((await person.get(`/chat/speech/${encodeURIComponent(refused.id)}`)).status).toBe(503)
    const own = person.told.find(({ who }) => who === 'person')
    expect((await person.get(`/chat/speech/${encodeURIComponent(own?.id ?? '')}`)).status).toBe(404)
    leave()
  })

  test('is marked for who asked for audio', async () => {
    const person = await visit(site.url)
    const leave = await person.listen()
    expect(await person.hears(/^Hola/)).not.toHaveProperty('aloud')
    await person.say('prefiero audio')
    expect(await person.hears(/prefiere escuchar/)).toMatchObject({ aloud: true })
    leave()
  })
})

test('where nobody listens, the person is told so; where nobody reads aloud, there is nothing to listen to', async () => {
  const place = await openSite()
  try {
    const person = await visit(place.url)
    const leave = await person.listen()
    const greeting = await person.hears(/^Hola/)
    await person.speak(note('hola'))
    await person.hears(/aquí nadie puede escucharla/)
    expect((await person.get(`/chat/speech/${encodeURIComponent(greeting.id)}`)).status).toBe(404)
    expect(await (await person.get('/?lang=es')).text()).not.toContain('Escuchar')
    leave()
  } finally {
    await place.stop()
  }
})

test('only the chat page may use the microphone, and only sounds of ours are played', async () => {
  const page = (await fetch(`${site.url}/`)).headers
  expect(page.get('permissions-policy')).toContain('microphone=(self)')
  expect(page.get('content-security-policy')).toContain("media-src 'self'")
  expect((await fetch(`${site.url}/staff`)).headers.get('permissions-policy')).toContain('microphone=()')
})
