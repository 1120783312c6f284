import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { WAMessageStatus } from '@whiskeysockets/baileys'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { InboundMessage } from '../../src/core/event.ts'
import type { TalkOptions } from '../../src/channels/whatsapp/talk/talk.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import {
  heightsInMemory,
  quickTalk,
  whatsAppLine,
  whatsAppPlace,
  type Place,
  type WhatsAppLine,
} from './whatsapp-line.ts'

let place: Place
const open: WhatsAppLine[] = []

beforeAll(async () => {
  place = await whatsAppPlace()
})
afterEach(async () => {
  for (const line of open.splice(0)) await line.stop()
  expect(place.peer.trouble).toEqual([])
})
afterAll(async () => {
  await place.bot.stop()
  await place.peer.stop()
})

function line(parts: Partial<TalkOptions> = {}): WhatsAppLine {
  const made = whatsAppLine(place, parts)
  open.push(made)
  return made
}

/** A line that is listened to, on which Ana wrote just now. */
async function listening(parts: Partial<TalkOptions> = {}) {
  const made = line(parts)
  const heard: InboundMessage[] = []
  made.talk.listen((message) => Promise.resolve(void heard.push(message)))
  const ana = made.peer.person({ name: 'Ana' })
  const to = `whatsapp:${ana.lid}`
  await made.how(await ana.says('hola'))
  const send = (parts: Partial<OutboundMessage>) => made.talk.send(to, { id: 'e/0', to, text: '¿Empezamos?', ...parts })
  return { ...made, heard, ana, to, send }
}

/** Everybody wrote today. */
const wrote = {
  raise: () => Promise.resolve(true),
  of: (name: string) => Promise.resolve(name.startsWith('whatsapp wrote') ? 1 : 0),
}

describe('what people send', () => {
  test('is marked as read once it is durable, with the sign that an answer is under way', async () => {
    const on = await listening()
    await on.peer.until(() => on.ana.signs.includes('composing'))
    expect(on.ana.receipts.map(({ type }) => type)).toEqual(['delivered', 'read'])
  })

  test('is a file that is brought here, opened, with what it is', async () => {
    const on = await listening()
    await on.how(await on.ana.sendsVoice(Buffer.from('a voice')))
    await on.how(await on.ana.sendsImage(Buffer.from('a picture'), 'mi RUT'))
    await on.how(await on.ana.sendsDocument(Buffer.from('%PDF'), 'rut.pdf'))
    expect(on.heard.slice(1).map(({ body }) => body)).toEqual([
      { kind: 'voice', media: { kind: 'voice', mime: 'audio/ogg', path: 'kept', bytes: 7 } },
      { kind: 'image', media: { kind: 'image', mime: 'image/jpeg', path: 'kept', bytes: 9 }, caption: 'mi RUT' },
      { kind: 'document', media: { kind: 'document', mime: 'application/pdf', path: 'kept', bytes: 4 } },
    ])
  })

  test('may be a sound that does not come: it stays with WhatsApp, and is fetched later', async () => {
    const on = await listening()
    on.peer.media.refuse(503)
    await on.how(await on.ana.sendsVoice(Buffer.from('a voice')))
    const body = on.heard[1]?.body
    expect(body).toMatchObject({ kind: 'voice', media: { mime: 'audio/ogg' } })
    if (body?.kind !== 'voice') throw new Error('no voice note was heard')
    expect(body.media.path).toMatch(/^whatsapp:/)
    expect(Buffer.from(await on.talk.fetch(body.media)).toString()).toBe('a voice')
    expect(on.noted).toHaveLength(1)
  })

  test('is not fetched from wherever somebody says', async () => {
    const on = await listening({ fileHost: null })
    const before = on.peer.media.files.size
    await on.how(await on.ana.sendsVoice(Buffer.from('a voice')))
    expect(on.peer.media.files.size).toBe(before + 1)
    expect(on.heard[1]?.body).toMatchObject({ media: { path: expect.stringMatching(/^whatsapp:/) } })
    expect(on.noted[0]).toContain('does not lie at WhatsApp')
  })

  test('is refused where it was changed on its way', async () => {
    const on = await listening()
    on.peer.media.refuse(503)
    await on.how(await on.ana.sendsVoice(Buffer.from('a voice')))
    const body = on.heard[1]?.body
    if (body?.kind !== 'voice') throw new Error('no voice note was heard')
    for (const file of on.peer.media.files.values()) file.fill(0, 0, 4)
    await expect(on.talk.fetch(body.media)).rejects.toThrow('not whole')
  })

  test('says nothing where the account itself wrote it, and says that something was changed, or taken back', async () => {
    const on = await listening()
    await on.how(await on.peer.handset.says('una nota', { to: on.ana }))
    const id = await on.ana.says('2')
    await on.how(await on.ana.edits(id, '3'))
    await on.how(await on.ana.takesBack(id))
    expect(on.heard.slice(1)).toMatchObject([
      { id, body: { kind: 'text', text: '2' } },
      { id: `edit:${id}`, body: { kind: 'other', what: 'edited' } },
    ])
    expect(on.noted).toHaveLength(1)
  })

  test('that could not be opened asks nothing: it comes again from the phone', async () => {
    const on = await listening()
    const id = await on.ana.says('2', { corrupt: true })
    await on.peer.until(() => on.heard.some((one) => one.id === id))
    expect(on.heard.map(({ body }) => body)).toEqual(['hola', '2'].map((text) => ({ kind: 'text', text })))
  })

  test('is refused where it could not be kept, with all that waits behind it, and is taken when it comes again', async () => {
    const on = line()
    const ana = on.peer.person()
    const heard: string[] = []
    let isAway = true
    on.talk.listen(({ id }) => {
      if (isAway) return Promise.reject(new Error('the store is away'))
      heard.push(id)
      return Promise.resolve()
    })
    const ids = [await ana.says('uno'), await ana.says('dos')]
    expect(await Promise.all(ids.map(on.how))).toEqual(['refused', 'refused'])
    isAway = false
    const messages = on.bot.heard.slice(-2).map(({ message }) => message)
    await Promise.all(messages.map((message) => on.talk.hear(message)))
    expect(heard).toEqual(ids)
  })

  test('waited while there was no line, and comes in its order', async () => {
    const on = await listening()
    const { bot, ana } = on
    await on.cut()
    const ids = [await ana.says('uno'), await ana.says('dos'), await ana.says('tres')]
    await on.reconnect()
    for (const id of ids) await on.how(id)
    expect(on.heard.slice(1).map(({ id }) => id)).toEqual(ids)
    expect(bot.heard.slice(-3).map(({ type }) => type)).toEqual(['append', 'append', 'append'])
  })

  test('two weeks ago is no question any more', async () => {
    const on = await listening({ now: () => Date.now() + 15 * 24 * 60 * 60_000 })
    expect(on.heard).toEqual([])
  })
})

