import { createClient, ErrorReply } from '@redis/client'
import type { Reply } from './reply.ts'
import { scripts, type ScriptName } from './scripts.ts'
import { StoreUnavailable } from './store.ts'

/** One connection. What is asked within one tick travels together. Trouble of the server is `StoreUnavailable`. */
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

  const send = async (command: string[]): Promise<Reply> => {
    try {
      return await client.sendCommand<Reply>(command)
    } catch (error) {
      throw told(error)
    }
  }

  const place = options.socket ?? options.url ?? 'the default address'
  try {
    await client.connect()
    await Promise.all(Object.values(scripts).map(({ source }) => send(['SCRIPT', 'LOAD', source])))
    connected = true
  } catch (error) {
    client.destroy()
    throw new StoreUnavailable(`Redis cannot be reached at ${place}: ${reason(error)}.`, { cause: error })
  }

  return {
    run: (...command) => send(command),
    async script(name, keys, args) {
      const rest = [String(keys.length), ...keys, ...args.map(String)]
      try {
        return await client.sendCommand<Reply>(['EVALSHA', scripts[name].sha, ...rest])
      } catch (error) {
        if (!(error instanceof ErrorReply && error.message.startsWith('NOSCRIPT'))) throw told(error)
        return send(['EVAL', scripts[name].source, ...rest])
      }
    },
    async listen(channel, heard) {
      await client.subscribe(channel, heard)
      return () => client.unsubscribe(channel, heard)
    },
    async close() {
      if (client.isOpen) await client.close()
    },
  }
}

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
