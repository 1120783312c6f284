import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Address, ConversationId } from '../../src/core/event.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { startRedis } from '../redis-server.ts'
import { text, until } from '../store/made.ts'
import { opening } from './lines.ts'
import type { Orders } from './link-process.ts'
import { workOnBoth } from './linked-house.ts'

export type Kill = Orders['endAt']

/** What became of two conversations that were to join: how many things of theirs are missing, and how many are too many. */
export interface Linked {
  readonly kills: number
  readonly lost: number
  readonly doubled: number
  /** Whether one of them goes on in the other, with nothing left behind. */
  readonly joined: boolean
}

/** Somebody with a firm on each of two channels joins both by a code and writes on; each process but the last is killed. */
export async function linkThroughKills(kills: readonly Kill[], forwardsLate = false): Promise<Linked> {
  const redis = await startRedis()
  const store = await redisStore({ socket: redis.socket })
  const [web, telegram] = [store.conversationOf('web:1'), store.conversationOf('telegram:1')]
  const conversations = [telegram, web]
  const calm = async () => {
    for (const one of [...conversations, ...conversations]) await until(() => store.settled(one), Boolean)
  }
  try {
    let ids = 0
    const written: string[] = []
    const write = async (from: Address, words: string) => {
      written.push(words)
      await store.append({ ...text(from, words, `m${ids++}`), hints: { language: 'es', country: 'co' } })
    }

    const first = await workOnBoth(store)
    for (const words of [...opening, 'La Esperanza', 'vincular']) await write('web:1', words)
    for (const words of [...opening, 'El Roble', '1']) await write('telegram:1', words)
    await calm()
    await first.stop()
    const code = /[A-Z]{4}-[A-Z]{4}/.exec((await store.transcript(web)).at(-1)?.text ?? '')?.[0] ?? ''
    const before = await everythingOf(store, conversations)

    const meant = written.length
    await write('telegram:1', code)
    for (const words of ['menú', 'mis negocios', 'El Roble']) await write('telegram:1', words)
    await write('web:1', 'repetir')
    let killed = 0
    for (const [n, endAt] of kills.entries()) {
      const orders = { socket: redis.socket, owner: `test:${n}`, conversations, endAt, forwardsLate }
      const child = start(orders)
      const [, signal] = await once(child, 'exit')
      if (signal === 'SIGKILL') killed += 1
    }
    await store.release((owner) => owner.startsWith('test:'))
    const last = await workOnBoth(store)
    await calm()
    await last.stop()

    const after = await everythingOf(store, conversations)
    const expected = [...before, ...written.slice(meant).map((words) => `said ${words}`)]
    const [left, state] = [await everythingOf(store, [telegram]), await store.state(telegram)]
    return { kills: killed, joined: state?.linkedTo === web && left.length === 0, ...compare(expected, after) }
  } finally {
    await store.close()
    await redis.stop()
  }
}

/** What is kept of a person, a line for each thing: what was said and answered, the firms and what is planned. */
async function everythingOf(store: Store, conversations: readonly ConversationId[]): Promise<string[]> {
  const found = await Promise.all(
    conversations.map(async (conversation) => {
      const transcript = await store.transcript(conversation)
      const { firms, assessments, answers, consents } = await store.records(conversation)
      return [
        ...transcript.filter(({ who }) => who === 'person').map(({ text: words }) => `said ${words}`),
        ...answers.map(({ firm, question, event }) => `answered ${firm} ${question} ${event}`),
        ...firms.map(({ id }) => `firm ${id}`),
        ...assessments.map(({ id }) => `assessment ${id}`),
        ...consents.map(({ purpose, messageId }) => `consent ${purpose} ${messageId}`),
      ]
    }),
  )
  return found.flat()
}

function compare(expected: readonly string[], found: readonly string[]): Pick<Linked, 'lost' | 'doubled'> {
  const left = new Map<string, number>()
  for (const one of expected) left.set(one, (left.get(one) ?? 0) + 1)
  for (const one of found) left.set(one, (left.get(one) ?? 0) - 1)
  const balance = [...left.values()]
  return {
    lost: balance.reduce((total, count) => total + Math.max(0, count), 0),
    doubled: balance.reduce((total, count) => total + Math.max(0, -count), 0),
  }
}

function start(orders: Orders) {
  const script = fileURLToPath(new URL('./link-process.ts', import.meta.url))
  return fork(script, [JSON.stringify(orders)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}
