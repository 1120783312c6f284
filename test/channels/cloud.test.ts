import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { deliveryAfter, troubleOfCode } from '../../src/channels/cloud/trouble.ts'
import type { InboundMessage } from '../../src/core/event.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { channelContract } from '../contracts/channel.ts'
import { cloudLine, shownOf, written, type CloudLine } from './cloud-line.ts'
import { envelope } from './graph-api.ts'

const ana = '573001112233'
const person = `cloud:${ana}`
const open: CloudLine[] = []

afterEach(async () => {
  for (const { channel, api } of open.splice(0)) {
    await channel.stop()
    expect(api.complaints).toEqual([])
    await api.stop()
  }
})

async function line(parts: Parameters<typeof cloudLine>[0] = {}): Promise<CloudLine> {
  const made = await cloudLine(parts)
  open.push(made)
  return made
}

/** A channel that is listened to, to which Ana wrote just now. */
async function listening(parts: Parameters<typeof cloudLine>[0] = {}) {
  const made = await line(parts)
  const heard: InboundMessage[] = []
  await made.channel.start((message) => Promise.resolve(void heard.push(message)))
  await made.message(ana, { text: { body: 'hola' } })
  const send = (parts: Partial<OutboundMessage>) =>
    made.channel.send(person, { id: 'e/0', to: person, text: '¿Empezamos?', ...parts })
  return { ...made, heard, send }
}

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

describe('trouble', () => {
  test.each([
    [4, 'retry', false],
    [80_007, 'retry', false],
    [130_429, 'retry', false],
    [131_056, 'retry', false],
    [131_048, 'retry', false],
    [131_047, 'retry', false],
    [190, 'retry', false],
    [368, 'retry', false],
    [131_031, 'retry', false],
    [200, 'retry', false],
    [131_000, 'retry', true],
    [131_016, 'retry', true],
    [131_026, 'gone', undefined],
    [131_049, 'rejected', undefined],
    [131_051, 'rejected', undefined],
    [132_001, 'rejected', undefined],
    [100, 'rejected', undefined],
  ])('%i is %s', async (code, status, counted) => {
    const on = await listening()
    on.api.trouble(code)
    const delivery = await on.send({})
    expect(delivery.status).toBe(status)
    if (delivery.status === 'retry') expect(delivery.counted).toBe(counted)
    expect(deliveryAfter(troubleOfCode(code), 1).status).toBe(status)
  })

  test('of one person makes them wait, and of the whole number everybody', async () => {
    const on = await listening()
    const other = (id: string) => on.channel.send('cloud:5799', { id, to: 'cloud:5799', text: 'x' })
    await on.message('5799', { id: 'wamid.o', text: { body: 'hola' } })
    on.api.trouble(131_056)
    expect(await on.send({})).toMatchObject({ status: 'retry', afterMs: 4_000, counted: false })
    expect(await other('o/0')).toMatchObject({ status: 'sent' })
    on.api.trouble(130_429)
    expect(await other('o/1')).toMatchObject({ status: 'retry', counted: false })
    expect(await on.send({})).toMatchObject({ status: 'retry', counted: false })
    expect(on.api.sent).toHaveLength(1)
  })

  test('of the account is told to the operator once, and when it is over', async () => {
    const on = await listening()
    on.api.trouble(190, 2)
    await on.send({})
    await on.send({})
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    expect(on.reported.map((said) => said.split('.')[0])).toEqual([
      'WhatsApp refuses the account or its token (WhatsApp answered 190)',
      'WhatsApp: all is well again',
    ])
    expect(on.reported.join()).not.toContain(on.api.token)
  })

  test('in the middle of a message does not repeat what went', async () => {
    const on = await listening()
    const text = 'Frase. '.repeat(1_000)
    on.api.trouble('before')
    expect(await on.send({ text })).toMatchObject({ status: 'retry', counted: true })
    expect(await on.send({ text })).toMatchObject({ status: 'sent' })
    const parts = on.api.sent.length
    expect(new Set(on.api.sent.map(({ biz_opaque_callback_data: tag }) => tag)).size).toBe(parts)
    expect(await on.send({ text })).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(parts)
  })

  test('after which a status says that it went all the same does not send it twice', async () => {
    const on = await listening()
    on.api.trouble('after')
    expect(await on.send({})).toMatchObject({ status: 'retry', counted: true, afterMs: 5_000 })
    await on.status(on.api.sent[0], 'sent')
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(1)
  })
})

