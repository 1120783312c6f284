import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { command, everything } from '../store/at-rest.ts'
import { until } from '../store/made.ts'
import { openCloudHouse, somebodyIn, type Button, type CloudHouse, type Somebody } from './cloud-house.ts'
import { shownOf, written, type CloudLine } from './cloud-line.ts'
import { envelope, signed, type Sent } from './graph-api.ts'

let now = Date.now
let house: CloudHouse
let line: CloudLine
let store: Store

beforeAll(async () => {
  house = await openCloudHouse(() => now())
  ;({ line, store } = house)
})

afterAll(() => house.stop())

const somebody = (number: string) => somebodyIn(house, number)

/** What hangs under a message to be tapped. */
function tappable(message: Sent | undefined): readonly Button[] {
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

test('what is not signed, or was altered on its way, is refused, and nothing of it is kept', async () => {
  const body = envelope(
    line.api.phoneId,
    written('573001110010', { id: 'wamid.forged', text: { body: 'palabra-ajena' } }),
  )
  const altered = body.replace('palabra-ajena', 'palabra-otra')
  const before = await command(house.redis, 'DBSIZE')
  expect(await line.post(body, {})).toBe(401)
  expect(await line.post(body, signed(body, 'b'.repeat(32)))).toBe(401)
  expect(await line.post(altered, signed(body, line.api.appSecret))).toBe(401)
  expect(await command(house.redis, 'DBSIZE')).toBe(before)
  expect(await everything(house.redis)).not.toMatch(/palabra-(ajena|otra)/)
  expect(somebody('573001110010').all()).toEqual([])
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

test(
  'what is posted while the store is away is 503, and is taken when it comes again',
  { timeout: 30_000 },
  async () => {
    const number = '573001110008'
    const body = envelope(line.api.phoneId, written(number, { id: 'wamid.away', text: { body: 'hola' } }))
    await house.redis.kill()
    expect(await line.post(body)).toBe(503)
    await house.redis.restart()
    await until(
      () => line.post(body),
      (status) => status === 200,
    )
    await until(() => Promise.resolve(somebody(number).all().length), Boolean)
  },
)
