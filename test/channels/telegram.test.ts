import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { InboundMessage } from '../../src/core/event.ts'
import { channelContract } from '../contracts/channel.ts'
import { Refusal } from './bot-api-methods.ts'
import { leasesInMemory, line, quick, type Line } from './telegram-line.ts'

const ana = 1001
const person = `telegram:${ana}`

/** A message is acknowledged once it is confirmed, and refused where it is asked for again. */
async function wire() {
  const { api, channel } = await line()
  return {
    channel,
    person,
    async write(text: string): Promise<'acknowledged' | 'refused'> {
      const asked = () => api.calls.filter(({ method }) => method === 'getUpdates').length
      api.write(ana, text)
      const before = asked()
      return api.until(() => {
        if (api.waiting() === 0) return 'acknowledged'
        return asked() > before + 2 ? 'refused' : null
      })
    },
    seen: () => Promise.resolve(api.shown(ana).map(({ text }) => text)),
  }
}

channelContract(wire)

type Listening = Line & { heard: InboundMessage[] }

/** A channel that is listened to. */
async function listening(parts: Parameters<typeof line>[0] = {}): Promise<Listening> {
  const made = await line(parts)
  const heard: InboundMessage[] = []
  await made.channel.start((message) => Promise.resolve(void heard.push(message)))
  return { ...made, heard }
}

async function closed({ api, channel }: Line): Promise<void> {
  await channel.stop()
  await api.stop()
}

