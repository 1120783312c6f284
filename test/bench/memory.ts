import { randomBytes } from 'node:crypto'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Store } from '../../src/store/store.ts'
import { turn } from '../../src/core/turn.ts'
import { content } from '../content.ts'
import type { BenchClient } from './client.ts'
import { lines } from './walk.ts'

/** Bytes of Redis for one finished assessment with its transcript and for a conversation that only said hello. */
export async function measureMemory(
  socket: string,
  client: BenchClient,
  language: 'es' | 'hi',
): Promise<{ finished: number; idle: number }> {
  const store = await redisStore({ socket, seal: sealWith(randomBytes(32)) })
  const country = language === 'es' ? 'co' : 'in'
  const finished = await bytesOf(lines(language), `memory:whole-${language}`)
  const idle = await bytesOf(lines(language).slice(0, 1), `memory:idle-${language}`)
  await store.close()
  return { finished, idle }

  async function bytesOf(said: readonly string[], from: string): Promise<number> {
    for (const [n, text] of said.entries()) {
      await store.append({ id: String(n), from, body: { kind: 'text', text }, hints: { language, country } })
      await handle(store)
    }
    const keys = await client.sendCommand(['KEYS', `*${store.conversationOf(from)}*`])
    const sizes = await Promise.all(
      (Array.isArray(keys) ? keys : []).map((key) =>
        client.sendCommand(['MEMORY', 'USAGE', String(key), 'SAMPLES', '0']),
      ),
    )
    return sizes.reduce<number>((sum, size) => sum + Number(size), 0)
  }
}

/** One turn and its sends, without a worker. */
async function handle(store: Store): Promise<void> {
  for (const work of await store.claim(10)) {
    const { send } = await store.commit(work, turn(work.state, work.event, content), ['memory'])
    for (let next = send; next !== null;) next = await store.finishSend(next, { status: 'sent' }, ['memory'])
  }
}
