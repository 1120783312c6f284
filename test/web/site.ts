import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { asker } from '../../src/asks/run.ts'
import { webChannel } from '../../src/channels/web.ts'
import { sealWith } from '../../src/store/seal.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { openDoor, webApp } from '../../src/web/server.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { content } from '../content.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'

/** The whole of Puerto behind a real port, on a Redis of its own. */
export interface Site {
  readonly url: string
  readonly store: Store
  readonly redis: TestRedis
  /** What went wrong while requests were answered. */
  readonly reported: object[]
  stop(): Promise<void>
}

export async function openSite(options: { embedOrigins?: string[] } = {}): Promise<Site> {
  const redis = await startRedis(['appendfsync everysec'])
  const store = await redisStore({ socket: redis.socket, seal: sealWith(randomBytes(32)) })
  const channel = webChannel({ letters: store.letters, conversationOf: store.conversationOf, now: Date.now })
  await channel.start(async (message) => {
    await store.append(message)
  })
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const worker = await startWorker({
    store,
    content,
    channels: [channel],
    ask: asker({
      content,
      exportOf: () => Promise.resolve({ kind: 'document', mime: 'application/json', path: 'copy.json' }),
    }),
    unlink: (path) => rm(path, { force: true }),
    log: silent,
  })
  const closing = new AbortController()
  const reported: object[] = []
  const app = webApp({
    store,
    content,
    hear: (message, shown) => channel.hear(message, shown),
    readMedia: () => Promise.resolve(new TextEncoder().encode('{"yours":true}')),
    secure: false,
    embedOrigins: options.embedOrigins ?? [],
    now: Date.now,
    closing: closing.signal,
    report: (facts) => reported.push(facts),
  })
  const door = await openDoor(app, { port: 0, host: '127.0.0.1' })
  return {
    url: `http://127.0.0.1:${door.port}`,
    store,
    redis,
    reported,
    async stop() {
      closing.abort()
      await door.close()
      await worker.stop()
      await store.close()
      await redis.stop()
    },
  }
}