describe('in a group', () => {
  test('nobody is answered: once a day it is said where to write instead', async () => {
    const on = await listening()
    const luz = on.peer.person({ name: 'Luz' })
    const group = on.peer.group('Vereda El Placer', on.ana, luz)
    await on.how(await on.ana.says('hola a todos', { in: group }))
    const word = await luz.hears((one) => one.text?.includes('https://wa.me/') === true)
    await on.how(await luz.says('¿y esto?', { in: group }))
    await on.how(await on.ana.says('1'))
    expect(luz.received.map(({ text }) => text)).toEqual([word.text])
    expect(on.heard.map(({ body }) => body)).toEqual(['hola', '1'].map((text) => ({ kind: 'text', text })))
  })
})

describe('one person', () => {
  test('stays who they are when WhatsApp gives them a LID', async () => {
    const on = line()
    const heard: InboundMessage[] = []
    on.talk.listen((message) => Promise.resolve(void heard.push(message)))
    const luz = on.peer.person({ name: 'Luz' })
    luz.hasLid = false
    await on.how(await luz.says('hola'))
    luz.hasLid = true
    await on.how(await luz.says('1'))
    await on.how(await luz.says('2', { byNumber: true }))
    expect(new Set(heard.map(({ from }) => from)).size).toBe(1)
    const [{ from: to } = { from: '' }] = heard
    expect(await on.talk.send(to, { id: 'e/0', to, text: 'Hola, Luz' })).toEqual({ status: 'sent' })
    expect((await luz.hears('Hola, Luz')).stanza.attrs.to).toBe(luz.lid)
  })

  test('comes from the country of their number', async () => {
    const on = await listening()
    expect(on.heard[0]?.hints).toEqual({ country: 'co' })
    await on.how(await on.peer.person({ phone: '919811122233' }).says('hello'))
    expect(on.heard[1]).not.toHaveProperty('hints')
  })
})

