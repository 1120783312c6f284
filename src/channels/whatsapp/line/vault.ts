/** Sealed fields, which only the holder of a lease may change. */
export interface Vaults {
  read(vault: string, fields: readonly string[]): Promise<(string | null)[]>
  all(vault: string): Promise<string[]>
  write(lease: Lease, changes: readonly VaultChange[]): Promise<boolean>
  empty(lease: Lease, vaults: readonly string[]): Promise<boolean>
}

export interface Lease {
  readonly name: string
  readonly token: number
}

export interface VaultChange {
  readonly vault: string
  readonly field: string
  readonly value: string | null
}

/** The keys of the session, and the messages that were opened with them and are not durable yet. */
export const keyVault = 'whatsapp keys'
export const journalVault = 'whatsapp journal'

const reasons = {
  lease: 'another process has the line',
  store: 'the store is away',
  closed: 'the socket has closed',
} as const

/** Nothing goes in or out any more. */
export class LineLost extends Error {
  override readonly name = 'LineLost'
  readonly why: keyof typeof reasons
  constructor(why: keyof typeof reasons, options?: ErrorOptions) {
    super(reasons[why], options)
    this.why = why
  }
}

/** The vaults as one socket sees them. */
export interface Vault {
  read(fields: readonly string[]): Promise<(string | null)[]>
  page(field: string): Promise<(string | null)[]>
  journal(): Promise<string[]>
  write(changes: readonly VaultChange[]): Promise<void>
  /** Resolves when what is under way has ended; nothing goes in or out any more. */
  shut(): Promise<void>
}

/**
 * What a socket keeps, under its lease. `failed` is told of the first failure before the socket is, so that the socket can
 * be ended before it tells WhatsApp that a message could not be read; after it everything is refused. A key that could not
 * be read counts as one that is not there, and what is then written in its place would destroy a session.
 */
export function vaultUnder(lease: Lease, vaults: Vaults, failed: (lost: LineLost) => void): Vault {
  const going = new Set<Promise<unknown>>()
  let lost: LineLost | null = null

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    if (lost !== null) throw lost
    const one = work()
    going.add(one)
    try {
      return await one
    } catch (error) {
      lost ??= error instanceof LineLost ? error : new LineLost('store', { cause: error })
      failed(lost)
      throw lost
    } finally {
      going.delete(one)
    }
  }

  return {
    read: (fields) => guarded(() => vaults.read(keyVault, fields)),
    page: (field) => guarded(() => vaults.read(journalVault, [field])),
    journal: () => guarded(() => vaults.all(journalVault)),
    write: (changes) =>
      guarded(async () => {
        if (!(await vaults.write(lease, changes))) throw new LineLost('lease')
      }),
    async shut() {
      lost ??= new LineLost('closed')
      await Promise.allSettled(going)
    },
  }
}
