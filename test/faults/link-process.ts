import { z } from 'zod'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { until } from '../store/made.ts'
import { workOnBoth } from './linked-house.ts'
import { endingAt, watchedTurns } from './watched.ts'

/** Moments at which this process can be told to end as by `kill -9`. */
export const points = [
  'after claim',
  'before commit',
  'after commit',
  'before redeeming',
  'after redeeming',
  'before forwarding',
  'after forwarding',
  'after finishing a forward',
] as const

const orders = z.object({
  socket: z.string(),
  owner: z.string(),
  conversations: z.array(z.string()),
  endAt: z.object({ point: z.enum(points), nth: z.number() }),
  /** Takes for kept what it is only about to keep in the other conversation. */
  forwardsLate: z.boolean(),
})

export type Orders = z.infer<typeof orders>

if (process.argv[2] !== undefined) await work(orders.parse(JSON.parse(process.argv[2])))

/** Works on two conversations that are about to join, until it is ended or nothing moves any more. */
async function work({ socket, owner, conversations, endAt, forwardsLate }: Orders): Promise<void> {
  const pass = endingAt(endAt)
  const plain = await redisStore({ socket, owner })
  await plain.release((other) => other !== owner)
  const store = watched(forwardsLate ? { ...plain, appendEvent: late(plain) } : plain, pass)
  const worker = await workOnBoth(store)
  for (const conversation of conversations) await until(() => store.settled(conversation), Boolean)
  await worker.stop()
  await store.close()
  process.exit(0)
}

function late(store: Store): Store['appendEvent'] {
  return (to, id, body) => {
    setTimeout(() => void store.appendEvent(to, id, body).catch(() => undefined), 1_000)
    return Promise.resolve({ status: 'stored', conversation: to, seq: 0 })
  }
}

function watched(store: Store, pass: (point: (typeof points)[number]) => void): Store {
  return {
    ...watchedTurns(store, pass),
    links: {
      ...store.links,
      async redeem(conversation, ask, code) {
        pass('before redeeming')
        const redeemed = await store.links.redeem(conversation, ask, code)
        pass('after redeeming')
        return redeemed
      },
    },
    async appendEvent(to, id, body) {
      pass('before forwarding')
      const appended = await store.appendEvent(to, id, body)
      pass('after forwarding')
      return appended
    },
    async finishSend(send, delivery, channels) {
      const next = await store.finishSend(send, delivery, channels)
      if (send.forward !== undefined) pass('after finishing a forward')
      return next
    },
  }
}
