import { setTimeout as rest } from 'node:timers/promises'
import { z } from 'zod'
import type { Channel } from '../../src/channels/channel.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import type { Store } from '../../src/store/store.ts'
import { whatsAppAccount } from '../channels/whatsapp-account.ts'
import { endingAt } from './watched.ts'

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
  /** What answers: the house with its conversations, or a word that takes no time to load. */
  answers: z.enum(['house', 'word']),
  /** Prints what libsignal prints. */
  loud: z.boolean().optional(),
})

export type Orders = z.infer<typeof orders>

if (process.argv[2] !== undefined) await work(orders.parse(JSON.parse(process.argv[2])))

/** Hears people on WhatsApp and answers them, until it is ended. */
async function work({ redis, url, endAt, journal, leaseMs, answers, loud = false }: Orders): Promise<void> {
  const pass = endingAt(endAt)
  const { log, info, warn, error } = console
  const account = await whatsAppAccount(
    { url },
    { url: redis },
    {
      guards: { journal },
      times: { leaseMs },
      // Its parent is told how the line stands.
      report: (_facts, sentence) => process.send?.(sentence),
      note: (facts, sentence) => process.stdout.write(`${sentence} ${JSON.stringify(facts)}\n`),
    },
  )
  if (loud) Object.assign(console, { log, info, warn, error })
  const { channel, store } = account
  await store.release((owner) => !lives(owner))
  const worker = answers === 'house' ? await house(channel, store) : null
  await channel.start(async (message) => {
    if (worker === null) return void say(channel, { id: message.id, to: message.from, text: 'anotado' })
    pass('before append')
    await store.append({ ...message, hints: { language: 'es', country: 'co' } })
    pass('after append')
  })
  process.on('message', () => {
    // What it uses, and not what it used.
    globalThis.gc?.()
    process.send?.(process.memoryUsage().heapUsed)
  })
  process.once('SIGTERM', () => {
    void Promise.resolve(worker?.stop())
      .then(() => account.stop())
      // Baileys has a timer of half a minute that nobody waits for.
      .then(() => process.exit())
  })
}

/** Reading the content takes a second: only who answers from it waits for that. */
async function house(channel: Channel, store: Store): Promise<{ stop(): Promise<void> }> {
  const { workBehind } = await import('../channels/work-behind.ts')
  return workBehind(channel, store)
}

/** Until it is said: the line may be lost meanwhile. */
async function say(channel: Channel, message: OutboundMessage): Promise<void> {
  while ((await channel.send(message.to, message)).status === 'retry') await rest(20)
}

/** An owner here is named by the number of its process. */
function lives(owner: string): boolean {
  try {
    return process.kill(Number(owner.split(':')[1]), 0)
  } catch {
    return false
  }
}
