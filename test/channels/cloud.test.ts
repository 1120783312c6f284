import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { channelContract } from '../contracts/channel.ts'
import { ana, cloudLines, person } from './cloud-listening.ts'
import { shownOf, written } from './cloud-line.ts'
import { envelope } from './graph-api.ts'

const { line, listening } = cloudLines()

/** Ana wrote today, and nothing else is known. */
const wrote = {
  raise: () => Promise.resolve(true),
  of: (name: string) => Promise.resolve(name.startsWith('cloud window') ? Infinity : 0),
}

channelContract(async () => {
  const on = await line({ heights: wrote })
  return {
    channel: on.channel,
    person,
    write: async (text) => ((await on.message(ana, { text: { body: text } })) === 200 ? 'acknowledged' : 'refused'),
    seen: () => Promise.resolve(on.api.sent.map(shownOf)),
  }
})

describe('what people send', () => {
  test('becomes a message of the house, each kind of its own', async () => {
    const on = await listening()
    on.api.files.set('V', new Uint8Array(3))
    on.api.files.set('P', new Uint8Array(5))
    on.api.files.set('D', new Uint8Array(7))
    on.api.files.set('X', new Uint8Array(16 * 1024 * 1024 + 1))
    const reply = { type: 'button_reply', button_reply: { id: 'q1.v3|yes', title: '1. Sí' } }
    const listReply = { type: 'list_reply', list_reply: { id: '|co', title: '1. Colombia', description: 'x' } }
    const foreign = { type: 'list_reply', list_reply: { id: 'not-ours', title: 'Otra cosa' } }
    for (const message of [
      { type: 'text', text: { body: 'q codigo pongo en el rut?' }, context: { from: '1', id: 'wamid.x' } },
      { type: 'button', button: { payload: 'go', text: 'Seguir' } },
      ...[reply, listReply, foreign].map((interactive) => ({ type: 'interactive', interactive })),
      { type: 'image', image: { id: 'P', mime_type: 'image/jpeg', sha256: 'x', caption: 'mi RUT' } },
      { type: 'document', document: { id: 'D', mime_type: 'application/pdf', filename: 'rut.pdf' } },
      { type: 'document', document: { id: 'X', mime_type: 'application/pdf', filename: 'grande.pdf' } },
      { type: 'audio', audio: { id: 'V', mime_type: 'audio/ogg; codecs=opus', voice: true } },
      { type: 'audio', audio: { id: 'gone' } },
      { type: 'sticker', sticker: { id: 'S' } },
      { type: 'video', video: { id: 'S' } },
      { type: 'location', location: { latitude: 4.6, longitude: -74 } },
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Luis' } }] },
      { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } },
      { type: 'unsupported', errors: [{ code: 131051 }] },
      { type: 'system', system: { body: 'x', type: 'user_changed_number' } },
      { type: 'something_new', something_new: {} },
    ])
      expect(await on.message(ana, message)).toBe(200)
    expect(on.heard.slice(1).map(({ body }) => body)).toMatchSnapshot()
    expect(new Set(on.heard.map(({ from }) => from))).toEqual(new Set([person]))
    expect(on.noted).toHaveLength(1)
  })

  test('comes from whoever has the id that stays, wherever it is said', async () => {
    const on = await listening()
    const text = { type: 'text', text: { body: 'hola' } }
    const about = (contacts: object[], message: object) =>
      on.post(
        envelope(on.api.phoneId, { contacts, messages: [{ id: 'wamid.a', timestamp: '1', ...text, ...message }] }),
      )
    await about([{ wa_id: '571', user_id: 'CO.7' }], { from: '571' })
    await about([{ user_id: 'CO.7' }], {})
    await about([], { from_user_id: 'IN.8', from: '918' })
    await about([{ wa_id: '571' }, { wa_id: '572', user_id: 'CO.9' }], { from: '572' })
    await about([], { from: '573' })
    await about([], {})
    await about([], { from: 'a b:c' })
    expect(on.heard.slice(1).map(({ from, hints }) => [from, hints?.country])).toEqual([
      ['cloud:CO.7', 'co'],
      ['cloud:CO.7', 'co'],
      ['cloud:IN.8', 'in'],
      ['cloud:CO.9', 'co'],
      ['cloud:573', undefined],
    ])
  })

  test('is marked as read, with the sign that an answer is under way', async () => {
    const on = await listening()
    await on.channel.stop()
    expect(on.api.read).toEqual(['wamid.in0'])
  })

  test('may be a sound that does not come: it stays with WhatsApp, and is fetched later', async () => {
    const on = await listening()
    await on.message(ana, { type: 'audio', audio: { id: 'V', mime_type: 'audio/ogg; codecs=opus' } })
    const body = on.heard[1]?.body
    expect(body).toEqual({ kind: 'voice', media: { kind: 'voice', mime: 'audio/ogg', path: 'cloud:V' } })
    on.api.files.set('V', new Uint8Array([1, 2]))
    if (body?.kind === 'voice') expect(await on.channel.fetch(body.media)).toEqual(new Uint8Array([1, 2]))
  })
})