describe('what people send', () => {
  test('becomes a message of the house, each kind of its own', async () => {
    const on = await listening()
    const { api, heard } = on
    api.files.set('V', new Uint8Array(3))
    api.files.set('P', new Uint8Array(5))
    api.files.set('D', new Uint8Array(7))
    api.write(ana, '/start AB12')
    api.write(ana, null, { voice: { file_id: 'V', file_size: 3, mime_type: 'audio/ogg', duration: 2 } })
    api.write(ana, null, {
      photo: [
        { file_id: 's', file_size: 1 },
        { file_id: 'P', file_size: 5 },
      ],
      caption: 'mi RUT',
    })
    api.write(ana, null, { document: { file_id: 'D', file_size: 7, mime_type: 'application/pdf' } })
    api.write(ana, null, { document: { file_id: 'X', file_size: 17 * 1024 * 1024, mime_type: 'application/pdf' } })
    api.write(ana, null, { sticker: { file_id: 'S' } })
    api.write(ana, null, { pinned_message: { message_id: 1 } })
    api.write(ana, null, { something_new: {} })
    api.tap(ana, 7, 'q1.v3|yes')
    api.push({ edited_message: { message_id: 1, chat: { id: ana, type: 'private' }, text: 'holaa' } })
    await api.until(() => heard.length === 9 && api.waiting() === 0)
    expect(heard.map(({ body }) => body)).toMatchSnapshot()
    expect(heard.map(({ from, hints }) => [from, hints?.language]).slice(0, -1)).toEqual(
      heard.slice(0, -1).map(() => [person, 'es']),
    )
    expect(api.calls.filter(({ method }) => method === 'getFile').map(({ given }) => given.file_id)).not.toContain('X')
    await closed(on)
  })

  test('is heard though a file does not come: it stays with Telegram, and is fetched later', async () => {
    const on = await listening()
    const { api, heard, channel } = on
    api.write(ana, null, { voice: { file_id: 'V', mime_type: 'audio/ogg' } })
    await api.until(() => heard.length > 0)
    const [message] = heard
    expect(message?.body).toEqual({ kind: 'voice', media: { kind: 'voice', mime: 'audio/ogg', path: 'telegram:V' } })
    api.files.set('V', new Uint8Array([1, 2]))
    if (message?.body.kind === 'voice') expect(await channel.fetch(message.body.media)).toEqual(new Uint8Array([1, 2]))
    expect(on.noted).toHaveLength(1)
    await closed(on)
  })

  test('is not taken where it is larger than it was said to be', async () => {
    const on = await listening()
    on.api.files.set('V', new Uint8Array(16 * 1024 * 1024 + 1))
    await expect(on.channel.fetch({ kind: 'voice', mime: 'audio/ogg', path: 'telegram:V' })).rejects.toThrow(
      'too large',
    )
    await closed(on)
  })

  test('stops the button from waiting, and shows that an answer is under way', async () => {
    const on = await listening()
    on.api.tap(ana, 7, 'menu.x|start')
    await on.api.until(() => on.api.calls.some(({ method }) => method === 'answerCallbackQuery'))
    await on.api.until(() => on.api.calls.some(({ method }) => method === 'sendChatAction'))
    on.api.tap(ana, 7, '.')
    await on.api.until(() => on.api.calls.filter(({ method }) => method === 'answerCallbackQuery').length === 2)
    expect(on.heard).toHaveLength(1)
    await closed(on)
  })

  test('counts where the button waited too long for a word', async () => {
    const on = await listening()
    on.api.refuse('answerCallbackQuery', new Refusal(400, 'Bad Request: query is too old'))
    on.api.tap(ana, 7, 'menu.x|start')
    await on.api.until(() => on.heard.length === 1 && on.api.waiting() === 0)
    expect(on.reported).toEqual([])
    await closed(on)
  })

  test('in a group is answered once a day, with where to write; also when the group moves', async () => {
    const on = await listening()
    const { api } = on
    api.refuse('sendMessage', new Refusal(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -200 }))
    api.write(-100, '/menu')
    await api.until(() => api.shown(-200).length === 1)
    api.write(-100, null, { migrate_to_chat_id: -200 })
    api.write(-200, 'hola')
    api.write(-300, null, { migrate_to_chat_id: -400 })
    api.write(-400, 'hola')
    await api.until(() => api.shown(-400).length === 1 && api.waiting() === 0)
    expect(api.shown(-200).map(({ text }) => text)).toEqual(['es: https://t.me/PuertoBot'])
    expect(on.heard).toEqual([])
    await closed(on)
  })

  test('tells of whoever blocks the bot, and nothing of who lets it in again', async () => {
    const on = await listening()
    const member = (status: string) => ({
      my_chat_member: {
        chat: { id: ana, type: 'private' },
        from: { id: ana },
        date: 1,
        new_chat_member: { status },
      },
    })
    on.api.push(member('kicked'))
    on.api.push(member('member'))
    await on.api.until(() => on.api.waiting() === 0)
    expect([on.gone, on.heard]).toEqual([[person], []])
    await closed(on)
  })

  test('is passed over where it cannot be made out, and holds nothing up', async () => {
    const on = await listening()
    for (const message of [{ message_id: 'one' }, null, [], 7]) on.api.push({ message })
    on.api.write(ana, 'hola')
    await on.api.until(() => on.api.waiting() === 0)
    expect(on.heard).toHaveLength(1)
    expect(on.noted).toHaveLength(4)
    await closed(on)
  })
})

