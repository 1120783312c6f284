import { z } from 'zod'
import { workBehind } from '../channels/work-behind.ts'
import { channelOn, storeOn } from './whatsapp-channel.ts'

/** Moments at which this process can be told to end as by `kill -9`. */
export const points = ['before append', 'after append'] as const

const orders = z.object({
  socket: z.string(),
  owner: z.string(),
  url: z.string(),
  endAt: z.object({ point: z.enum(points), nth: z.number() }).nullable(),
  guards: z.object({ repository: z.boolean(), journal: z.boolean() }),
  /** How long its lease outlives it. */
  leaseMs: z.number().optional(),
})

export type Orders = z.infer<typeof orders>

if (process.argv[2] !== undefined) await work(orders.parse(JSON.parse(process.argv[2])))

/** Hears people on WhatsApp, answers them, and tells its parent how the line stands, until it is ended. */
async function work({ socket, owner, url, endAt, guards, leaseMs }: Orders): Promise<void> {
  let passed = 0
  const pass = (point: (typeof points)[number]): void => {
    if (point === endAt?.point && ++passed === endAt.nth) process.kill(process.pid, 'SIGKILL')
  }
  const store = await storeOn(socket, owner)
  await store.release((other) => other !== owner)
  const channel = channelOn(store, url, {
    guards,
    report: (facts) => process.send?.(facts),
    ...(leaseMs === undefined ? {} : { times: { leaseMs } }),
  })
  const worker = await workBehind(channel, store)
  await channel.start(async (message) => {
    pass('before append')
    await store.append({ ...message, hints: { language: 'es', country: 'co' } })
    pass('after append')
  })
  process.once('SIGTERM', () => {
    void channel
      .stop()
      .then(() => worker.stop())
      .then(() => store.close())
      .then(() => process.disconnect())
  })
}
