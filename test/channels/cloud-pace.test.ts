import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { cloudStore } from '../../src/commands/cloud-store.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { cloudLine, quickCloud, type CloudLine } from './cloud-line.ts'
import { graphApi, type GraphApi } from './graph-api.ts'

/** Two processes of one number on one Redis. */
let redis: TestRedis
const stores: Store[] = []
const lines: CloudLine[] = []
let api: GraphApi

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

afterEach(async () => {
  for (const { channel } of lines.splice(0)) await channel.stop()
  for (const store of stores.splice(0)) await store.close()
  await api.stop()
})

afterAll(() => redis.stop())

async function two(times: { paceMs: number; paceBurst: number }) {
  api = await graphApi()
  const [here, there] = await Promise.all(
    [1, 2].map(async () => {
      const store = await redisStore({ socket: redis.socket })
      const line = await cloudLine({
        api,
        ...cloudStore(store),
        times: { ...quickCloud, ...times },
      })
      await line.channel.start(() => Promise.resolve())
      stores.push(store)
      lines.push(line)
      return line
    }),
  )
  if (here === undefined || there === undefined) throw new Error('two were made')
  const sendBy = (line: CloudLine, number: string, id: string) =>
    line.channel.send(`cloud:${number}`, { id, to: `cloud:${number}`, text: 'Hola' })
  return { here, there, sendBy }
}

test('two processes share one pace for each person, which holds up nobody else', async () => {
  const { here, there, sendBy } = await two({ paceMs: 60_000, paceBurst: 3 })
  for (const number of ['571', '572']) await here.message(number, { text: { body: 'hola' } })
  const sent = await Promise.all(
    Array.from({ length: 8 }, (_, n) => sendBy(n % 2 === 0 ? here : there, '571', `a${n}`)),
  )
  expect(sent.filter(({ status }) => status === 'sent')).toHaveLength(3)
  for (const one of sent) {
    if (one.status !== 'retry') continue
    expect(one.counted).toBe(false)
    expect(one.afterMs).toBeGreaterThan(50_000)
    expect(one.afterMs).toBeLessThanOrEqual(60_000)
  }
  expect(api.sent).toHaveLength(3)
  expect(await sendBy(there, '572', 'b')).toMatchObject({ status: 'sent' })
})

test('a person of whom WhatsApp says it was too much is left in peace by both, longer each time', async () => {
  const { here, there, sendBy } = await two({ paceMs: 1, paceBurst: 100 })
  for (const number of ['573', '574']) await here.message(number, { text: { body: 'hola' } })
  api.trouble(131_056)
  expect(await sendBy(here, '573', 'a')).toMatchObject({ status: 'retry', afterMs: 4_000, counted: false })
  const other = await sendBy(there, '573', 'b')
  expect(other).toMatchObject({ status: 'retry', counted: false })
  expect(await stores[1]?.paces.refused('cloud pace 1000200030004000 cloud:573', pace)).toBe(16_000)
  expect(await sendBy(there, '574', 'c')).toMatchObject({ status: 'sent' })
  expect(api.sent).toHaveLength(1)
})

const pace = { everyMs: 1, atOnce: 100, refusedMs: 4_000, mostRefusedMs: 256_000 }