describe('what is sent', () => {
  test('has numbered words, buttons that say back where they hung, no previews and no marks', async () => {
    const on = await listening()
    await on.channel.send(person, {
      id: 'a/0',
      to: person,
      text: 'Menos de <10> & más',
      choices: [
        { value: 'yes', label: 'Sí' },
        { value: 'no', label: 'No' },
      ],
      card: 'q1.v3',
      settles: { under: '7', label: 'Otra' },
    })
    expect(on.api.calls.filter(({ method }) => /send|edit/.test(method))).toMatchSnapshot()
    await closed(on)
  })

  test('settles the buttons that were tapped: what was chosen is shown, what was refused goes', async () => {
    const on = await listening()
    const choices = [{ value: 'yes', label: 'Sí' }]
    const { api, channel } = on
    await channel.send(person, { id: 'a/0', to: person, text: '¿Uno?', choices })
    await channel.send(person, { id: 'a/1', to: person, text: '¿Dos?', choices })
    const [one, two] = api.shown(ana).map(({ id }) => String(id))
    await channel.send(person, { id: 'b/0', to: person, text: 'Bien', settles: { under: one ?? '', label: 'Sí' } })
    await channel.send(person, { id: 'c/0', to: person, text: 'Bien', settles: { under: one ?? '', label: 'Sí' } })
    await channel.send(person, { id: 'd/0', to: person, text: 'Ya no', settles: { under: two ?? '', label: null } })
    expect(api.shown(ana).map(({ text, buttons }) => [text, buttons.map((button) => button.text)])).toEqual([
      ['¿Uno?\n\n1. Sí', ['✓ Sí']],
      ['¿Dos?\n\n1. Sí', []],
      ['Bien', []],
      ['Bien', []],
      ['Ya no', []],
    ])
    await closed(on)
  })

  test('has no buttons where one of them would not fit', async () => {
    const on = await listening()
    const choices = [{ value: 'v'.repeat(70), label: 'Larga' }]
    await on.channel.send(person, { id: 'a/0', to: person, text: 'Uno', choices })
    const done = { value: '.done', label: 'Listo' }
    await on.channel.send(person, { id: 'a/1', to: person, text: 'Dos', choices, picks: { values: [], done } })
    expect(on.api.shown(ana).map(({ text, buttons }) => [text, buttons.length])).toEqual([
      ['Uno\n\n1. Larga', 0],
      ['Dos\n\n1. Larga', 0],
    ])
    await closed(on)
  })

  describe('under a question with several answers', () => {
    const asked = {
      ...{ to: person, text: '¿Cuáles?', card: 'q1.v3' },
      choices: [
        { value: 'tea', label: 'Té' },
        { value: 'honey', label: 'Miel' },
      ],
    }
    const picks = (...values: string[]) => ({ picks: { values, done: { value: '.done', label: 'Listo' } } })
    const tapped = async ({ api, heard }: Listening, data: string) => {
      const [shown] = api.shown(ana)
      api.tap(ana, shown?.id ?? 0, data)
      await api.until(() => heard.length > 0 && api.waiting() === 0)
      const body = heard.at(-1)?.body
      return body?.kind === 'choice' ? body : null
    }
    const ends = ({ api }: Listening) =>
      api.calls.flatMap(({ method, given }) => (method === 'answerCallbackQuery' ? [given.text] : []))

    test('has buttons that tick, and one that gives the answer; the tap waits to be told what is ticked', async () => {
      const on = await listening()
      await on.channel.send(person, { id: 'a/0', ...asked, ...picks('honey') })
      expect(on.api.shown(ana)[0]?.buttons.map(({ text, callback_data: data }) => [text, data])).toEqual([
        ['1. Té', 'q1.v3+tea'],
        ['✓ 2. Miel', 'q1.v3+honey'],
        ['Listo', 'q1.v3|.done'],
      ])
      const body = await tapped(on, 'q1.v3+tea')
      expect(body).toMatchObject({ card: 'q1.v3', value: 'tea' })
      expect(ends(on)).toEqual([])
      const told = `Elegido: ${'Té, Miel, '.repeat(30)}`
      await on.channel.send(person, {
        ...{ id: 'b/0', ...asked, text: told, ...picks('tea', 'honey') },
        edits: body?.under ?? '',
      })
      const [only, ...others] = on.api.shown(ana)
      expect(others).toEqual([])
      expect(only?.buttons.map(({ text }) => text)).toEqual(['✓ 1. Té', '✓ 2. Miel', 'Listo'])
      expect(ends(on)).toEqual([expect.stringMatching(/^Elegido: Té, Miel,/)])
      await closed(on)
    })

    test('a tick that did not come through is tried again, and one that changes nothing is none', async () => {
      const on = await listening()
      await on.channel.send(person, { id: 'a/0', ...asked, ...picks() })
      const { under = '' } = (await tapped(on, 'q1.v3+tea')) ?? {}
      const edit = { id: 'b/0', ...asked, text: 'Elegido: Té', ...picks('tea'), edits: under }
      on.api.cut('editMessageReplyMarkup', 'before')
      expect(await on.channel.send(person, edit)).toMatchObject({ status: 'retry', counted: true })
      on.api.refuse('answerCallbackQuery', new Refusal(400, 'Bad Request: query is too old'))
      expect(await on.channel.send(person, edit)).toEqual({ status: 'sent' })
      expect(await on.channel.send(person, edit)).toEqual({ status: 'sent' })
      expect(on.api.shown(ana)[0]?.buttons.map(({ text }) => text)).toEqual(['✓ 1. Té', '2. Miel', 'Listo'])
      await closed(on)
    })

    test('a tick that is refused stops waiting too, and the buttons go', async () => {
      const on = await listening()
      await on.channel.send(person, { id: 'a/0', ...asked, ...picks() })
      const { under = '' } = (await tapped(on, 'q0.v3+tea')) ?? {}
      await on.channel.send(person, { id: 'b/0', to: person, text: 'Ya no', settles: { under, label: null } })
      expect(on.api.shown(ana).map(({ text, buttons }) => [text, buttons.length])).toEqual([
        ['¿Cuáles?\n\n1. Té\n2. Miel', 0],
        ['Ya no', 0],
      ])
      expect(ends(on)).toHaveLength(1)
      await closed(on)
    })
  })

  test('that is long comes in parts, with the buttons under the last, also after the network was cut', async () => {
    const on = await listening()
    const text = Array.from({ length: 300 }, (_, n) => `Frase número ${n} de un texto muy largo.`).join(' ')
    on.api.cut('sendMessage', 'before')
    const message = { id: 'a/0', to: person, text, choices: [{ value: 'ok', label: 'Bien' }] }
    expect(await on.channel.send(person, message)).toMatchObject({ status: 'retry', counted: true })
    expect(await on.channel.send(person, message)).toEqual({ status: 'sent' })
    const parts = on.api.shown(ana)
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.map((part) => part.buttons.length)).toEqual([...parts.slice(1).map(() => 0), 1])
    expect(parts.map((part) => part.text).join(' ')).toBe(`${text}\n\n1. Bien`)
    await closed(on)
  })

  test('goes on at the part that was not taken', async () => {
    const on = await listening()
    writeFileSync(join(on.folder, 'copy.json'), '{}')
    const message = {
      id: 'a/0',
      to: person,
      text: 'Aquí',
      media: { kind: 'document', mime: 'application/json', path: 'copy.json' },
    } as const
    on.api.refuse('sendDocument', new Refusal(502, 'Bad Gateway'))
    expect(await on.channel.send(person, message)).toMatchObject({ status: 'retry', counted: true })
    expect(await on.channel.send(person, message)).toEqual({ status: 'sent' })
    expect(on.api.shown(ana).map(({ text }) => text)).toEqual(['Aquí', '[document]'])
    await closed(on)
  })

  test.each([
    [403, 'Forbidden: bot was blocked by the user', { status: 'gone' }],
    [400, 'Bad Request: chat not found', { status: 'gone' }],
    [400, 'Bad Request: message text is empty', { status: 'rejected' }],
    [401, 'Unauthorized', { status: 'retry', counted: false }],
    [500, 'Internal Server Error', { status: 'retry', counted: true }],
  ])('that meets %i %s comes to what the outbox knows', async (code, description, delivery) => {
    const on = await listening()
    on.api.refuse('sendMessage', new Refusal(code, description))
    expect(await on.channel.send(person, { id: 'a/0', to: person, text: 'Hola' })).toMatchObject(delivery)
    await closed(on)
  })

  test('waits for everybody when Telegram asks for a pause, and spends no try', async () => {
    const on = await listening()
    on.api.refuse('sendMessage', new Refusal(429, 'Too Many Requests', { retry_after: 30 }))
    const pausing = { status: 'retry', counted: false }
    expect(await on.channel.send(person, { id: 'a/0', to: person, text: 'Hola' })).toMatchObject(pausing)
    const other = await on.channel.send('telegram:2', { id: 'b/0', to: 'telegram:2', text: 'Hola' })
    expect(other).toMatchObject(pausing)
    expect(other.status === 'retry' && other.afterMs > 29_000 && other.afterMs <= 30_000).toBe(true)
    expect(on.api.shown(2)).toEqual([])
    await closed(on)
  })

  test('keeps the file for itself when it is gone: the words went, and no try follows', async () => {
    const on = await listening()
    const media = { kind: 'document', mime: 'application/json', path: 'gone.json' } as const
    expect(await on.channel.send(person, { id: 'a/0', to: person, text: 'Aquí', media })).toMatchObject({
      status: 'rejected',
    })
    await closed(on)
  })
})

