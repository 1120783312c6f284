import {
  BufferJSON,
  proto,
  type AuthenticationCreds,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
} from '@whiskeysockets/baileys'
import { keyVault, type Vault, type VaultChange, type Vaults } from './vault.ts'

/** The keys of a session; a write may take other changes with it, in the same step. */
export interface Keys extends SignalKeyStore {
  set(data: SignalDataSet, beside?: readonly VaultChange[]): Promise<void>
}

const credsField = 'creds'

/** Null where none were ever written, or the phone was unlinked. */
export async function readCreds(vaults: Pick<Vaults, 'read'>): Promise<AuthenticationCreds | null> {
  const [text = null] = await vaults.read(keyVault, [credsField])
  if (text === null) return null
  const creds = parse(text)
  if (!isCreds(creds)) throw new Error('The vault holds something else where the account of WhatsApp should be.')
  return creds
}

/** Whether a phone is linked: while a pairing code waits, there is a number already, and no account. */
export function isLinked(creds: AuthenticationCreds | null): creds is AuthenticationCreds {
  return creds?.account !== undefined && creds.me !== undefined
}

/** The phone number of an account, in digits. */
export function numberOf({ me }: AuthenticationCreds): string {
  return me?.id.split(/[:@]/)[0] ?? ''
}

/** Keys in a vault. Each write is one step: what belongs together is there together, or not at all. */
export function keysIn(vault: Vault): Keys {
  return {
    async get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const texts = await vault.read(ids.map((id) => fieldOf(type, id)))
      const found: Record<string, SignalDataTypeMap[T]> = {}
      for (const [n, id] of ids.entries()) {
        const text = texts[n]
        if (text === undefined || text === null) continue
        const value = revived(type, parse(text))
        if (isOf(type, value)) found[id] = value
      }
      return found
    },
    async set(data, beside = []) {
      const changes = Object.entries(data).flatMap(([type, entries]) =>
        Object.entries(entries).map(([id, value]) => change(fieldOf(type, id), value)),
      )
      if (changes.length + beside.length > 0) await vault.write([...changes, ...beside])
    },
  }
}

/** Writes the whole of `creds`, as the socket has them now: one after the other, so that the last state wins. */
export function credsWriter(vault: Vault, creds: AuthenticationCreds) {
  let last: Promise<void> = Promise.resolve()
  return {
    save(): void {
      // Whoever watches over the vault was told of a failure; nothing is written after it.
      last = last.then(() => vault.write([change(credsField, creds)])).catch(() => undefined)
    },
    settled: () => last,
  }
}

function fieldOf(type: string, id: string): string {
  return `${type}:${id}`
}

function change(field: string, value: unknown): VaultChange {
  const isGone = value === null || value === undefined
  return { vault: keyVault, field, value: isGone ? null : JSON.stringify(value, BufferJSON.replacer) }
}

function parse(text: string): unknown {
  return JSON.parse(text, BufferJSON.reviver)
}

/** Baileys wants this one kind as a message of the protocol, not as its fields. */
function revived(type: string, value: unknown): unknown {
  const isSyncKey = type === 'app-state-sync-key' && typeof value === 'object' && value !== null
  return isSyncKey ? proto.Message.AppStateSyncKeyData.fromObject(value) : value
}

/** What was sealed is what was put in under this type: nobody else can have written it. */
function isOf<T extends keyof SignalDataTypeMap>(_type: T, value: unknown): value is SignalDataTypeMap[T] {
  return value !== undefined && value !== null
}

function isCreds(value: unknown): value is AuthenticationCreds {
  return typeof value === 'object' && value !== null && 'noiseKey' in value && 'signedIdentityKey' in value
}
