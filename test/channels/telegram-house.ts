import type { TelegramOptions } from '../../src/channels/telegram/telegram.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { botApi, type BotApi } from './bot-api.ts'
import type { Shown } from './bot-api-methods.ts'
import { line, type Line } from './telegram-line.ts'
import { until } from '../store/made.ts'
import { workBehind } from './work-behind.ts'

/** The whole of Puerto on a Bot API server and a Redis of its own. */
export interface TelegramHouse extends Line {
  readonly store: Store
  readonly redis: TestRedis
  /** Ends the worker, and begins another, as a new start would. */
  stopWork(): Promise<void>
  startWork(): Promise<void>
  stop(): Promise<void>
}

export async function openHouse(
  options: { api?: BotApi } & Partial<Pick<TelegramOptions, 'token' | 'root'>> = {},
): Promise<TelegramHouse> {
  const { api = await botApi(), ...place } = options
  const redis = await startRedis(['appendfsync everysec'])
  const store = await redisStore({ socket: redis.socket, seal: sealWith(new Uint8Array(32)) })
  const made = await line({
    api,
    leases: store.leases,
    once: (name, ms) => store.once(name, ms),
    async unreachable({ address, id, reason }) {
      await store.appendEvent(store.conversationOf(address), id, { type: 'unreachable', address, reason })
    },
    ...place,
  })
  let worker = await workBehind(made.channel, store)
  await made.channel.start(async (message) => {
    await store.append(message)
  })
  return {
    ...made,
    store,
    redis,
    stopWork: () => worker.stop(),
    async startWork() {
      worker = await workBehind(made.channel, store)
    },
    async stop() {
      await made.channel.stop()
      await worker.stop()
      await store.close()
      await api.stop()
      await redis.stop()
    },
  }
}

/** The work behind a channel that another process listens to: here it only sends. */
export async function answering(store: Store, api: BotApi): Promise<{ stop(): Promise<void> }> {
  return workBehind((await line({ api })).channel, store)
}

/** Somebody in a private chat, who waits until everything was said before the next word. */
export function person({ api, store }: Pick<TelegramHouse, 'api' | 'store'>, chat: number) {
  const conversation = store.conversationOf(`telegram:${chat}`)

  const settled = () => until(() => store.settled(conversation), Boolean)

  /** What came of it. */
  async function after(act: () => void): Promise<Shown[]> {
    const before = api.shown(chat).length
    act()
    await api.until(() => api.waiting() === 0)
    await settled()
    return api.shown(chat).slice(before)
  }

  return {
    conversation,
    settled,
    say: (text: string) => after(() => api.write(chat, text)),
    tap: (under: number, data: string) => after(() => api.tap(chat, under, data)),
    /** The last message that has buttons to tap. */
    open: (): Shown | null => {
      const last = api.shown(chat).at(-1)
      return last?.buttons.some(({ callback_data: data }) => data !== '.') === true ? last : null
    },
    last: () => api.shown(chat).at(-1)?.text ?? '',
    all: () => api.shown(chat),
  }
}
