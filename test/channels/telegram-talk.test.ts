import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { botApi } from './bot-api.ts'
import { openHouse, person, type TelegramHouse } from './telegram-house.ts'

let house: TelegramHouse

beforeAll(async () => {
  house = await openHouse({ api: await botApi({ languageOf: (chat) => languageOf[Math.floor(chat / 10)] ?? 'es' }) })
})

afterAll(() => house.stop())

/** What people's apps say, by the tens of their numbers. */
const languageOf: Readonly<Record<number, string>> = { 702: 'en', 703: 'hi' }

type Person = ReturnType<typeof person>

/** How a person gives the n-th choice. */
type Give = (who: Person, n: number) => Promise<unknown>

const byTapping: Give = (who, n) => {
  const open = who.open()
  return open === null ? who.say(String(n + 1)) : who.tap(open.id, open.buttons[n]?.callback_data ?? '')
}

const byNumber: Give = (who, n) => who.say(String(n + 1))

/** From the first word to a result, as somebody would who is in a hurry; how many answers that took. */
async function walk(who: Person, { hello, ask, country }: Speaker, give: Give, askAt: number): Promise<number> {
  await who.say(hello)
  for (let turns = 0; turns < 80; turns++) {
    const state = await house.store.state(who.conversation)
    if (state?.firms.some(({ assessments }) => assessments.some(({ status }) => status === 'finished'))) return turns
    if (turns === askAt) await askAside(who, ask)
    const choices = (who.last().match(/^\d+\. /gm) ?? []).length
    const isCountry = state?.open?.kind === 'question' && state.open.question === 'country'
    if (isCountry) await give(who, country)
    else if (choices > 0) await give(who, turns < 4 ? 0 : turns % Math.min(choices, 3))
    else await who.say(turns < 10 ? 'Finca La Esperanza' : 'skip')
  }
  throw new Error('no result after eighty answers')
}

