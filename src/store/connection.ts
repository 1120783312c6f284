import { createClient, ErrorReply } from '@redis/client'
import type { Reply } from './reply.ts'
import { scripts, type ScriptName } from './scripts.ts'
import { StoreUnavailable } from './store.ts'

/** The way to one server. What is asked within one tick travels together. Trouble of the server is `StoreUnavailable`. */
export interface Connection {
  run(...command: string[]): Promise<Reply>
  script(name: ScriptName, keys: readonly string[], args: readonly (string | number)[]): Promise<Reply>
  /** Hears a channel until the returned function is called; also after the connection was lost and came back. */
  listen(channel: string, heard: (message: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** `socket` is a path. Nothing waits for a server that is away: commands fail at once, and it is sought again. */
export async function connect(options: { url?: string; socket?: string }): Promise<Connection> {
  let connected = false
  const reconnectStrategy = (retries: number, cause: Error) => (connected ? Math.min(20 * 2 ** retries, 500) : cause)
  const open = () => {
    const client = createClient({
      ...(options.url === undefined ? {} : { url: options.url }),
      socket:
        options.socket === undefined
          ? { reconnectStrategy, socketTimeout: silenceMs }
          : { path: options.socket, reconnectStrategy, socketTimeout: silenceMs },
      // A timer for each command is dear; a server that hangs is noticed by its silence instead.
      commandOptions: { timeout: 0 },
      pingInterval: silenceMs / 4,
      disableOfflineQueue: true,
      disableClientInfo: true,
      maintNotifications: 'disabled',
    })
    // Each command reports its own failure; without a listener a lost connection would end the process.
    client.on('error', () => undefined)
    return client
  }
  const clients = Array.from({ length: lanes }, open)
  const [first] = clients
  if (first === undefined) throw new Error('a store needs a connection')
  let turn = 0
  /** The next one in turn that stands: after a cut they come back one by one. */
  const next = () => {
    turn = (turn + 1) % lanes
    return [...clients.slice(turn), ...clients.slice(0, turn)].find(({ isReady }) => isReady) ?? first
  }
  const standing = () => (first.isReady ? first : next())

  const send = async (command: string[], client = standing()): Promise<Reply> => {
    try {
      return await client.sendCommand<Reply>(command)
    } catch (error) {
      throw told(error)
    }
  }

  const place = options.socket ?? options.url ?? 'the default address'
  try {
    await Promise.all(clients.map((client) => client.connect()))
    await Promise.all(Object.values(scripts).map(({ source }) => send(['SCRIPT', 'LOAD', source])))
    connected = true
  } catch (error) {
    for (const client of clients) if (client.isOpen) client.destroy()
    throw new StoreUnavailable(`Redis cannot be reached at ${place}: ${reason(error)}.`, { cause: error })
  }

  return {
    run: (...command) => send(command),
    async script(name, keys, args) {
      const client = next()
      const rest = [String(keys.length), ...keys, ...args.map(String)]
      try {
        return await client.sendCommand<Reply>(['EVALSHA', scripts[name].sha, ...rest])
      } catch (error) {
        if (!(error instanceof ErrorReply && error.message.startsWith('NOSCRIPT'))) throw told(error)
        return send(['EVAL', scripts[name].source, ...rest], client)
      }
    },
    async listen(channel, heard) {
      try {
        await first.subscribe(channel, heard)
      } catch (error) {
        throw told(error)
      }
      // A server that is away has forgotten its listeners by itself.
      return () => first.unsubscribe(channel, heard).catch(() => undefined)
    },
    async close() {
      await Promise.all(clients.filter(({ isOpen }) => isOpen).map((client) => client.close()))
    },
  }
}

/**
 * A server reads 16 kB of each connection, carries them out and then syncs its file once for all of them: over one
 * connection that is three commits for each wait for the disk, over eight two dozen.
 */
const lanes = 8

/** A server that says nothing for so long, not even to a ping, is away. */
const silenceMs = 8000

/** Answers that mean "not now" and not "not so". */
const refusals = [
  'OOM',
  'MISCONF',
  'LOADING',
  'READONLY',
  'MASTERDOWN',
  'NOREPLICAS',
  'CLUSTERDOWN',
  'TRYAGAIN',
  'BUSY',
]

function told(error: unknown): Error {
  if (error instanceof ErrorReply && !refusals.some((word) => error.message.startsWith(word))) return error
  return new StoreUnavailable(`Redis did not take it: ${reason(error)}.`, { cause: error })
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message === '' ? error.name : error.message
}