describe('asking for messages', () => {
  test('says in plain words when another takes them, or the token is refused, once each, and goes on', async () => {
    const on = await line()
    on.api.refuse('getUpdates', new Refusal(409, 'Conflict: terminated by other getUpdates request'), 3)
    on.api.refuse('getUpdates', new Refusal(401, 'Unauthorized'), 3)
    on.api.cut('getUpdates', 'after', 2)
    const heard: InboundMessage[] = []
    on.api.write(ana, 'hola')
    await on.channel.start((message) => Promise.resolve(void heard.push(message)))
    await on.api.until(() => heard.length > 0 && on.api.waiting() === 0)
    expect(on.reported.map((sentence) => sentence.split('.')[0])).toEqual([
      'Another program takes the messages of this bot with the same token',
      'Telegram refuses the token',
      'Telegram cannot be reached',
      'Telegram: all is well again',
    ])
    expect(on.reported.join()).not.toContain(on.api.token)
    await closed(on)
  })

  test('begins where the last process stopped, but for a place that is a week old', async () => {
    const offsetAfter = async (position: string) => {
      const on = await listening({ leases: leasesInMemory(position) })
      const call = await on.api.until(() => on.api.calls.find(({ method }) => method === 'deleteWebhook'))
      expect(call).toBeDefined()
      on.api.write(ana, 'hola')
      const asked = await on.api.until(() => on.api.calls.find(({ method }) => method === 'getUpdates'))
      await closed(on)
      return asked.given.offset
    }
    expect(await offsetAfter(`500 ${Date.now()}`)).toBe(500)
    expect(await offsetAfter(`500 ${Date.now() - 7 * 24 * 60 * 60 * 1_000}`)).toBeUndefined()
  })

  test('is left to the process that holds the lease, and taken up when that one lets go or is late', async () => {
    const free = leasesInMemory()
    const answers = ['another', 'another', 'mine', 'late', 'mine']
    let takes = 0
    const on = await line({
      leases: {
        take: (name, forMs) => (answers[takes++] === 'another' ? Promise.resolve(null) : free.take(name, forMs)),
        // Somebody else has taken it meanwhile, once.
        keep: (lease, forMs, position) => (takes === 3 ? Promise.resolve(false) : free.keep(lease, forMs, position)),
        letGo: (lease) => free.letGo(lease),
      },
      times: { ...quick, leaseMs: 4 },
    })
    on.api.write(ana, 'hola')
    await on.channel.start(() => Promise.resolve())
    await on.api.until(() => on.api.waiting() === 0)
    expect(takes).toBeGreaterThan(3)
    expect(on.reported).toEqual([])
    await closed(on)
  })

  test('confirms nothing that could not be kept, and keeps the order of each chat', async () => {
    const on = await line()
    const heard: string[] = []
    let failures = 3
    for (const text of ['1', '2', '3']) on.api.write(ana, text)
    on.api.write(2, 'otra')
    await on.channel.start((message) => {
      const text = message.body.kind === 'text' ? message.body.text : ''
      if (text === '2' && failures-- > 0) return Promise.reject(new Error('the store is away'))
      return Promise.resolve(void heard.push(`${message.from} ${text}`))
    })
    await on.api.until(() => on.api.waiting() === 0)
    const anas = heard.filter((one) => one.startsWith(person)).map((one) => one.split(' ')[1])
    expect(anas).toEqual(['1', '1', '1', '1', '2', '3'])
    await closed(on)
  })
})

test('the texts of the bot are shown in each language, and left alone where they are as they should be', async () => {
  const first = await listening()
  const { api } = first
  const sets = () => api.calls.filter(({ method }) => method.startsWith('setMy'))
  await api.until(() => sets().length === 12)
  expect(sets().map(({ method, given }) => [method, given.language_code])).toMatchSnapshot()
  for (const { given } of sets()) {
    if ('description' in given) expect(String(given.description).length).toBeLessThanOrEqual(512)
    if ('short_description' in given) expect(String(given.short_description).length).toBeLessThanOrEqual(120)
  }
  await first.channel.stop()
  const again = await listening({ api })
  await api.until(() => api.calls.filter(({ method }) => method === 'getMyCommands').length === 8)
  expect(sets()).toHaveLength(12)
  await closed(again)
})
