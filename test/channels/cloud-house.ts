import { cloudStore } from '../../src/commands/cloud-store.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { until } from '../store/made.ts'
import { cloudLine, shownOf, type CloudLine } from './cloud-line.ts'
import type { Sent } from './graph-api.ts'
import { workBehind } from './work-behind.ts'

/** The whole of Puerto on a Graph API and a Redis of its own. */
export interface CloudHouse {
  readonly line: CloudLine
  readonly store: Store
  readonly redis: TestRedis
  stop(): Promise<void>
}

export async function openCloudHouse(now: () => number = Date.now): Promise<CloudHouse> {
  const redis = await startRedis(['appendfsync everysec'])
  const store = await redisStore({ socket: redis.socket, seal: sealWith(new Uint8Array(32)) })
  const line = await cloudLine({ ...cloudStore(store), now })
  const worker = await workBehind(line.channel, store)
  await line.channel.start(async (message) => {
    await store.append(message)
  })
  return {
    ...{ line, store, redis },
    async stop() {
      await line.channel.stop()
      await worker.stop()
      await store.close()
      await line.api.stop()
      await redis.stop()
      if (line.api.complaints.length > 0) throw new Error(line.api.complaints.join('\n'))
    },
  }
}

/** What hangs under a message to be tapped. */
export interface Button {
  readonly id: string
  readonly title: string
}

/** Somebody who waits until everything was said before the next word. */
export function somebodyIn({ line, store }: CloudHouse, number: string) {
  const conversation = store.conversationOf(`cloud:${number}`)
  const all = () => line.api.sent.filter(({ to }) => to === number)
  const settled = () => until(() => store.settled(conversation), Boolean)

  async function after(message: object): Promise<Sent[]> {
    const before = all().length
    const status = await line.message(number, message)
    if (status !== 200) throw new Error(`the post was answered ${status}`)
    await settled()
    return all().slice(before)
  }

  return {
    ...{ conversation, all, settled },
    say: (body: string) => after({ text: { body } }),
    tap: ({ id, title }: Button) =>
      after({ type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title } } }),
    last: () => all().at(-1),
    words: () => all().map(shownOf),
  }
}

export type Somebody = ReturnType<typeof somebodyIn>
