import { randomBytes } from 'node:crypto'
import { asker } from '../../src/asks/run.ts'
import type { Channel } from '../../src/channels/channel.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { content } from '../content.ts'
import type { BenchClient } from './client.ts'
import { lines } from './walk.ts'

const people = 200
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Two hundred people walk through the questionnaire at once; each says the next line when the reply is handed over. */
export async function measureTurns(
  socket: string,
  client: BenchClient,
  name: string,
): Promise<{ perSecond: number; p50: number; p99: number; calls: number }> {
  const store = await redisStore({ socket, seal: sealWith(randomBytes(32)) })
  const said = lines('es')
  const turnMs: number[] = []
  const waiting = new Map<string, () => void>()
  const channel: Channel = {
    name: 'bench',
    can: { choices: 0, textLength: 4_000, media: false, typing: false },
    start: () => Promise.resolve(),
    send(to) {
      waiting.get(to)?.()
      return Promise.resolve({ status: 'sent' })
    },
    fetch: () => Promise.reject(new Error('no media')),
    stop: () => Promise.resolve(),
  }
  const worker = await startWorker({
    store,
    content,
    channels: [channel],
    ask: asker({ content }),
    unlink: () => Promise.resolve(),
    log: silent,
    places: people,
  })
  await client.sendCommand(['CONFIG', 'RESETSTAT'])
  const begun = performance.now()
  await Promise.all(Array.from({ length: people }, (_, n) => walk(`bench:${name}-${n}`)))
  const seconds = (performance.now() - begun) / 1_000
  const calls = /cmdstat_evalsha:calls=(\d+)/.exec(await client.info('commandstats'))
  await worker.stop()
  await store.close()
  turnMs.sort((a, b) => a - b)
  const at = (share: number): number => turnMs[Math.floor(turnMs.length * share)] ?? 0
  return {
    perSecond: turnMs.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    calls: Number(calls?.[1] ?? 0) / turnMs.length,
  }

  async function walk(from: string): Promise<void> {
    for (const [n, text] of said.entries()) {
      const begunAt = performance.now()
      const replied = new Promise<void>((resolve) => waiting.set(from, resolve))
      await store.append({
        id: String(n),
        from,
        body: { kind: 'text', text },
        hints: { language: 'es', country: 'co' },
      })
      await replied
      turnMs.push(performance.now() - begunAt)
    }
  }
}
