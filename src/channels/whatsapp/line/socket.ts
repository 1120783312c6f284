import type { Agent } from 'node:https'
import { makeWASocket, type AuthenticationCreds, type CacheStore, type WASocket } from '@whiskeysockets/baileys'
import { credsWriter, keysIn } from './auth.ts'
import { journalIn, type Journal } from './journal.ts'
import { quietLog } from './quiet.ts'
import { safeRepository } from './repository.ts'
import type { Sent } from './sent.ts'
import { vaultUnder, type Lease, type Vaults } from './vault.ts'
import type { Version } from './version.ts'

export interface SocketOptions {
  /** Null: WhatsApp itself. */
  readonly url: string | null
  /** The way by which files go up; null for the usual one. */
  readonly agent: Agent | null
  readonly vaults: Vaults
  readonly sent: Sent
  readonly retries: CacheStore
  readonly guards: Guards
  /** Told of what an operator may look up. */
  readonly note: (facts: object, sentence: string) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly times: SocketTimes
}

/** Off only in tests, to show what each is for; or once Baileys does the same itself. */
export interface Guards {
  /** Steps of the keys that cannot undo each other. */
  readonly repository: boolean
  /** Words kept in the step that opens them; it needs the repository. */
  readonly journal: boolean
}

export interface SocketTimes {
  /** Between two signs of life. */
  readonly pingMs: number
  /** A server that says nothing more than that it lives is left after so long. */
  readonly watchdogMs: number
  /** A server that does not answer a goodbye is not waited for any longer. */
  readonly goodbyeMs: number
}

/** How a socket ended: by itself with a code, or because it had to. */
export interface Closed {
  readonly why: 'closed' | Ending
  readonly code: number
  /** How long it stood. */
  readonly openMs: number
}

/** `unkept`: a message could not be made durable, and is heard again from the journal. */
export type Ending = 'lease' | 'store' | 'unkept' | 'stopped' | 'silent'

export interface Live {
  readonly socket: WASocket
  /** Null where it is switched off. */
  readonly journal: Journal | null
  /** When nothing more is heard, said or written. */
  readonly closed: Promise<Closed>
  end(why: Ending): void
}

/** What happens on the way. */
export interface SocketEvents {
  opened(): void
  /** To be shown to a phone; a new one every now and then. */
  code?(qr: string): void
}

/** Opens a socket under a lease. There is one at a time: the next is opened when this one has closed. */
export function openSocket(
  lease: Lease,
  creds: AuthenticationCreds,
  version: Version | null,
  options: SocketOptions,
  events: SocketEvents,
): Live {
  const { url, agent, vaults, sent, retries, guards, note, now, times } = options
  const vault = vaultUnder(lease, vaults, ({ why }) => end(why === 'lease' ? 'lease' : 'store'))
  const keys = keysIn(vault)
  const journal = guards.repository && guards.journal ? journalIn(vault, now) : null
  const writer = credsWriter(vault, creds)
  const socket = makeWASocket({
    auth: { creds, keys },
    ...(url === null ? {} : { waWebSocketUrl: url }),
    ...(agent === null ? {} : { fetchAgent: agent }),
    ...(version === null ? {} : { version: [...version] }),
    ...(guards.repository ? { makeSignalRepository: safeRepository(keys, journal) } : {}),
    logger: quietLog(note),
    getMessage: async ({ id }) => (typeof id === 'string' ? sent.get(id) : undefined),
    msgRetryCounterCache: retries,
    keepAliveIntervalMs: times.pingMs,
    // A vault that failed once stays shut: there is nothing to try again.
    transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
    // What was said before a phone was linked is no business of ours.
    syncFullHistory: false,
    // Or the phone itself would ring no more for whoever holds it.
    markOnlineOnConnect: false,
    emitOwnEvents: false,
  })
  journal?.watch(socket)
  socket.ev.on('creds.update', () => writer.save())

  let openedAt: number | null = null
  let ending: Ending | null = null
  let finish: (code: number) => void = () => undefined
  let watchdog: NodeJS.Timeout | undefined
  let goodbye: NodeJS.Timeout | undefined

  function watch(): void {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => end('silent'), times.watchdogMs)
  }

  function end(why: Ending): void {
    if (ending !== null) return
    ending = why
    // From here on Baileys neither hears nor says anything, though a server that is gone may keep it waiting.
    socket.end(undefined).catch(() => undefined)
    goodbye = setTimeout(() => finish(SILENT), times.goodbyeMs)
  }

  const over = new Promise<number>((resolve) => {
    finish = resolve
    socket.ev.on('connection.update', ({ connection, qr, lastDisconnect }) => {
      if (qr !== undefined) {
        watch()
        events.code?.(qr)
      }
      if (connection === 'open') {
        clearTimeout(watchdog)
        openedAt = performance.now()
        events.opened()
      }
      if (connection === 'close') resolve(codeOf(lastDisconnect?.error))
    })
  })
  watch()

  async function closed(): Promise<Closed> {
    const code = await over
    clearTimeout(watchdog)
    clearTimeout(goodbye)
    await writer.settled()
    // Baileys may still be busy with something: what it wrote now would be in the way of the next socket.
    await vault.shut()
    const openMs = openedAt === null ? 0 : performance.now() - openedAt
    return { why: ending ?? 'closed', code: ending === 'silent' ? SILENT : code, openMs }
  }

  return { socket, journal, closed: closed(), end }
}

/** As when a connection times out. */
const SILENT = 408

/** Baileys gives each end a status, and so do we where it has none. */
function codeOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('output' in error)) return 500
  const { output } = error
  const isOutput = typeof output === 'object' && output !== null && 'statusCode' in output
  return isOutput && typeof output.statusCode === 'number' ? output.statusCode : 500
}
