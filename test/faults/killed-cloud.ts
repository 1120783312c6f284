import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readTag } from '../../src/channels/cloud/tag.ts'
import { cloudStore } from '../../src/commands/cloud-store.ts'
import { redisStore } from '../../src/store/redis.ts'
import { cloudLine, written } from '../channels/cloud-line.ts'
import { envelope, graphApi, signed, type GraphApi } from '../channels/graph-api.ts'
import { workBehind } from '../channels/work-behind.ts'
import { startRedis } from '../redis-server.ts'
import { until } from '../store/made.ts'
import type { Orders } from './cloud-process.ts'
import { lineOf } from './lines.ts'
import { judge, together, type Verdict } from './oracle.ts'

export type Kill = NonNullable<Orders['endAt']>

const people = ['573001', '573002', '573003']

/** Lines that each of them writes for each process. */
const LINES = 5

/** How the processes are: whether they answer too, and whether they acknowledge too early. */
type Ways = Pick<Orders, 'answers' | 'acknowledgesFirst'>

/**
 * Three people write without waiting, and Meta posts what they write until it is acknowledged; every process that takes it but
 * the last one is killed.
 */
export async function postThroughKills(
  kills: readonly Kill[],
  { answers, acknowledgesFirst }: Ways,
): Promise<Verdict & { kills: number }> {
  const redis = await startRedis()
  const api = await graphApi()
  const store = await redisStore({ socket: redis.socket })
  const own = await cloudLine({ api, ...cloudStore(store) })
  const worker = answers ? null : await workBehind(own.channel, store)
  try {
    const { url: root, token, phoneId, appSecret, verifyToken } = api
    const account = { root, token, phoneId, appSecret, verifyToken }
    const orders = { socket: redis.socket, account, answers, acknowledgesFirst }
    const lines = LINES * (kills.length + 1)
    let killed = 0
    const door = whereItIs()
    const posting = Promise.all(people.map((who) => postAll(api, door, who, lines)))
    for (const [n, endAt] of [...kills, null].entries()) {
      const child = start({ ...orders, owner: `test:${n}`, endAt })
      const ended = once(child, 'exit')
      const opened = await Promise.race([once(child, 'message'), ended])
      door.open(z.number().nullable().parse(opened[0]))
      if (endAt === null) {
        await posting
        await Promise.all(
          people.map((who) => until(() => store.settled(store.conversationOf(`cloud:${who}`)), Boolean)),
        )
        child.kill('SIGTERM')
      }
      const [, signal] = await ended
      door.close()
      if (signal === 'SIGKILL') killed += 1
    }
    const wrote = Array.from({ length: lines }, (_, n) => lineOf(n))
    const verdicts = await Promise.all(people.map((who) => judge(store, `cloud:${who}`, wrote, saidTo(api, who))))
    return { ...together(verdicts), kills: killed }
  } finally {
    await worker?.stop()
    await own.channel.stop()
    await store.close()
    await api.stop()
    await redis.stop()
  }
}

/** One person's lines in their order, each until it is acknowledged. */
async function postAll(api: GraphApi, door: Door, who: string, lines: number): Promise<void> {
  for (let n = 0; n < lines; n++) {
    const body = envelope(api.phoneId, written(who, { id: `wamid.${who}.${n}`, text: { body: lineOf(n) } }))
    const init = { method: 'POST', body, headers: signed(body, api.appSecret) }
    for (let status = 0; status !== 200;) {
      const response = await fetch(`http://127.0.0.1:${await door.port()}/cloud`, init).catch(() => null)
      status = response?.status ?? 0
      if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
}

type Door = ReturnType<typeof whereItIs>

/** The port of the process that lives; whoever finds it gone waits for the next one. */
function whereItIs() {
  let port: number | null = null
  const waiting: (() => void)[] = []
  return {
    async port(): Promise<number> {
      while (port === null) await new Promise<void>((resolve) => waiting.push(resolve))
      return port
    },
    open(opened: number | null) {
      port = opened
      for (const resolve of waiting.splice(0)) resolve()
    },
    close() {
      port = null
    },
  }
}

/** Which messages WhatsApp took for somebody, each part as often as it was posted. */
function saidTo({ sent }: GraphApi, who: string): string[] {
  return sent.filter(({ to }) => to === who).map(({ biz_opaque_callback_data: tag }) => readTag(tag)?.message ?? '')
}

function start(orders: Orders) {
  const script = fileURLToPath(new URL('./cloud-process.ts', import.meta.url))
  return fork(script, [JSON.stringify(orders)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}
