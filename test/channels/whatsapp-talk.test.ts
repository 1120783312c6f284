import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileOf } from '../store/sounds.ts'
import { until } from '../store/made.ts'
import { openHouse, somebody, type WhatsAppHouse } from './whatsapp-house.ts'

let house: WhatsAppHouse

beforeAll(async () => {
  house = await openHouse()
})

afterAll(async () => {
  await house.stop()
  expect(house.peer.trouble).toEqual([])
})

type Somebody = ReturnType<typeof somebody>

interface Speaker {
  readonly hello: string
  readonly ask: string
}

/** From the first word to a result, as somebody would who is in a hurry; how many answers that took. */
async function walk(who: Somebody, { hello, ask }: Speaker): Promise<number> {
  await who.say(hello)
  for (let turns = 0; turns < 80; turns++) {
    const state = await house.store.state(who.conversation)
    if (state?.firms.some(({ assessments }) => assessments.some(({ status }) => status === 'finished'))) return turns
    if (turns === 15) await askAside(who, ask)
    const choices = (who.last().match(/^\d+\. /gm) ?? []).length
    if (choices > 0) await who.say(String(turns < 4 ? 1 : (turns % Math.min(choices, 3)) + 1))
    else await who.say(turns < 10 ? 'Finca La Esperanza' : 'skip')
  }
  throw new Error('no result after eighty answers')
}

