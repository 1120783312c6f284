import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { until } from '../store/made.ts'
import { cloudLine, shownOf, written, type CloudLine } from './cloud-line.ts'
import { envelope, type Sent } from './graph-api.ts'
import { workBehind } from './work-behind.ts'

/** The whole of Puerto on a Graph API and a Redis of its own. */
let line: CloudLine
let store: Store
let redis: TestRedis
let worker: { stop(): Promise<void> }
let now = Date.now

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
  store = await redisStore({ socket: redis.socket, seal: sealWith(new Uint8Array(32)) })
  line = await cloudLine({
    heights: store.heights,
    paces: store.paces,
    names: {
      firstSeen: (names, lasting) => store.aliases.firstSeen('cloud', names, lasting),
      lasting: (name) => store.aliases.lasting('cloud', name),
    },
    hurry: (who) => store.hurrySend(store.conversationOf(who), 'cloud'),
    async unreachable({ address, id, reason }) {
      await store.appendEvent(store.conversationOf(address), id, { type: 'unreachable', address, reason })
    },
    failLate: (to, id, late) => store.failLate(to, id, late),
    now: () => now(),
  })
  worker = await workBehind(line.channel, store)
  await line.channel.start(async (message) => {
    await store.append(message)
  })
})

afterAll(async () => {
  await line.channel.stop()
  await worker.stop()
  await store.close()
  expect(line.api.complaints).toEqual([])
  await line.api.stop()
  await redis.stop()
})

type Choice = { readonly id: string; readonly title: string }

/** Somebody who waits until everything was said before the next word. */
function somebody(number: string) {
  const conversation = store.conversationOf(`cloud:${number}`)
  const all = () => line.api.sent.filter(({ to }) => to === number)
  const settled = () => until(() => store.settled(conversation), Boolean)

  async function after(message: object): Promise<Sent[]> {
    const before = all().length
    expect(await line.message(number, message)).toBe(200)
    await settled()
    return all().slice(before)
  }

  return {
    ...{ conversation, all, settled },
    say: (body: string) => after({ text: { body } }),
    tap: ({ id, title }: Choice) =>
      after({ type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title } } }),
    last: () => all().at(-1),
    words: () => all().map(shownOf),
  }
}

type Somebody = ReturnType<typeof somebody>

/** What hangs under a message to be tapped. */
function tappable(message: Sent | undefined): readonly Choice[] {
  if (message?.type !== 'interactive') return []
  const { interactive } = message
  return interactive.type === 'button'
    ? interactive.action.buttons.map(({ reply }) => reply)
    : interactive.action.sections.flatMap(({ rows }) => rows)
}

/** From the first word to a result, as somebody would who is in a hurry; how many answers that took. */
async function walk(who: Somebody, give: (n: number) => Promise<unknown>): Promise<number> {
  await who.say('hola')
  for (let turns = 0; turns < 80; turns++) {
    const state = await store.state(who.conversation)
    if (state?.firms.some(({ assessments }) => assessments.some(({ status }) => status === 'finished'))) return turns
    const choices = (
      who
        .words()
        .at(-1)
        ?.match(/^\d+\. /gm) ?? []
    ).length
    const isCountry = state?.open?.kind === 'question' && state.open.question === 'country'
    if (choices > 0) await give(isCountry || turns < 4 ? 0 : turns % Math.min(choices, 3))
    else await who.say(turns < 10 ? 'Finca La Esperanza' : 'saltar')
  }
  throw new Error('no result after eighty answers')
}

describe('a whole questionnaire', () => {
  test('is answered by buttons and lists', { timeout: 60_000 }, async () => {
    const who = somebody('573001110001')
    let taps = 0
    const give = (n: number) => {
      const choice = tappable(who.last())[n]
      taps += choice === undefined ? 0 : 1
      return choice === undefined ? who.say(String(n + 1)) : who.tap(choice)
    }
    expect(await walk(who, give)).toBeGreaterThan(30)
    expect(taps).toBeGreaterThan(20)
    const forms = who.all().map((one) => (one.type === 'interactive' ? one.interactive.type : one.type))
    expect(new Set(forms)).toEqual(new Set(['text', 'button', 'list']))
    expect(who.words()[0]).toMatch(/Hola\. Soy/)
    expect(line.reported).toEqual([])
  })

  test('and by typing numbers', { timeout: 60_000 }, async () => {
    const who = somebody('573001110002')
    expect(await walk(who, (n) => who.say(String(n + 1)))).toBeGreaterThan(30)
    expect((await store.records(who.conversation)).answers.length).toBeGreaterThan(25)
  })
})

test('a button of an earlier question is refused politely', async () => {
  const who = somebody('573001110003')
  await who.say('hola')
  const [start] = tappable(who.last())
  if (start === undefined) throw new Error('nothing to tap')
  await who.tap(start)
  const before = await store.state(who.conversation)
  const said = await who.tap(start)
  expect(said.map(shownOf).join('\n')).toContain('Ese botón era de una pregunta anterior.')
  expect((await store.state(who.conversation))?.open).toEqual(before?.open)
})

test('the same post ten times at once is one turn', async () => {
  const who = somebody('573001110004')
  const body = envelope(line.api.phoneId, written('573001110004', { id: 'wamid.same', text: { body: 'hola' } }))
  expect(await Promise.all(Array.from({ length: 10 }, () => line.post(body)))).toEqual(Array(10).fill(200))
  await who.settled()
  expect(await line.post(body)).toBe(200)
  await who.settled()
  const heard = (await store.transcript(who.conversation)).filter(({ who: side }) => side === 'person')
  expect(heard.length).toBeLessThanOrEqual(1)
  expect(who.all()).toHaveLength((await somebodyNew('573001110005')).length)
})

