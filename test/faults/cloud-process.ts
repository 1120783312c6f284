import { z } from 'zod'
import { cloudChannel } from '../../src/channels/cloud/cloud.ts'
import { cloudStore } from '../../src/commands/cloud-store.ts'
import { redisStore } from '../../src/store/redis.ts'
import { openDoor } from '../../src/web/server.ts'
import { webhookApp } from '../../src/web/webhooks.ts'
import { endingAt } from './watched.ts'

/** Moments at which this process can be told to end as by `kill -9`. */
export const points = ['before append', 'after append', 'before acknowledging', 'after sending'] as const

const orders = z.object({
  socket: z.string(),
  owner: z.string(),
  account: z.object({
    root: z.string(),
    token: z.string(),
    phoneId: z.string(),
    appSecret: z.string(),
    verifyToken: z.string(),
  }),
  endAt: z.object({ point: z.enum(points), nth: z.number() }).nullable(),
  /** Whether it answers people too, or leaves that to another process. */
  answers: z.boolean(),
  /** Acknowledges what was only received. */
  acknowledgesFirst: z.boolean(),
})

export type Orders = z.infer<typeof orders>

if (process.argv[2] !== undefined) await work(orders.parse(JSON.parse(process.argv[2])))

/** Takes what Meta posts and hands it to the store, until it is ended; its port is what it says first. */
async function work({ socket, owner, account, endAt, answers, acknowledgesFirst }: Orders): Promise<void> {
  const pass = endingAt(endAt)
  const store = await redisStore({ socket, owner })
  await store.release((other) => other !== owner)
  const none = () => Promise.reject(new Error('no files here'))
  const kept = cloudStore(store)
  const channel = cloudChannel({
    ...account,
    ...kept,
    heights: {
      ...kept.heights,
      raise(name, to, forMs) {
        if (name.startsWith('cloud progress')) pass('after sending')
        return kept.heights.raise(name, to, forMs)
      },
    },
    ...{ keepMedia: none, readMedia: none },
    openList: () => Promise.resolve('Ver opciones'),
    templateFor: () => Promise.resolve(null),
    ...{ report: () => undefined, note: () => undefined, now: Date.now, times: { paceBurst: 1_000 } },
  })
  let hangingOn: Promise<void> = Promise.resolve()
  await channel.start((message) => {
    const append = async () => {
      pass('before append')
      await store.append({ ...message, hints: { language: 'es', country: 'co' } })
      pass('after append')
    }
    if (!acknowledgesFirst) return append()
    // In the order they came, but after they were acknowledged.
    hangingOn = hangingOn.then(() => new Promise((resolve) => setTimeout(resolve, 20))).then(append)
    return Promise.resolve()
  })
  // Reading the content takes a second, which is not needed to listen.
  const worker = answers ? await (await import('../channels/work-behind.ts')).workBehind(channel, store) : null
  const door = await openDoor(
    webhookApp({
      cloud: {
        ...channel.webhook,
        async post(given) {
          const status = await channel.webhook.post(given)
          pass('before acknowledging')
          return status
        },
      },
    }),
    { port: 0, host: '127.0.0.1' },
  )
  process.send?.(door.port)
  process.once('SIGTERM', () => {
    void hangingOn
      .then(() => worker?.stop())
      .then(() => channel.stop())
      .then(() => store.close())
      .then(() => process.exit(0))
  })
}