/** A question in the middle is answered, and what was asked is asked again. */
async function askAside(who: Somebody, ask: string): Promise<void> {
  const asked = who.last().split('\n\n')
  const said = await who.say(ask)
  expect(said.join('\n')).toMatch(/https:\/\//)
  expect(who.last()).toContain(asked.at(-1))
}

describe('a whole questionnaire is answered by numbers, with a question in the middle', () => {
  test.each([
    ['in Spanish', 'hola', 'q codigo pongo en el rut?', /Hola\. Soy/, '573001110101'],
    ['in English', 'hello', 'which code do I need in the RUT to export?', /Hello/, '573001110102'],
    ['in Hindi', 'नमस्ते', 'lut kaise bhare?', /नमस्ते/, '919811110103'],
  ])('%s', { timeout: 60_000 }, async (_language, hello, ask, says, phone) => {
    const who = somebody(house, phone)
    expect(await walk(who, { hello, ask })).toBeGreaterThan(30)
    expect(who.who.seen()[0]).toMatch(says)
    expect(who.who.unreadable).toEqual([])
    const { answers } = await house.store.records(who.conversation)
    expect(answers.length).toBeGreaterThan(25)
  })
})

/** Somebody who was asked the first questions. */
async function begun(phone: string): Promise<Somebody> {
  const who = somebody(house, phone)
  for (const text of ['hola', '1', '1', '1']) await who.say(text)
  return who
}

test('a voice note is listened to and said back, and counts once a thumb says yes', async () => {
  const who = await begun('573001110111')
  house.model.script({ kind: 'hears', text: 'Un producto.' })
  const said = await who.after((ana) => ana.sendsVoice(fileOf('ogg')))
  expect(said.join('\n')).toContain('Escuché: «Un producto.»')
  expect(said.at(-1)).toContain('¿Es así?')
  const asked = await who.who.hears(({ text }) => text?.includes('¿Es así?') === true)
  const before = who.who.seen().length
  await who.who.reacts(asked, '👍')
  await house.peer.until(() => who.who.seen().length > before)
  await who.settled()
  expect((await house.store.state(who.conversation))?.open).toMatchObject({ kind: 'question' })
  const { answers } = await house.store.records(who.conversation)
  expect(answers.map(({ answer }) => answer)).toContainEqual({ option: 'goods' })
})

test('pictures and papers are kept for staff, and the person is told what the bot can do with them', async () => {
  const who = await begun('573001110112')
  const said = [
    ...(await who.after((ana) => ana.sendsImage(fileOf('jpeg'), 'mi RUT'))),
    ...(await who.after((ana) => ana.sendsDocument(fileOf('pdf'), 'rut.pdf'))),
  ]
  expect(said.filter((text) => text.includes('Recibí su archivo'))).toHaveLength(2)
  const files = (await house.store.transcript(who.conversation)).flatMap(({ media, text }) =>
    media ? [[media, text]] : [],
  )
  expect(files).toEqual([
    [{ kind: 'image', mime: 'image/jpeg', path: expect.stringMatching(/\.jpg$/) }, '[image] mi RUT'],
    [{ kind: 'document', mime: 'application/pdf', path: expect.stringMatching(/\.pdf$/) }, '[document]'],
  ])
})

test('who becomes known by a LID goes on with the same conversation', async () => {
  const luz = house.peer.person({ phone: '573001110113' })
  luz.hasLid = false
  const conversation = house.store.conversationOf(`whatsapp:${luz.phone}`)
  const answered = (n: number) => house.peer.until(() => luz.seen().length >= n)
  await luz.says('hola')
  await answered(1)
  luz.hasLid = true
  await luz.says('1')
  await answered(2)
  await until(() => house.store.settled(conversation), Boolean)
  expect(luz.seen().at(-1)).toContain('le pido permiso')
  const other = house.store.conversationOf(`whatsapp:${luz.lid}`)
  expect(await house.store.state(other)).toBeNull()
  expect(luz.received.at(-1)?.stanza.attrs.to).toBe(luz.lid)
})

test('whoever gets the number of somebody else is somebody new, and what is said to the one before does not reach them', async () => {
  const phone = '573001110119'
  const luz = house.peer.person({ name: 'Luz', phone })
  luz.hasLid = false
  await luz.says('hola')
  await luz.hears((one) => one.text?.includes('Soy el asistente') === true)
  luz.hasLid = true
  await luz.says('1')
  await luz.hears((one) => one.text?.includes('le pido permiso') === true)
  const next = house.peer.person({ name: 'Nelson', phone })
  await next.says('hola')
  await next.hears((one) => one.text?.includes('Soy el asistente') === true)
  const action = { kind: 'reply', text: 'Luz, le escribe Marta.' } as const
  const conversation = house.store.conversationOf(`whatsapp:${phone}`)
  await house.store.appendEvent(conversation, 'staff-luz', { type: 'staff', by: 'marta', action })
  await luz.hears((one) => one.text?.includes('Marta') === true)
  expect(next.seen()).toHaveLength(1)
})

test('what was written while the line was away is answered in its order when it is back', async () => {
  const who = await begun('573001110114')
  house.peer.drop()
  const before = who.who.seen().length
  const ids = [await who.who.says('1'), await who.who.says('1'), await who.who.says('1')]
  await house.peer.until(() => ids.every((id) => who.who.receipts.some((one) => one.id === id && one.type === 'read')))
  await who.settled()
  expect(who.who.seen().slice(before)).toHaveLength(3)
  const heard = (await house.store.transcript(who.conversation)).filter(({ who: side }) => side === 'person')
  expect(heard.slice(-3).map(({ text }) => text)).toEqual(['1', '1', '1'])
  expect(who.who.unreadable).toEqual([])
})

test('a burst of answers, one upon the other, is answered so that each can be read', async () => {
  const who = await begun('573001110115')
  const texts = ['1', '1', '1', '¿qué es el RUT?', '2', 'atrás']
  const ids = await Promise.all(texts.map((text) => who.who.says(text)))
  await house.peer.until(() => ids.every((id) => who.who.receipts.some((one) => one.id === id && one.type === 'read')))
  await who.settled()
  expect(who.who.unreadable).toEqual([])
  const heard = (await house.store.transcript(who.conversation)).filter(({ who: side }) => side === 'person')
  expect(heard.slice(-texts.length).map(({ text }) => text)).toEqual(texts)
})

test('an answer that is edited changes nothing, and the person is told how to change it', async () => {
  const who = await begun('573001110116')
  const id = await who.who.says('1')
  await who.settled()
  await until(
    () => Promise.resolve(who.who.seen().length),
    (seen) => seen > 4,
  )
  const said = await who.after(async (ana) => {
    await ana.edits(id, '2')
    return ana.says('menú')
  })
  expect(said.join('\n')).toContain('Vi que cambió un mensaje anterior.')
})

test('who has everything deleted is told so, and is somebody new when they write again', async () => {
  const who = await begun('573001110117')
  await who.say('borrar mis datos')
  const ids = who.who.received.map(({ id }) => id)
  const kept = () => Promise.all(ids.map((id) => house.store.papers.get(`whatsapp sent ${id}`)))
  expect((await kept()).every((text) => text !== null)).toBe(true)
  const said = await who.say('1')
  expect((await kept()).every((text) => text === null)).toBe(true)
  expect(said.join('\n')).toMatch(/borr/i)
  expect(await house.store.transcript(who.conversation)).toEqual([])
  expect((await who.say('hola'))[0]).toMatch(/Hola\. Soy/)
})

test('what is written while the store is away is answered when it is back', { timeout: 30_000 }, async () => {
  const who = await begun('573001110118')
  await house.redis.kill()
  const ids = [await who.who.says('1'), await who.who.says('1')]
  await house.redis.restart()
  await house.peer.until(() => ids.every((id) => who.who.receipts.some((one) => one.id === id && one.type === 'read')))
  await who.settled()
  expect(who.who.unreadable).toEqual([])
  const heard = (await house.store.transcript(who.conversation)).filter(({ who: side }) => side === 'person')
  expect(heard.slice(-2).map(({ text }) => text)).toEqual(['1', '1'])
})
