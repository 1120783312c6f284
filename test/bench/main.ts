import { benchClient } from './client.ts'
import { startRedis } from '../redis-server.ts'
import { measureTurns } from './end-to-end.ts'
import { measureMemory } from './memory.ts'
import { measurePure } from './pure.ts'

/** Every figure with what is asked of it; ratios come from one run on one machine. */
const redis = await startRedis()
const client = benchClient(redis.socket)
await client.connect()
try {
  const pure = measurePure()
  row('pure turns a second', pure.toFixed(0), '40,000')
  const turns = await measureTurns(redis.socket, client)
  row('turns a second end to end, 200 at once', turns.perSecond.toFixed(0), '2,500, at least 1,500')
  row('of the pure rate', `${((100 * turns.perSecond) / pure).toFixed(1)} %`, '')
  row('turn p50, p99 in ms', `${turns.p50.toFixed(1)}, ${turns.p99.toFixed(1)}`, '')
  row('calls of scripts a turn', turns.calls.toFixed(2), '4')
  for (const [language, limit] of [
    ['es', 30],
    ['hi', 50],
  ] as const) {
    const { finished, idle } = await measureMemory(redis.socket, client, language)
    row(`finished assessment with transcript, ${language}, kB`, (finished / 1000).toFixed(1), String(limit))
    row(`idle conversation, ${language}, kB`, (idle / 1000).toFixed(2), '1.5')
  }
} finally {
  client.destroy()
  await redis.stop()
}

function row(name: string, measured: string, asked: string): void {
  process.stdout.write(`${name.padEnd(52)} ${measured.padStart(12)}   ${asked === '' ? '' : `asked: ${asked}`}\n`)
}
