import type { AuthenticationCreds, WAMessage, WASocket } from '@whiskeysockets/baileys'
import { isLinked, numberOf, readCreds } from './auth.ts'
import { hearOn } from './hearing.ts'
import { nextAfter, type Next } from './policy.ts'
import { restUnless } from './rest.ts'
import { openSocket, type Closed, type Live, type SocketOptions } from './socket.ts'
import type { LineState } from './state.ts'
import { keyVault, type Lease } from './vault.ts'
import type { Version } from './version.ts'

export interface OpenOptions extends SocketOptions {
  /** Asked once, when WhatsApp finds ours too old; null where it cannot be had. */
  readonly presentVersion: () => Promise<Version | null>
  /** A new socket, which has not heard anything yet. */
  readonly attach: (socket: WASocket) => void
  /** Resolves once the message is durable. */
  readonly take: (message: WAMessage) => Promise<void>
  readonly become: (state: LineState) => void
  /** The socket as it is now: null while it is not open. */
  readonly opened: (socket: WASocket | null) => void
  /** Milliseconds until the next try, after a line that stood for so many. */
  readonly pauseAfter: (openMs: number) => number
  /** Until a message that could not be kept is tried again. */
  readonly againMs: number
  /** Within which it is known whether another process has taken the line. */
  readonly graceMs: number
}

/** Why a line is to be let go. */
export type Calling = 'stopped' | 'lease' | 'unlink'

/**
 * One socket after the other, under a lease and as long as a phone is linked. Resolves when the line is to be let go:
 * `calling` is given, whose reason is a `Calling`, or no phone is linked any more.
 */
export function openKeeper(options: OpenOptions & { version: Version | null }) {
  const { vaults, become, pauseAfter } = options
  let version = options.version
  let isRefreshed = false

  async function keepOpen(lease: Lease, calling: AbortSignal): Promise<void> {
    const isCalled = () => calling.aborted
    while (!isCalled()) {
      const creds = await readCreds(vaults)
      if (!isLinked(creds)) return
      const closed = await oneSocket(lease, creds, calling)
      if (!isCalled()) await after(closed, lease, calling)
    }
  }

  async function oneSocket(lease: Lease, creds: AuthenticationCreds, calling: AbortSignal): Promise<Closed> {
    become({ kind: 'connecting' })
    const live = openSocket(lease, creds, version, options, {
      opened() {
        options.opened(live.socket)
        become({ kind: 'open', number: numberOf(creds) })
      },
    })
    const called = () => void heed(live, calling.reason)
    calling.addEventListener('abort', called)
    if (calling.aborted) called()
    options.attach(live.socket)
    const me = { id: creds.me?.id ?? '', lid: creds.me?.lid ?? '' }
    hearOn({ live, me, take: options.take, note: options.note, againMs: options.againMs })
    try {
      return await live.closed
    } finally {
      calling.removeEventListener('abort', called)
      options.opened(null)
    }
  }

  async function after(closed: Closed, lease: Lease, calling: AbortSignal): Promise<void> {
    const next: Next = closed.why === 'closed' ? nextAfter(closed.code) : { do: 'wait' }
    switch (next.do) {
      case 'reconnect':
        return
      case 'refresh':
        if (!isRefreshed) version = (await options.presentVersion()) ?? version
        isRefreshed = true
        return waitAfter(closed, calling)
      case 'wait':
        return waitAfter(closed, calling)
      case 'forget':
        // What was opened and not kept yet needs no key any more, and stays.
        await vaults.empty(lease, [keyVault])
        options.note({ code: closed.code }, 'WhatsApp: the phone has unlinked this program, or WhatsApp has done so.')
        return
      case 'stop':
        // Where the other program is one of ours, we are about to hear that it has the line.
        if (next.why === 'replaced') await restUnless(calling, options.graceMs)
        if (calling.aborted) return
        become({ kind: 'stopped', why: next.why })
        return restUnless(calling, Infinity)
    }
  }

  async function waitAfter({ code, openMs }: Closed, calling: AbortSignal): Promise<void> {
    become({ kind: 'away', code })
    await restUnless(calling, pauseAfter(openMs))
  }

  return keepOpen
}

/** Tells WhatsApp that the phone is linked no more, as far as it can be told. */
async function heed(live: Live, reason: unknown): Promise<void> {
  if (reason === 'unlink') await live.socket.logout().catch(() => undefined)
  live.end(reason === 'lease' ? 'lease' : 'stopped')
}