describe('a thumb', () => {
  test('under a message with choices answers its card, and anything else is nothing', async () => {
    const on = await listening()
    const choices = [
      { value: 'yes', label: 'Sí' },
      { value: 'no', label: 'No' },
    ]
    await on.send({ choices, card: 'q1.v3' })
    await on.send({ id: 'e/1', text: 'Listo.' })
    const question = await on.ana.hears(({ text }) => text?.startsWith('¿Empezamos?') === true)
    await on.how(await on.ana.reacts(question, '👍🏽'))
    await on.how(await on.ana.reacts(question, '❤️'))
    await on.how(await on.ana.reacts(await on.ana.hears('Listo.'), '👍'))
    expect(on.heard.slice(1).map(({ body }) => body)).toEqual([{ kind: 'reaction', says: 'yes', card: 'q1.v3' }])
  })
})

describe('what is sent', () => {
  test('is split where it is too long, in order, and not shown with the pages it links to', async () => {
    const on = await listening()
    const text = Array.from({ length: 300 }, (_, n) => `Frase número ${n}, vea https://example.org hoy.`).join(' ')
    expect(await on.send({ text })).toEqual({ status: 'sent' })
    expect(on.ana.seen().length).toBeGreaterThan(2)
    expect(on.ana.seen().join(' ')).toBe(text)
    expect(on.ana.received.every(({ message }) => !message.extendedTextMessage?.matchedText)).toBe(true)
  })

  test('is seen to be written before it is there', async () => {
    const on = await listening()
    await on.peer.until(() => on.ana.signs.length === 1)
    await on.send({})
    expect(on.ana.signs).toEqual(['composing', 'composing'])
  })

  test('carries files, each as WhatsApp shows it', async () => {
    const on = await listening()
    writeFileSync(join(on.folder, 'plan.pdf'), '%PDF')
    writeFileSync(join(on.folder, 'chart.png'), Buffer.from(pixel, 'base64'))
    writeFileSync(join(on.folder, 'answer.ogg'), note())
    for (const [kind, mime, path] of [
      ['document', 'application/pdf', 'plan.pdf'],
      ['image', 'image/png', 'chart.png'],
      ['voice', 'audio/ogg', 'answer.ogg'],
    ] as const)
      expect(await on.send({ id: path, text: path, media: { kind, mime, path } })).toEqual({ status: 'sent' })
    const files = on.ana.received.filter(
      ({ message: { conversation, extendedTextMessage: text } }) => !conversation && !text,
    )
    expect(files.map(({ message }) => Object.keys(message)[0])).toEqual([
      'documentMessage',
      'imageMessage',
      'audioMessage',
    ])
    expect(files[0]?.message.documentMessage).toMatchObject({ fileName: 'plan.pdf', mimetype: 'application/pdf' })
    expect(files[2]?.message.audioMessage).toMatchObject({ ptt: true, seconds: 3 })
    const [plan] = files
    if (plan !== undefined) expect((await on.ana.download(plan)).toString()).toBe('%PDF')
  })

  test('has the same id at every try, and parts that were taken are not sent twice', async () => {
    const on = await listening()
    const text = `${'a'.repeat(4_000)} ${'b'.repeat(4_000)}`
    const before = on.peer.stanzas.length
    on.peer.refuse(503)
    expect(await on.send({ text })).toMatchObject({ status: 'retry', counted: true })
    expect(on.ana.received).toHaveLength(0)
    expect(await on.send({ text })).toEqual({ status: 'sent' })
    expect(await on.send({ text })).toEqual({ status: 'sent' })
    expect(on.ana.received).toHaveLength(2)
    const ids = on.peer.stanzas
      .slice(before)
      .filter(({ tag }) => tag === 'message')
      .map(({ attrs }) => attrs.id)
    expect(ids).toHaveLength(3)
    expect(new Set(ids).size).toBe(2)
  })

  test('of which nobody says that it was taken is sent again, and a phone shows it once', async () => {
    const on = await listening({ times: { ...quickTalk, ackMs: 100 } })
    on.peer.refuse('none')
    expect(await on.send({})).toMatchObject({ status: 'retry', counted: true })
    expect(await on.send({})).toEqual({ status: 'sent' })
    expect(on.ana.received).toHaveLength(2)
    expect(on.ana.seen()).toEqual(['¿Empezamos?'])
  })

  test('can be asked for again by the phone', async () => {
    const on = await listening()
    await on.send({})
    const { id } = await on.ana.hears('¿Empezamos?')
    on.ana.cannotRead(id)
    await on.peer.until(() => on.ana.received.filter((one) => one.id === id).length === 2)
  })

  test('is not kept for much longer than it takes to be delivered', async () => {
    const on = await listening()
    await on.send({})
    const { id } = await on.ana.hears('¿Empezamos?')
    await vi.waitFor(() => expect(on.kept.get(id)).toBe(24 * 60 * 60_000))
  })

  test('waits while there is no line, which costs no try', async () => {
    const on = await listening()
    await on.cut()
    expect(await on.send({})).toMatchObject({ status: 'retry', counted: false })
    await on.reconnect()
    expect(await on.send({})).toEqual({ status: 'sent' })
  })

  test('is not taken for sent where WhatsApp names no phone to send it to', async () => {
    const on = line({ heights: wrote })
    const to = 'whatsapp:900000000009999@lid'
    const before = on.peer.stanzas.length
    expect(await on.talk.send(to, { id: 'y/0', to, text: 'Hola' })).toMatchObject({ status: 'retry', counted: true })
    expect(on.peer.stanzas.slice(before).filter(({ tag }) => tag === 'message')).toEqual([])
  })

  test('goes again after the phones of a person have changed', async () => {
    const on = await listening()
    on.peer.refuse(479)
    expect(await on.send({})).toMatchObject({ status: 'retry', counted: true })
    expect(await on.send({})).toEqual({ status: 'sent' })
    expect(on.ana.seen()).toEqual(['¿Empezamos?'])
  })

  test('does not wait for an answer on a line that was ended', async () => {
    const on = await listening()
    const before = on.peer.stanzas.length
    on.peer.mute = true
    const sending = on.send({})
    await on.peer.until(() => on.peer.stanzas.slice(before).some(({ attrs }) => attrs.xmlns === 'usync'))
    await on.bot.stop()
    on.peer.mute = false
    expect(await sending).toMatchObject({ status: 'retry', counted: true })
    await on.reconnect()
    expect(await on.send({})).toEqual({ status: 'sent' })
  })

  test('goes only to people who wrote', async () => {
    const on = await listening()
    const luz = on.peer.person({ name: 'Luz' })
    const to = `whatsapp:${luz.lid}`
    expect(await on.talk.send(to, { id: 'x/0', to, text: 'Hola' })).toMatchObject({ status: 'rejected' })
    expect(luz.received).toEqual([])
  })
})

