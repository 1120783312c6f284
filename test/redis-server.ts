import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@redis/client'

/** A private server on a Unix socket in a folder of its own. */
export interface TestRedis {
  readonly socket: string
  /** Only with `port`, which a cluster needs. */
  readonly url: string
  /** Its data, with the append-only file. */
  readonly folder: string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Starts it again on the same data. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/** `settings` are lines of the server's configuration, `name value`. */
export async function startRedis(settings: readonly string[] = []): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'puerto-'))
  const socket = join(folder, 'redis.sock')
  let server = await start(folder, socket, settings)
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
  return {
    socket,
    url: `unix://${socket}`,
    folder,
    kill,
    async restart() {
      server = await start(folder, socket, settings)
    },
    async stop() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function start(folder: string, socket: string, settings: readonly string[]): Promise<ChildProcess> {
  const usual = ['port 0', `unixsocket ${socket}`, `dir ${folder}`, 'save ""', 'appendonly yes', 'appendfsync always']
  await rm(socket, { force: true })
  const server = spawn('redis-server', ['-'], { stdio: ['pipe', 'ignore', 'ignore'] })
  server.stdin.end([...usual, ...settings].join('\n'))
  const ended = once(server, 'exit').then(() => Promise.reject(new Error('redis-server ended instead of starting')))
  await Promise.race([answering(socket), ended])
  return server
}

async function answering(socket: string): Promise<void> {
  const client = createClient({ socket: { path: socket, reconnectStrategy: 20 } })
  client.on('error', () => undefined)
  await client.connect()
  while ((await client.ping().catch(() => 'LOADING')) !== 'PONG')
    await new Promise((resolve) => setTimeout(resolve, 20))
  client.destroy()
}
