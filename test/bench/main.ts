import { benchClient } from './client.ts'
import { fillWithConversations } from './crowd.ts'
import { startRedis } from '../redis-server.ts'
import { measureTurns } from './end-to-end.ts'
import { measureMemory } from './memory.ts'
import { measurePages } from './pages.ts'
import { measurePure } from './pure.ts'
import { measureSearch } from './search.ts'
import { measureRaw } from './raw-scripts.ts'

/** Every figure with what is asked of it; ratios come from one run on one machine. */
const redis = await startRedis()
const client = benchClient(redis.socket)
await client.connect()
try {
  const pure = measurePure()
  row('pure turns a second', pure.toFixed(0), '40,000')
  const raw = await measureRaw(redis.socket, 200)
  row('turns a second of the store alone, 200 at once', raw.toFixed(0), '')
  await fillWithConversations(client, 0, 1_000)
  const turns = await measureTurns(redis.socket, client, 'few')
  row('turns a second end to end, 200 at once', turns.perSecond.toFixed(0), '2,500, at least 1,500')
  row('of the pure rate; of the store alone', `${percent(turns.perSecond, pure)}; ${percent(turns.perSecond, raw)}`, '')
  row('turn p50, p99 in ms', `${turns.p50.toFixed(1)}, ${turns.p99.toFixed(1)}`, '')
  row('calls of scripts a turn', turns.calls.toFixed(2), '4')
  await fillWithConversations(client, 1_000, 100_000)
  const many = await measureTurns(redis.socket, client, 'many')
  row('the same with 100,000 stored, not 1,000', percent(many.perSecond, turns.perSecond), 'flat')
  row('resident memory after all that, MB', (process.memoryUsage.rss() / 1e6).toFixed(0), '')
  for (const [language, limit] of [
    ['es', 30],
    ['hi', 50],
  ] as const) {
    const { finished, idle } = await measureMemory(redis.socket, client, language)
    row(`finished assessment with transcript, ${language}, kB`, (finished / 1000).toFixed(1), String(limit))
    row(`idle conversation, ${language}, kB`, (idle / 1000).toFixed(2), '1.5')
  }
  for (const copies of [1, 20]) {
    const found = await measureSearch(copies)
    for (const { engine, recall1, p50, p99, build } of found) {
      row(
        `search, ${copies === 1 ? 'our sections' : 'twenty times as many'}, ${engine}: right first; p50, p99 ms`,
        `${percent(recall1, 1)}; ${p50.toFixed(2)}, ${p99.toFixed(2)}`,
        engine === 'ours' && copies === 1 ? 'p99 1' : '',
      )
      row('its index built in ms', build.toFixed(0), engine === 'ours' && copies === 1 ? '1,000' : '')
    }
  }
  const open = await measurePages()
  row('500 pages open: p95 of an answer at 20/s, ms', open.idleP95.toFixed(0), '')
  row(
    'the same at 200 messages/s: p50, p99 in ms',
    `${open.loadedP50.toFixed(0)}, ${open.loadedP99.toFixed(0)}`,
    'p99 250',
  )
  row(
    'messages a second reached; memory of the server, MB',
    `${open.loadedPerSecond.toFixed(0)}; ${open.memory.toFixed(0)}`,
    '200; 400',
  )
  row('p95 beside one page that floods, of the idle one', percent(open.floodedP95, open.idleP95), '200 %')
  row('posts of the flood that were refused', String(open.floodRefused), '')
} finally {
  client.destroy()
  await redis.stop()
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(0)} %`
}

function row(name: string, measured: string, asked: string): void {
  process.stdout.write(`${name.padEnd(52)} ${measured.padStart(12)}   ${asked === '' ? '' : `asked: ${asked}`}\n`)
}
