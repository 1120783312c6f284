import { z } from 'zod'
import { telegramChannel } from '../../src/channels/telegram/telegram.ts'
import { redisStore } from '../../src/store/redis.ts'
import { endingAt } from './watched.ts'

/** Moments at which this process can be told to end as by `kill -9`. */
export const points = ['before append', 'after append', 'before advancing', 'after advancing'] as const

const orders = z.object({
  socket: z.string(),
  owner: z.string(),
  root: z.string(),
  token: z.string(),
  endAt: z.object({ point: z.enum(points), nth: z.number() }).nullable(),
  /** Acknowledges what was only received, as if the offset were advanced first. */
  advancesFirst: z.boolean(),
})

export type Orders = z.infer<typeof orders>

if (process.argv[2] !== undefined) await work(orders.parse(JSON.parse(process.argv[2])))

/** Takes what people write on Telegram and hands it to the store, until it is ended. */
async function work({ socket, owner, root, token, endAt, advancesFirst }: Orders): Promise<void> {
  const pass = endingAt(endAt)
  const store = await redisStore({ socket, owner })
  await store.release((other) => other !== owner)
  const none = () => Promise.reject(new Error('no files here'))
  const channel = telegramChannel({
    token,
    root,
    webhook: null,
    leases: {
      ...store.leases,
      async keep(lease, forMs, position) {
        // Where nothing came, there is nothing to advance over.
        const moves = position !== lease.position
        if (moves) pass('before advancing')
        const kept = await store.leases.keep(lease, forMs, position)
        if (moves) pass('after advancing')
        return kept
      },
    },
    once: () => Promise.resolve(false),
    unreachable: none,
    keepMedia: none,
    readMedia: none,
    profiles: [],
    inPrivate: () => '',
    report: () => undefined,
    note: () => undefined,
    now: Date.now,
    times: { backoffMs: [5, 100] },
  })
  let hangingOn: Promise<void> = Promise.resolve()
  await channel.start((message) => {
    const append = async () => {
      pass('before append')
      await store.append({ ...message, hints: { language: 'es', country: 'co' } })
      pass('after append')
    }
    if (!advancesFirst) return append()
    // In the order they came, but after they were confirmed.
    hangingOn = hangingOn.then(() => new Promise((resolve) => setImmediate(resolve))).then(append)
    return Promise.resolve()
  })
  process.once('SIGTERM', () => {
    void channel
      .stop()
      .then(() => hangingOn)
      .then(() => store.close())
      .then(() => process.disconnect())
  })
}
