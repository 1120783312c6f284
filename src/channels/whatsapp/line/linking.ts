import { initAuthCreds, type AuthenticationCreds } from '@whiskeysockets/baileys'
import { isLinked, numberOf, readCreds } from './auth.ts'
import { keepLease, type Leases } from './keeper.ts'
import { leaseName } from './line.ts'
import { backoff, nextAfter } from './policy.ts'
import { restUnless } from './rest.ts'
import { openSocket, type Closed, type SocketOptions } from './socket.ts'
import { keyVault, type Lease } from './vault.ts'
import type { Version } from './version.ts'

/** What linking a phone needs. */
export interface LinkOptions extends SocketOptions {
  readonly leases: Leases
  readonly leaseMs: number
  readonly version: Version | null
  /** The phone's number in digits, to type a code there; null to scan one. */
  readonly number: string | null
  /** What is to be scanned or typed; a new one replaces the last. */
  readonly show: (what: { readonly kind: 'scan' | 'type'; readonly code: string }) => void
  /** Given up by whoever asked for it. */
  readonly signal: AbortSignal
}

export type Linked =
  | { readonly status: 'linked' | 'already'; readonly number: string }
  /** Another process has the line, and no phone is linked yet. */
  | { readonly status: 'busy' }
  | { readonly status: 'refused'; readonly code: number }
  | { readonly status: 'given_up' }

/**
 * Links a phone: shows a code until it was scanned or typed, begins again where WhatsApp asks for that, and ends once the
 * new device has logged in. What people write meanwhile waits in the journal for whoever has the line next.
 */
export async function linkPhone(options: LinkOptions): Promise<Linked> {
  const { leases, leaseMs, vaults, signal } = options
  const lease = await leases.take(leaseName, leaseMs)
  const known = await readCreds(vaults)
  if (isLinked(known)) {
    if (lease !== null) await leases.letGo(lease)
    return { status: 'already', number: numberOf(known) }
  }
  if (lease === null) return { status: 'busy' }
  const lost = new AbortController()
  const keeper = keepLease({
    ...{ leases, lease, leaseMs, keepMs: leaseMs / 6, kept: () => undefined },
    lost: () => lost.abort(),
  })
  try {
    return await linkUnder(lease, options, AbortSignal.any([signal, lost.signal]))
  } finally {
    keeper.stop()
    await leases.letGo(lease).catch(() => undefined)
  }
}

async function linkUnder(lease: Lease, options: LinkOptions, signal: AbortSignal): Promise<Linked> {
  const pauseAfter = backoff({ ms: [1_000, 30_000], steadyMs: Infinity, chance: Math.random })
  let creds = initAuthCreds()
  await options.vaults.empty(lease, [keyVault])
  while (!signal.aborted) {
    const { closed, isOpen } = await oneSocket(lease, creds, options, signal)
    if (isOpen) return { status: 'linked', number: numberOf(creds) }
    const next = closed.why === 'closed' ? nextAfter(closed.code).do : 'wait'
    if (next === 'stop') return { status: 'refused', code: closed.code }
    // Half a linking is none: with a number and without an account WhatsApp takes us for somebody it knows.
    if (!isLinked(creds)) {
      creds = initAuthCreds()
      await options.vaults.empty(lease, [keyVault])
    }
    // Codes that nobody has used are followed by new ones.
    if (next !== 'reconnect' && !closed.wasAsked) await restUnless(signal, pauseAfter(0))
  }
  return { status: 'given_up' }
}

async function oneSocket(lease: Lease, creds: AuthenticationCreds, options: LinkOptions, signal: AbortSignal) {
  const { number, show, note } = options
  let isOpen = false
  let wasAsked = false
  const live = openSocket(lease, creds, options.version, options, {
    opened() {
      isOpen = true
      live.end('stopped')
    },
    code(qr) {
      const isFirst = !wasAsked
      wasAsked = true
      if (number === null) show({ kind: 'scan', code: qr })
      else if (isFirst) {
        live.socket.requestPairingCode(number).then(
          (code) => show({ kind: 'type', code }),
          (error: unknown) => note({ error: String(error) }, 'WhatsApp gave no code to type.'),
        )
      }
    },
  })
  const stop = () => live.end('stopped')
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  const closed: Closed = await live.closed
  signal.removeEventListener('abort', stop)
  return { closed: { ...closed, wasAsked }, isOpen }
}
