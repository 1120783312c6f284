import { z } from 'zod'
import { whatsAppAccount } from '../channels/whatsapp-account.ts'
import { workBehind } from '../channels/work-behind.ts'

/** Moments at which this process can be told to end as by `kill -9`. */
export const points = ['before append', 'after append'] as const

const orders = z.object({
  /** Of Redis, and of WhatsApp. */
  redis: z.string(),
  url: z.string(),
  endAt: z.object({ point: z.enum(points), nth: z.number() }).nullable(),
  journal: z.boolean(),
  /** How long the lease outlives whoever holds it. */
  leaseMs: z.number(),
})

export type Orders = z.infer<typeof orders>

if (process.argv[2] !== undefined) await work(orders.parse(JSON.parse(process.argv[2])))

/** Hears people on WhatsApp and answers them, until it is ended. */
async function work({ redis, url, endAt, journal, leaseMs }: Orders): Promise<void> {
  let passed = 0
  const pass = (point: (typeof points)[number]): void => {
    if (point === endAt?.point && ++passed === endAt.nth) process.kill(process.pid, 'SIGKILL')
  }
  const account = await whatsAppAccount(
    { url },
    { url: redis },
    // Its parent is told how the line stands.
    { guards: { journal }, times: { leaseMs }, report: (_facts, sentence) => process.send?.(sentence) },
  )
  const { channel, store } = account
  await store.release((owner) => !lives(owner))
  const worker = await workBehind(channel, store)
  await channel.start(async (message) => {
    pass('before append')
    await store.append({ ...message, hints: { language: 'es', country: 'co' } })
    pass('after append')
  })
  process.once('SIGTERM', () => {
    void worker
      .stop()
      .then(() => account.stop())
      // Baileys has a timer of half a minute that nobody waits for.
      .then(() => process.exit())
  })
}

/** An owner here is named by the number of its process. */
function lives(owner: string): boolean {
  try {
    return process.kill(Number(owner.split(':')[1]), 0)
  } catch {
    return false
  }
}