/** What a first "hola" brings. */
async function somebodyNew(number: string): Promise<Sent[]> {
  return somebody(number).say('hola')
}

test('what is said a day later waits, and comes before the answer when the person writes again', async () => {
  const who = somebody('573001110006')
  for (const text of ['hola', '1', '1', '1']) await who.say(text)
  const before = who.all().length
  now = () => Date.now() + 25 * 60 * 60_000
  const action = { kind: 'reply', text: 'Le escribe Marta, del programa.' } as const
  await store.appendEvent(who.conversation, 'staff-1', { type: 'staff', by: 'marta', action })
  await until(async () => (await store.transcript(who.conversation)).at(-1)?.text.includes('Marta') ?? false, Boolean)
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(who.all()).toHaveLength(before)
  const timestamp = String(Math.floor(now() / 1_000))
  const [first, ...others] = await (async () => {
    await line.message('573001110006', { timestamp, text: { body: 'menú' } })
    await who.settled()
    return who.all().slice(before)
  })()
  now = Date.now
  expect(first === undefined ? '' : shownOf(first)).toContain('Marta')
  expect(others.length).toBeGreaterThan(0)
})

describe('one person by number and by id', () => {
  const text = (body: string) => ({ id: `wamid.${body}`, type: 'text', text: { body } })
  const write = async (contact: object, message: object) => {
    const timestamp = String(Math.floor(Date.now() / 1_000))
    const value = { contacts: [contact], messages: [{ timestamp, ...message }] }
    expect(await line.post(envelope(line.api.phoneId, value))).toBe(200)
  }

  test('is one conversation, and is written to by the id once it is known', async () => {
    const who = somebody('573001110011')
    for (const words of ['hola', '1', '1']) await who.say(words)
    await write({ wa_id: '573001110011', user_id: 'CO.11' }, { from: '573001110011', ...text('1') })
    await who.settled()
    await write({ user_id: 'CO.11' }, text('menú'))
    await who.settled()
    expect(line.api.sent.at(-1)).toMatchObject({ recipient: 'CO.11' })
    expect((await store.transcript(who.conversation)).some(({ text: said }) => said === 'menú')).toBe(true)
    expect(await store.state(store.conversationOf('cloud:CO.11'))).toBeNull()
  })

  test('that were two until now go on in the earlier one, with what each had', async () => {
    const who = somebody('573001110012')
    const other = store.conversationOf('cloud:CO.12')
    for (const words of ['hola', '1', '1', '1', '1', '1', '1', '1', 'La Esperanza']) await who.say(words)
    for (const [n, words] of ['hola', '1', '1', '1', '1', '1', '1', 'El Roble'].entries()) {
      await write({ user_id: 'CO.12' }, { ...text(words), id: `wamid.12.${n}` })
      await until(() => store.settled(other), Boolean)
    }
    await write({ wa_id: '573001110012', user_id: 'CO.12' }, { from: '573001110012', ...text('menú'), id: 'wamid.12' })
    await until(async () => (await store.settled(other)) && (await store.settled(who.conversation)), Boolean)
    const names = (await store.state(who.conversation))?.firms.map(({ profile }) => profile.firm_name)
    expect(names).toEqual([{ text: 'La Esperanza' }, { text: 'El Roble' }])
    expect(await store.state(other)).toMatchObject({ linkedTo: who.conversation, firms: [] })
    expect(await store.transcript(other)).toEqual([])
  })
})

test('what WhatsApp took and could not deliver comes once more, and is left to staff where it fails again', async () => {
  const who = somebody('573001110009')
  for (const words of ['hola', '1', '1', '1']) await who.say(words)
  const sent = who.last()
  await line.status(sent, 'sent')
  for (let n = 0; n < 3; n++) expect(await line.status(sent, 'failed', 131_053)).toBe(200)
  await store.hurrySend(who.conversation, 'cloud')
  await who.settled()
  const again = who.last()
  expect(again).toEqual({ ...sent, biz_opaque_callback_data: sent?.biz_opaque_callback_data.replace('0 ', '0+ ') })
  expect(await line.status(again, 'failed', 131_053)).toBe(200)
  await who.say('1')
  expect(who.all().filter((one) => shownOf(one) === (sent === undefined ? '' : shownOf(sent)))).toHaveLength(2)
  const messageId = sent?.biz_opaque_callback_data.split(' ')[2]
  expect(await store.undelivered()).toMatchObject([
    { conversation: who.conversation, messageId, reason: 'WhatsApp took it, and then said 131053' },
  ])
})

test('who cannot be reached is left in peace, and is answered when they write again', async () => {
  const who = somebody('573001110007')
  await who.say('hola')
  expect(await line.status(who.last(), 'failed', 131_026)).toBe(200)
  await who.settled()
  expect((await who.say('1')).length).toBeGreaterThan(0)
})

test(
  'what is posted while the store is away is 503, and is taken when it comes again',
  { timeout: 30_000 },
  async () => {
    const number = '573001110008'
    const body = envelope(line.api.phoneId, written(number, { id: 'wamid.away', text: { body: 'hola' } }))
    await redis.kill()
    expect(await line.post(body)).toBe(503)
    await redis.restart()
    await until(
      () => line.post(body),
      (status) => status === 200,
    )
    await until(() => Promise.resolve(somebody(number).all().length), Boolean)
  },
)
