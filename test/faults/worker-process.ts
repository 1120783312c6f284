import { appendFileSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Channel } from '../../src/channels/channel.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { content } from '../content.ts'
import { broken, mistakes } from './broken-store.ts'
import { lineOf } from './lines.ts'
import { endingAt, watchedTurns } from './watched.ts'

/** Moments at which this process can be told to end as by `kill -9`. */
export const points = [
  'before append',
  'after append',
  'after claim',
  'before commit',
  'after commit',
  'before send',
  'while sending',
  'after finishing a send',
] as const

const orders = z.object({
  socket: z.string(),
  owner: z.string(),
  people: z.array(z.string()),
  /** How many lines of each person are to be taken in all, by this process and those before it. */
  lines: z.number(),
  /** `taken <person> <n>` for each line that was acknowledged, `said <person> <id>` for each send. */
  log: z.string(),
  endAt: z.object({ point: z.enum(points), nth: z.number() }).optional(),
  mistake: z.enum(mistakes).optional(),
})

export type Orders = z.infer<typeof orders>

if (process.argv[2] !== undefined) await work(orders.parse(JSON.parse(process.argv[2])))

/** A worker and a channel whose people write without waiting; ends when everything was answered. */
async function work({ socket, owner, people, lines, log, endAt, mistake }: Orders): Promise<void> {
  const pass = endingAt(endAt)
  const note = (line: string): void => appendFileSync(log, `${line}\n`)
  const plain = await redisStore({ socket, owner })
  const store = watched(mistake === undefined ? plain : await broken(plain, mistake, socket), pass)
  await store.release((other) => other !== owner)

  const channel: Channel = {
    name: 'test',
    can: { choices: 0, textLength: 4096, media: false, typing: false },
    async start(receive) {
      await Promise.all(people.map((person) => write(person, receive)))
    },
    send(to, message) {
      pass('before send')
      note(`said ${to} ${message.id}`)
      pass('while sending')
      return Promise.resolve({ status: 'sent' })
    },
    fetch: () => Promise.reject(new Error('no media here')),
    stop: () => Promise.resolve(),
  }

  async function write(person: string, receive: Parameters<Channel['start']>[0]): Promise<void> {
    const taken = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith(`taken ${person} `)).length
    for (let n = taken; n < lines; n++) {
      pass('before append')
      const hints = { language: 'es', country: 'co' }
      await receive({ id: String(n), from: person, body: { kind: 'text', text: lineOf(n) }, hints })
      pass('after append')
      note(`taken ${person} ${n}`)
    }
  }

  const worker = await startWorker({
    store,
    content,
    channels: [channel],
    ask: () => Promise.resolve({ kind: 'failed', reason: 'nobody asks here' }),
    unlink: () => Promise.resolve(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  process.send?.('working')
  await channel.start(async (message) => {
    await store.append(message)
  })
  const conversations = people.map((person) => store.conversationOf(person))
  for (const conversation of conversations) {
    while (!(await store.settled(conversation))) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await worker.stop()
  await store.close()
  process.disconnect()
}

function watched(store: Store, pass: (point: (typeof points)[number]) => void): Store {
  return {
    ...watchedTurns(store, pass),
    async finishSend(send, delivery, channels) {
      const next = await store.finishSend(send, delivery, channels)
      pass('after finishing a send')
      return next
    },
  }
}