describe('what becomes of a message', () => {
  test('never goes back: a failure after the delivery changes nothing', async () => {
    const on = await listening()
    await on.send({})
    const [sent] = on.api.sent
    for (const status of ['read', 'delivered', 'sent']) expect(await on.status(sent, status)).toBe(200)
    expect(await on.status(sent, 'failed', 131_026)).toBe(200)
    expect([on.gone, on.noted]).toEqual([[], []])
  })

  test('is that the person cannot be reached, once, however often it is said', async () => {
    const on = await listening()
    await on.send({})
    const [sent] = on.api.sent
    for (let n = 0; n < 3; n++) await on.status(sent, 'failed', 131_026)
    expect(on.gone).toEqual([`${person} WhatsApp took it, and then said 131026`])
    expect(on.late).toEqual([`0 ${person} e/0: null`])
    expect(on.noted).toHaveLength(1)
  })

  test.each([
    [131_000, 5_000],
    [131_016, 5_000],
    [131_053, 5_000],
    [131_056, 5_000],
    [130_429, 5_000],
    [131_047, 0],
    [undefined, 5_000],
    [131_026, null],
    [131_049, null],
    [131_051, null],
    [131_042, null],
    [470, null],
  ])('is that it failed with %s, and may leave again after %s ms', async (code, againMs) => {
    const on = await listening()
    await on.send({})
    expect(await on.status(on.api.sent[0], 'failed', code)).toBe(200)
    expect(on.late).toEqual([`0 ${person} e/0: ${againMs}`])
  })

  test('is that one part failed: that one leaves again, once, under a name of its own', async () => {
    const on = await listening()
    const text = 'Frase. '.repeat(1_000)
    await on.send({ text })
    const [first, second, ...none] = on.api.sent
    expect(none).toEqual([])
    await on.status(first, 'delivered')
    await on.status(second, 'failed', 131_000)
    expect(await on.send({ text })).toMatchObject({ status: 'sent' })
    const again = on.api.sent[2]
    expect(again).toEqual({ ...second, biz_opaque_callback_data: `1+ ${person} e/0` })
    await on.status(again, 'failed', 131_000)
    expect(await on.send({ text })).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(3)
    expect(on.late).toEqual([`1 ${person} e/0: 5000`, `1+ ${person} e/0: null`])
  })

  test('is that it was delivered after all: nothing leaves again', async () => {
    const on = await listening()
    await on.send({})
    await on.status(on.api.sent[0], 'failed', 131_000)
    await on.status(on.api.sent[0], 'delivered')
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(1)
  })

  test('is that more than a day has passed: it waits until the person writes', async () => {
    const on = await listening()
    await on.send({})
    await on.status(on.api.sent[0], 'failed', 131_047)
    expect(await on.send({})).toMatchObject({
      status: 'retry',
      counted: false,
      reason: 'waits until the person writes',
    })
    const timestamp = String(Math.floor(Date.now() / 1_000) + 1)
    await on.message(ana, { timestamp, text: { body: 'ya' } })
    expect(on.hurried).toEqual([person, person])
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(2)
  })

  test('comes again where it comes before the message is off the hands of the house', async () => {
    let answer = 'on its way'
    const on = await listening({ failLate: () => Promise.resolve(answer) })
    await on.send({})
    expect(await on.status(on.api.sent[0], 'failed', 131_000)).toBe(503)
    answer = 'again'
    expect(await on.status(on.api.sent[0], 'failed', 131_000)).toBe(200)
    answer = 'on its way'
    expect(await on.status(on.api.sent[0], 'failed', 131_000)).toBe(200)
  })

  test('is nothing to us where it was sent from elsewhere', async () => {
    const on = await listening()
    expect(await on.status(undefined, 'failed', 131_026)).toBe(200)
    expect(on.gone).toEqual([])
  })
})
