import type { Address } from '../core/event.ts'

/** Sealed fields under a name, which only the holder of a lease may change. Kept until they are taken out. */
export interface Vaults {
  /** In the order of the fields; null for what is not there. */
  read(vault: string, fields: readonly string[]): Promise<(string | null)[]>
  /** The values of all its fields, in no order. */
  all(vault: string): Promise<string[]>
  /** All changes in one step; false, and nothing written, when another has taken the lease since. */
  write(lease: Held, changes: readonly VaultChange[]): Promise<boolean>
  /** Takes out everything; false, and nothing taken out, when another has taken the lease since. */
  empty(lease: Held, vaults: readonly string[]): Promise<boolean>
}

/** A lease as it was taken. */
interface Held {
  readonly name: string
  readonly token: number
}

/** One field of a vault; null takes it out. */
export interface VaultChange {
  readonly vault: string
  readonly field: string
  readonly value: string | null
}

/** Sealed texts by names of which only digests are kept, each for so many milliseconds. */
export interface Papers {
  /** `whose`: it is about this person, and goes when what is kept of them is erased. */
  put(name: string, text: string, forMs: number, whose?: Address): Promise<void>
  /** Null where none was put, or its time is over. */
  get(name: string): Promise<string | null>
  drop(name: string): Promise<void>
}
