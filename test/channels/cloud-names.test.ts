import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { until } from '../store/made.ts'
import { openCloudHouse, somebodyIn, type CloudHouse } from './cloud-house.ts'
import type { CloudLine } from './cloud-line.ts'
import { envelope } from './graph-api.ts'

let house: CloudHouse
let line: CloudLine
let store: Store

beforeAll(async () => {
  house = await openCloudHouse()
  ;({ line, store } = house)
})

afterAll(() => house.stop())

const somebody = (number: string) => somebodyIn(house, number)

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
