import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asker, type AskTools } from '../../src/asks/run.ts'
import { webChannel } from '../../src/channels/web.ts'
import { mediaFolder } from '../../src/store/media.ts'
import { recordings, type Speak } from '../../src/store/recordings.ts'
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
  /** Where voice notes are kept. */
  readonly mediaPath: string
  /** What went wrong while requests were answered. */
  readonly reported: object[]
  stop(): Promise<void>
}

export async function openSite(
  options: { embedOrigins?: string[]; speak?: Speak } & Pick<AskTools, 'transcribe'> = {},
): Promise<Site> {
  const { embedOrigins = [], speak, ...listener } = options
  const data = await mkdtemp(join(tmpdir(), 'puerto-site-'))
  const mediaPath = join(data, 'media')
  const media = mediaFolder(mediaPath)
  const redis = await startRedis(['appendfsync everysec'])
  const store = await redisStore({ socket: redis.socket, seal: sealWith(randomBytes(32)) })
  const channel = webChannel({
    letters: store.letters,
    conversationOf: store.conversationOf,
    now: Date.now,
    fetch: ({ path }) => media.read(path),
  })
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
      exportOf: (conversation) => media.keep(new TextEncoder().encode('{"yours":true}'), json, conversation),
      fetchMedia: (file) => channel.fetch(file),
      ...listener,
    }),
    unlink: (path) => media.remove(path),
    log: silent,
  })
  const closing = new AbortController()
  const reported: object[] = []
  const app = webApp({
    store,
    content,
    hear: (message, shown) => channel.hear(message, shown),
    readMedia: ({ path }) => media.read(path),
    receiveVoice: (bytes, owner) => media.receive(bytes, owner, 'voice'),
    ...(speak === undefined
      ? {}
      : { speech: recordings(speak, { folder: join(mediaPath, 'speech'), now: Date.now }).of }),
    secure: false,
    embedOrigins: embedOrigins,
    now: Date.now,
    closing: closing.signal,
    report: (facts) => reported.push(facts),
  })
  const door = await openDoor(app, { port: 0, host: '127.0.0.1' })
  return {
    url: `http://127.0.0.1:${door.port}`,
    store,
    redis,
    mediaPath,
    reported,
    async stop() {
      closing.abort()
      await door.close()
      await worker.stop()
      await store.close()
      await redis.stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}

const json = { kind: 'document', mime: 'application/json', extension: 'json' } as const
