import { isLinked, numberOf, readCreds } from './auth.ts'
import type { Leases } from './keeper.ts'
import { leaseName } from './line.ts'
import type { Notice } from './notice.ts'
import { restUnless } from './rest.ts'
import { openSocket, type SocketOptions } from './socket.ts'
import { journalVault, keyVault, type Lease } from './vault.ts'
import type { Version } from './version.ts'

export interface UnlinkOptions extends SocketOptions {
  readonly leases: Leases
  readonly leaseMs: number
  readonly notice: Notice
  readonly version: Version | null
}

/** `told` is false where WhatsApp could not be told: then the phone still shows the device. */
export type Unlinked =
  | { readonly status: 'none' }
  | { readonly status: 'unlinked'; readonly number: string; readonly told: boolean }
  /** The process that has the line has not done it. */
  | { readonly status: 'late' }

/** Logs out and forgets the keys: here, or by way of the process that has the line. */
export async function unlinkPhone(options: UnlinkOptions): Promise<Unlinked> {
  const { leases, leaseMs, vaults } = options
  const creds = await readCreds(vaults)
  if (creds === null) return { status: 'none' }
  const number = numberOf(creds)
  const lease = await leases.take(leaseName, leaseMs)
  if (lease === null) return byWish(options, number)
  try {
    const told = isLinked(creds) && (await logOut(lease, options))
    await vaults.empty(lease, [keyVault, journalVault])
    return { status: 'unlinked', number, told }
  } finally {
    await leases.letGo(lease).catch(() => undefined)
  }
}

async function byWish({ notice, vaults }: UnlinkOptions, number: string): Promise<Unlinked> {
  const patience = AbortSignal.timeout(WISH_MS)
  await notice.wish('unlink')
  while (!patience.aborted) {
    if ((await readCreds(vaults)) === null) return { status: 'unlinked', number, told: true }
    await restUnless(patience, LOOK_MS)
  }
  await notice.granted()
  return { status: 'late' }
}

async function logOut(lease: Lease, options: UnlinkOptions): Promise<boolean> {
  const creds = await readCreds(options.vaults)
  if (creds === null) return false
  const live = openSocket(lease, creds, options.version, options, {
    opened() {
      live.socket.logout().catch(() => live.end('stopped'))
    },
  })
  const late = setTimeout(() => live.end('silent'), LOG_OUT_MS)
  const { code } = await live.closed
  clearTimeout(late)
  return code === UNLINKED
}

const WISH_MS = 45_000
const LOOK_MS = 250
const LOG_OUT_MS = 15_000

/** Also where the phone had unlinked it already. */
const UNLINKED = 401
