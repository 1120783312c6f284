import { afterAll, beforeAll, expect, it } from 'vitest'
import { asker } from '../../src/asks/run.ts'
import { currentFirm } from '../../src/core/conversation/form/assessments.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { content } from '../content.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { text, until } from '../store/made.ts'
import { listening } from './listening.ts'

let redis: TestRedis

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

afterAll(() => redis.stop())

const quiet = () => undefined

it('a person begins on the page, goes on to the result on Telegram, and is deleted on both', async () => {
  const store = await redisStore({ socket: redis.socket, seal: sealWith(new Uint8Array(32).fill(7)) })
  const sent: OutboundMessage[] = []
  const channels = [listening('web', sent), listening('telegram', sent)]
  const worker = await startWorker({
    ...{ store, content, channels, log: { info: quiet, warn: quiet, error: quiet } },
    ask: asker({ content, links: store.links, today: () => '2026-11-24' }),
    unlink: () => Promise.resolve(),
    times: { pollMs: 20, clockMs: 10 },
  })
  const home = store.conversationOf('web:1')
  const away = store.conversationOf('telegram:7')
  let n = 0

  /** What comes of a message, once nothing moves any more. */
  async function say(from: string, words: string): Promise<OutboundMessage[]> {
    const before = sent.length
    n += 1
    await store.append({ ...text(from, words, `m${n}`), hints: { language: 'es', country: 'co' } })
    await until(
      () => store.settled(store.conversationOf(from)),
      (settled) => settled && sent.length > before,
    )
    return sent.slice(before)
  }

  for (const words of ['hola', '1', '1', '1', '1', '1', '1', 'La Esperanza']) await say('web:1', words)
  const [made] = await say('web:1', 'vincular')
  const code = /[A-Z]{4}-[A-Z]{4}/.exec(made?.text ?? '')?.[0] ?? ''
  const joined = await say('telegram:7', `/start ${code.replace('-', '')}`)
  expect(joined.at(-1)).toMatchObject({ to: 'telegram:7' })
  expect(joined.at(-1)?.text).toContain('sus chats quedaron unidos')
  await say('telegram:7', '1')

  let result: OutboundMessage | undefined
  for (let turns = 0; turns < 80 && result === undefined; turns++) {
    const replies = await say('telegram:7', 'saltar')
    expect(new Set(replies.map(({ to }) => to))).toEqual(new Set(['telegram:7']))
    result = replies.find((one) => one.result !== undefined)
  }
  expect(result?.to).toBe('telegram:7')
  const state = await store.state(home)
  const own = state === null ? null : currentFirm(state)
  expect(own?.profile.firm_name).toEqual({ text: 'La Esperanza' })
  expect(await store.transcript(away)).toEqual([])
  expect((await store.transcript(home)).some(({ id }) => id.startsWith(`${away}:`))).toBe(true)

  await say('telegram:7', 'borrar mis datos')
  const [receipt, ...rest] = await say('telegram:7', '1')
  expect(receipt).toMatchObject({ to: 'telegram:7' })
  expect(receipt?.text).toContain('Comprobante')
  expect(rest).toEqual([])
  expect([await store.state(home), await store.state(away)]).toEqual([null, null])
  expect(await store.transcript(home)).toEqual([])

  await worker.stop()
  await store.close()
}, 60_000)