/** A question in the middle is answered, and what was asked is asked again. */
async function askAside(who: Person, ask: string): Promise<void> {
  const asked = who.last().split('\n\n')
  const said = await who.say(ask)
  const answer = said.map(({ text }) => text).join('\n')
  expect(answer).toMatch(/https:\/\//)
  expect(who.last()).toContain(asked.at(-1))
}

interface Speaker {
  readonly hello: string
  readonly ask: string
  /** Their place in the list of countries. */
  readonly country: number
}

const languages = [
  { language: 'es', hello: 'hola', ask: 'q codigo pongo en el rut?', says: /Hola\. Soy/, chat: 7010, country: 0 },
  {
    language: 'en',
    hello: 'hello',
    ask: 'which code do I need in the RUT to export?',
    says: /Hello/,
    chat: 7020,
    country: 0,
  },
  {
    language: 'hi',
    hello: 'नमस्ते',
    ask: 'lut kaise bhare?',
    says: /नमस्ते/,
    chat: 7030,
    country: 1,
  },
]

describe.each(languages)('in $language', ({ says, chat, ...speaker }) => {
  test('a whole questionnaire is answered by tapping, with a question in the middle', { timeout: 60_000 }, async () => {
    const who = person(house, chat)
    expect(await walk(who, speaker, byTapping, 20)).toBeGreaterThan(30)
    expect(who.all()[0]?.text).toMatch(says)
    const taps = house.api.calls.filter(({ method }) => method.startsWith('answerCallbackQuery')).length
    expect(taps).toBeGreaterThan(20)
    const settled = who.all().filter(({ buttons }) => buttons.some(({ text }) => text.startsWith('✓ ')))
    expect(settled.length).toBeGreaterThan(20)
    expect(settled.every(({ buttons }) => buttons.length === 1)).toBe(true)
    expect(house.reported).toEqual([])
  })

  test('and another by typing numbers', { timeout: 60_000 }, async () => {
    const who = person(house, chat + 1)
    expect(await walk(who, speaker, byNumber, 25)).toBeGreaterThan(30)
    const { answers } = await house.store.records(who.conversation)
    expect(answers.length).toBeGreaterThan(25)
  })
})

test('a button of an earlier question is refused politely, and goes', async () => {
  const who = person(house, 9001)
  await who.say('hola')
  const menu = who.open()
  const start = menu?.buttons[0]?.callback_data ?? ''
  await who.say('1')
  const consent = who.open()
  const before = await house.store.state(who.conversation)
  const said = await who.tap(menu?.id ?? 0, start)
  expect(said[0]?.text).toContain('Ese botón era de una pregunta anterior.')
  expect(said.at(-1)?.text).toContain(consent?.text)
  expect(who.all().find(({ id }) => id === menu?.id)?.buttons).toEqual([])
  expect((await house.store.state(who.conversation))?.open).toEqual(before?.open)
})

test('a button of another version of the form is refused, and the question asked as it is now', async () => {
  const who = person(house, 9005)
  for (const text of ['hola', '1', '1', '1']) await who.say(text)
  const asked = who.open()
  const data = asked?.buttons[0]?.callback_data ?? ''
  expect(data).toMatch(/^\w+\.v\d+\|\w+$/)
  const [refused, ...again] = await who.tap(asked?.id ?? 0, data.replace(/\.v\d+/, '.v0'))
  expect(refused?.text).toContain('Ese botón era de una pregunta anterior.')
  const open = [refused, ...again].at(-1)
  expect(open?.buttons.map((button) => button.callback_data)[0]).toBe(data)
  const next = await who.tap(open?.id ?? 0, data)
  expect(next.at(-1)?.buttons[0]?.callback_data).not.toBe(data)
})

test('a "yes" that hung under something else deletes nothing', async () => {
  const who = person(house, 9002)
  for (const text of ['hola', '1', '1', '1']) await who.say(text)
  await who.say('/my_data')
  const card = who.open()
  await who.say('/delete')
  const sure = who.open()
  await who.say('no')
  await who.say('/delete')
  const [yes = ''] = sure?.buttons.map(({ callback_data: data }) => data) ?? []
  const value = yes.slice(yes.indexOf('|') + 1)
  const name = card?.buttons[0]?.callback_data.split('|')[0] ?? ''
  await who.tap(card?.id ?? 0, `${name}|${value}`)
  expect((await house.store.records(who.conversation)).consents.length).toBeGreaterThan(0)
  await who.tap(who.open()?.id ?? 0, yes)
  expect((await house.store.records(who.conversation)).consents).toEqual([])
})

test('several answers are ticked however fast, outlive the process, and are given by the last button', async () => {
  const who = person(house, 9006)
  for (const text of ['mi ruta de aduana', '1', '1', 'colombia', 'alimentos', '3', '2']) await who.say(text)
  for (const text of ['estados unidos', '1', 'courier', '1', 'no sé']) await who.say(text)
  const asked = who.open()
  const button = (label: string) => asked?.buttons.find(({ text }) => text.includes(label))?.callback_data ?? ''
  const before = who.all().length
  house.api.tap(9006, asked?.id ?? 0, button('Halal'))
  await house.stopWork()
  house.api.tap(9006, asked?.id ?? 0, button('Kosher'))
  house.api.tap(9006, asked?.id ?? 0, button('Orgánico'))
  await house.api.until(() => house.api.waiting() === 0)
  await house.startWork()
  await who.tap(asked?.id ?? 0, button('Kosher'))
  expect(who.all()).toHaveLength(before)
  const shown = () =>
    who
      .all()
      .find(({ id }) => id === asked?.id)
      ?.buttons.map(({ text }) => text)
  expect(shown()).toEqual(['✓ 1. Orgánico', '✓ 2. Halal', '3. Kosher', '4. Ninguno', '5. No sé', 'Listo'])
  await who.tap(asked?.id ?? 0, button('Listo'))
  expect(shown()).toEqual(['✓ Orgánico, Halal'])
  expect(who.last()).toContain('¿Quién hará los papeles de aduana?')
  const [refused] = await who.tap(asked?.id ?? 0, button('Kosher'))
  expect(refused?.text).toContain('Ese botón era de una pregunta anterior.')
  const { answers } = await house.store.records(who.conversation)
  expect(answers.find(({ question }) => question === 'seal')?.answer).toEqual({ options: ['organic', 'halal'] })
})

test('"/start" with a code, a mended message and a file that is too large each have their answer', async () => {
  const who = person(house, 9003)
  const [first] = await who.say('/start AB12')
  expect(first?.text).toContain('Soy el asistente')
  const edit = { edited_message: { message_id: 1, chat: { id: 9003, type: 'private' }, from: { id: 9003 }, text: 'x' } }
  const before = who.all().length
  house.api.push(edit)
  await house.api.until(() => who.all().length > before)
  expect(who.all().at(-1)?.text).toContain('Vi que cambió un mensaje anterior.')
  house.api.write(9003, null, { document: { file_id: 'X', file_size: 20_000_000 } })
  await house.api.until(() => who.all().length > before + 1)
  expect(who.all().at(-1)?.text).toContain('hasta 16 MB')
})

test('who blocks the bot is left in peace, and is answered when they write again', async () => {
  const who = person(house, 9004)
  await who.say('hola')
  const { api } = house
  const member = {
    chat: { id: 9004, type: 'private' },
    from: { id: 9004 },
    date: 1,
    new_chat_member: { status: 'kicked' },
  }
  api.push({ my_chat_member: member })
  await api.until(() => api.waiting() === 0)
  const said = await who.say('1')
  expect(said.length).toBeGreaterThan(0)
})
