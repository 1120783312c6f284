import { afterAll, beforeAll, expect, it } from 'vitest'
import { asker } from '../../src/asks/run.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { redisStore } from '../../src/store/redis.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { doorTo } from '../asks/model/door.ts'
import { content } from '../content.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { sharedStub } from '../shared-stub.ts'
import { text, until } from '../store/made.ts'
import { listening } from './listening.ts'

const stub = sharedStub()
let redis: TestRedis

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

afterAll(() => redis.stop())

const quiet = () => undefined

it('a person who waits for a slow model hears that it is looked up, once, and then the answer', async () => {
  const store = await redisStore({ socket: redis.socket, times: { slowAfterMs: 60 } })
  const sent: OutboundMessage[] = []
  const worker = await startWorker({
    ...{ store, content, channels: [listening('terminal', sent)], log: { info: quiet, warn: quiet, error: quiet } },
    ask: asker({ content, model: doorTo(stub), today: () => '2026-11-24' }),
    unlink: () => Promise.resolve(),
    times: { pollMs: 20, clockMs: 10 },
  })
  const said = () => sent.map((message) => message.text)
  const looking = content.voices.es?.say.looking ?? ''

  const from = 'terminal:573009998877'
  await store.append({ ...text(from, 'hola'), hints: { language: 'es', country: 'co' } })
  await until(
    () => Promise.resolve(sent),
    ({ length }) => length > 0,
  )
  const greeted = sent.length

  stub.script({ kind: 'slow', ms: 700 })
  await store.append(text(from, '¿qué código le pongo al RUT?'))
  await until(
    () => store.settled(store.conversationOf(from)),
    (settled) => settled && sent.length > greeted + 1,
  )

  const heard = said().slice(greeted)
  expect(heard[0]).toBe(looking)
  expect(heard.filter((one) => one === looking)).toHaveLength(1)
  expect(heard[1]).toMatch(/^En la casilla 53/)
  expect(sent.flatMap(({ sources = [] }) => sources).map(({ url }) => url)).toContain('https://www.dian.gov.co')
  expect(stub.received).toHaveLength(1)
  expect(stub.received[0]?.body).not.toMatch(/3009998877|terminal/)

  await worker.stop()
  await store.close()
})
