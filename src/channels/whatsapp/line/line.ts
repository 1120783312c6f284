import type { WASocket } from '@whiskeysockets/baileys'
import { isLinked, readCreds } from './auth.ts'
import { keepLease, type Leases } from './keeper.ts'
import { openKeeper, type Calling, type OpenOptions } from './keep-open.ts'
import type { Notice } from './notice.ts'
import { backoff } from './policy.ts'
import { restUnless } from './rest.ts'
import type { SocketTimes } from './socket.ts'
import { standing, type LineState } from './state.ts'
import { journalVault, keyVault, type Lease } from './vault.ts'
import type { Version } from './version.ts'

export interface LineOptions extends Omit<OpenOptions, 'become' | 'opened' | 'pauseAfter' | 'againMs' | 'graceMs'> {
  readonly leases: Leases
  readonly notice: Notice
  /** Null: the one Baileys knows. */
  readonly version: Version | null
  /** Told of what an operator is to know at once. */
  readonly report: (facts: object, sentence: string) => void
  /** From 0 to 1. */
  readonly chance: () => number
  readonly times: LineTimes
}

export interface LineTimes extends SocketTimes {
  /** A process that is killed loses the line after so long; it is held on, and looked for, six times as often. */
  readonly leaseMs: number
  /** How often it is looked whether a phone was linked. */
  readonly lookMs: number
  /** After the first failure, doubling up to the second. */
  readonly backoffMs: readonly [first: number, most: number]
  /** A line that stood so long fails for the first time. */
  readonly steadyMs: number
  /** Until a message that could not be kept is tried again. */
  readonly againMs: number
}

export interface Line {
  start(): void
  /** Null while the line is not open. */
  current(): WASocket | null
  state(): LineState
  /** Says goodbye, and another process may have the line at once. */
  stop(): Promise<void>
}

export const leaseName = 'whatsapp'

/** A socket that is open whenever it can be, in one process at a time. What goes wrong is reported, and tried again. */
export function line(options: LineOptions): Line {
  const { leases, vaults, notice, note, times, report } = options
  const stopping = new AbortController()
  const stands = standing({ report, note })
  let open: WASocket | null = null
  let isHeld = false
  let running: Promise<void> = Promise.resolve()

  const keepOpen = openKeeper({
    ...options,
    become,
    opened: (socket) => (open = socket),
    pauseAfter: backoff({ ms: times.backoffMs, steadyMs: times.steadyMs, chance: options.chance }),
    ...{ againMs: times.againMs, graceMs: times.leaseMs / 4 },
  })

  function become(next: LineState): void {
    stands.become(next)
    tell()
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await oneTurn()
      } catch (error) {
        note({ error: String(error) }, 'The line to WhatsApp waits for the store.')
        become({ kind: 'store' })
        await restUnless(stopping.signal, times.lookMs)
      }
    }
  }

  async function oneTurn(): Promise<void> {
    // While no phone is linked, the line is free for whoever links one.
    if (!isLinked(await readCreds(vaults))) {
      become({ kind: 'unlinked' })
      return restUnless(stopping.signal, times.lookMs)
    }
    const lease = await leases.take(leaseName, times.leaseMs)
    if (lease !== null) return hold(lease)
    become({ kind: 'elsewhere' })
    return restUnless(stopping.signal, times.leaseMs / 6)
  }

  async function hold(lease: Lease): Promise<void> {
    const holding = new AbortController()
    isHeld = true
    const call = (why: Calling) => holding.abort(why)
    const keeper = keepLease({
      ...{ leases, lease, leaseMs: times.leaseMs, keepMs: times.leaseMs / 6 },
      lost: () => call('lease'),
      kept() {
        tell()
        // Where the store is away it is asked again next time.
        notice.wished().then(
          (wish) => (wish === null ? undefined : call(wish)),
          () => undefined,
        )
      },
    })
    try {
      await keepOpen(lease, AbortSignal.any([stopping.signal, holding.signal]))
      if (holding.signal.reason === 'unlink') {
        await vaults.empty(lease, [keyVault, journalVault])
        await notice.granted()
      }
    } finally {
      isHeld = false
      keeper.stop()
      // Where the store is away both run out by themselves.
      if (holding.signal.reason !== 'lease') await notice.withdraw().catch(() => undefined)
      await leases.letGo(lease).catch(() => undefined)
    }
  }

  /** For other processes, by the one that has the line; where the store is away nobody can ask. */
  function tell(): void {
    if (isHeld) notice.tell(stands.state()).catch(() => undefined)
  }

  return {
    start() {
      running = run()
    },
    current: () => open,
    state: stands.state,
    async stop() {
      stopping.abort('stopped')
      await running
    },
  }
}
