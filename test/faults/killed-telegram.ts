import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { redisStore } from '../../src/store/redis.ts'
import { botApi } from '../channels/bot-api.ts'
import { answering, person } from '../channels/telegram-house.ts'
import { startRedis } from '../redis-server.ts'
import { lineOf } from './lines.ts'
import { follow, judge, together, type Verdict } from './oracle.ts'
import type { Orders } from './telegram-process.ts'

export type Kill = NonNullable<Orders['endAt']>

const chats = [2001, 2002, 2003]

/** Lines that each of them writes for each process. */
const LINES = 4

/** Three people write without waiting; every process that takes their messages but the last one is killed. */
export async function pollThroughKills(
  kills: readonly Kill[],
  advancesFirst = false,
): Promise<Verdict & { kills: number }> {
  const redis = await startRedis()
  // A few at a time, so that there is something to advance over.
  const api = await botApi({ most: 5 })
  const store = await redisStore({ socket: redis.socket })
  const worker = await answering(store, api)
  try {
    let killed = 0
    let written = 0
    for (const [n, endAt] of [...kills, null].entries()) {
      for (let line = 0; line < LINES; line++, written++) for (const chat of chats) api.write(chat, lineOf(written))
      const { socket } = redis
      const child = start({ socket, owner: `test:${n}`, root: api.url, token: api.token, endAt, advancesFirst })
      const ended = once(child, 'exit')
      if (endAt === null) {
        await Promise.race([api.until(() => api.waiting() === 0), ended])
        child.kill('SIGTERM')
      }
      const [, signal] = await ended
      if (signal === 'SIGKILL') killed += 1
    }
    const lines = Array.from({ length: written }, (_, n) => lineOf(n))
    const verdicts = await Promise.all(
      chats.map(async (chat) => {
        const who = person({ api, store }, chat)
        await who.settled()
        const verdict = await judge(store, `telegram:${chat}`, lines, [])
        const said = (await store.transcript(who.conversation)).filter((entry) => entry.who === 'bot')
        const seen = who.all().map(({ text }) => text)
        const kept = said.map(({ text }) => text)
        return { ...verdict, ...follow(kept, seen.slice(seen.indexOf(kept[0] ?? ''))) }
      }),
    )
    return { ...together(verdicts), kills: killed }
  } finally {
    await worker.stop()
    await store.close()
    await api.stop()
    await redis.stop()
  }
}

function start(orders: Orders) {
  const script = fileURLToPath(new URL('./telegram-process.ts', import.meta.url))
  return fork(script, [JSON.stringify(orders)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}