describe('what is sent', () => {
  const choices = (n: number, label = 'Opción') =>
    Array.from({ length: n }, (_, at) => ({ value: `v${at}`, label: `${label} ${at}` }))

  test('has the form that WhatsApp has for so many choices and so much text', async () => {
    const on = await listening()
    const long = 'Todavía no, pero ya estamos en eso con la cámara de comercio de nuestro municipio y sus asesores'
    for (const parts of [
      { id: '1', text: 'Vea https://example.org & <b>' },
      { id: '2', card: 'q1.v1', choices: choices(3) },
      { id: '3', card: 'q1.v1', choices: choices(2, long) },
      { id: '4', card: 'q1.v1', choices: choices(4, long) },
      { id: '5', choices: choices(10) },
      { id: '6', choices: choices(11) },
      { id: '7', card: 'q1'.repeat(120), choices: choices(2) },
      { id: '8', text: 'x'.repeat(1_100), choices: choices(2) },
      {
        id: '9',
        choices: choices(3),
        question: { questionnaire: 'q', id: 'q1', number: 1, of: 2, several: true as const },
      },
    ])
      expect(await on.send(parts)).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toMatchSnapshot()
  })

  test('is split where it is too long, with the choices under the last part', async () => {
    const on = await listening()
    const text = Array.from({ length: 300 }, (_, n) => `Frase número ${n}, bastante larga.`).join(' ')
    expect(await on.send({ text, choices: choices(2) })).toMatchObject({ status: 'sent' })
    expect(on.api.sent.map(({ type }) => type)).toEqual(['text', 'text', 'interactive'])
    expect(on.api.sent.map(shownOf).join(' ')).toContain(text)
    expect(on.api.sent.map(({ biz_opaque_callback_data: tag }) => tag)).toEqual(
      [0, 1, 2].map((n) => `${n} ${person} e/0`),
    )
  })

  test('carries files, each as WhatsApp shows it', async () => {
    const on = await listening()
    writeFileSync(join(on.folder, 'small'), new Uint8Array(9))
    writeFileSync(join(on.folder, 'big'), new Uint8Array(5 * 1024 * 1024 + 1))
    for (const [id, kind, mime, path] of [
      ['1', 'image', 'image/png', 'small'],
      ['2', 'image', 'image/png', 'big'],
      ['3', 'voice', 'audio/ogg', 'small'],
      ['4', 'voice', 'audio/mpeg', 'small'],
      ['5', 'document', 'application/json', 'small'],
      ['6', 'document', 'application/pdf', 'small'],
    ] as const)
      expect(await on.send({ id, media: { kind, mime, path } })).toMatchObject({ status: 'sent' })
    expect(on.api.sent.filter(({ type }) => type !== 'text')).toMatchSnapshot()
    expect(on.api.uploads).toMatchSnapshot()
  })

  test('goes to a person by their id where there is no number', async () => {
    const on = await listening()
    await on.post(envelope(on.api.phoneId, written('CO.7', { id: 'wamid.b', text: { body: 'hola' } })))
    await on.channel.send('cloud:CO.7', { id: 'e/1', to: 'cloud:CO.7', text: 'Hola' })
    expect(on.api.sent[0]).toMatchObject({ recipient: 'CO.7' })
    expect(on.api.sent[0]).not.toHaveProperty('to')
  })
})

describe('a day after the person wrote', () => {
  const day = 24 * 60 * 60_000

  test('a message waits, and is hurried when they write again', async () => {
    let now = Date.now()
    const on = await listening({ now: () => now })
    expect(on.hurried).toEqual([person])
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    now += day - 5 * 60_000
    expect(await on.send({ id: 'e/1' })).toMatchObject({ status: 'retry', counted: false })
    expect(on.api.sent).toHaveLength(1)
    const again = written(ana, {
      id: 'wamid.z',
      timestamp: String(now / 1_000 - 60).split('.')[0],
      text: { body: 'ya' },
    })
    await on.post(envelope(on.api.phoneId, again))
    expect(on.hurried).toEqual([person, person])
    expect(await on.send({ id: 'e/1' })).toMatchObject({ status: 'sent' })
  })

  test('a template says it where there is one', async () => {
    let now = Date.now()
    const on = await listening({
      now: () => now,
      templateFor: () => Promise.resolve({ name: 'news', language: 'es_CO' }),
    })
    now += 2 * day
    const choices = [{ value: 'yes', label: 'Sí' }]
    expect(await on.send({ text: 'Uno.\n\nDos.', choices })).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toMatchSnapshot()
  })

  test('a message that comes late opens what is left of the day, and shortens nothing', async () => {
    const on = await listening()
    const late = String(Math.floor((Date.now() - 2 * day) / 1_000))
    await on.message(ana, { id: 'wamid.late', timestamp: late, text: { body: 'ayer' } })
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    const other = written('5799', { id: 'wamid.o', timestamp: late, text: { body: 'ayer' } })
    await on.post(envelope(on.api.phoneId, other))
    const delivery = await on.channel.send('cloud:5799', { id: 'o/0', to: 'cloud:5799', text: 'x' })
    expect(delivery).toMatchObject({ status: 'retry', counted: false })
  })
})