describe('a number that WhatsApp restricts', () => {
  test('tries nothing twice, tells the operator once, and is free again for whoever writes', async () => {
    const heights = heightsInMemory()
    let now = Date.now()
    const on = await listening({ heights, now: () => now++ })
    on.peer.refuse(463)
    expect(await on.send({})).toMatchObject({ status: 'rejected' })
    const stanzas = on.peer.stanzas.length
    expect(await on.send({ id: 'e/1' })).toMatchObject({ status: 'rejected' })
    expect(on.peer.stanzas.slice(stanzas).filter(({ tag }) => tag === 'message')).toEqual([])
    expect(on.reported).toHaveLength(1)
    expect(on.reported[0]).toContain('463')
    await on.how(await on.ana.says('¿sigue ahí?'))
    expect(await on.send({ id: 'e/2' })).toEqual({ status: 'sent' })
    expect(on.reported).toHaveLength(2)
  })

  test('hears of it also when the message was taken before', async () => {
    const on = await listening()
    await on.send({})
    const { id } = await on.ana.hears('¿Empezamos?')
    const key = { remoteJid: on.ana.lid, id, fromMe: true }
    await on.talk.updated([{ key, update: { status: WAMessageStatus.ERROR, messageStubParameters: ['463'] } }])
    expect(on.gone).toEqual([`${on.to} WhatsApp answered 463`])
    expect(await on.send({ id: 'e/1' })).toMatchObject({ status: 'rejected' })
  })
})

/** The smallest picture there is. */
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Three seconds of nothing, as far as a player looks. */
function note(): Buffer {
  const bytes = Buffer.alloc(200)
  bytes.write('OggS', 0)
  bytes.write('OpusHead', 28)
  bytes.write('OggS', 120)
  bytes.writeBigInt64LE(BigInt(48_000 * 3), 126)
  return bytes
}
