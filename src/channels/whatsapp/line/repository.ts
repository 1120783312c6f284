import { AsyncLocalStorage } from 'node:async_hooks'
import {
  addTransactionCapability,
  DEFAULT_CONNECTION_CONFIG,
  isPnUser,
  jidDecode,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalRepositoryWithLIDStore,
  type UserFacingSocketConfig,
} from '@whiskeysockets/baileys'
import { inTurn } from './in-turn.ts'
import type { Keys } from './auth.ts'
import type { Journal } from './journal.ts'
import type { VaultChange } from './vault.ts'

type MakeRepository = NonNullable<UserFacingSocketConfig['makeSignalRepository']>

/** What is to be written with the next step of the keys. */
interface Beside {
  changes: VaultChange[]
}

/**
 * Baileys' own repository of sessions, made safe. As it is (7.0.0-rc14), a message on its way out holds its step of the
 * keys back until it has left, while a message that comes in meanwhile writes its own: the later write undoes the earlier
 * one, and what was sent cannot be read any more. Here each step is a transaction of its own, done before anything leaves,
 * and the steps of one person follow each other. To be dropped once Baileys does so itself.
 */
export function safeRepository(rawKeys: Keys, journal: Journal | null): MakeRepository {
  return ({ creds }, logger, lidsOf) => {
    const beside = new AsyncLocalStorage<Beside>()
    const written = {
      get: <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => rawKeys.get(type, ids),
      async set(data: SignalDataSet) {
        const page = beside.getStore()
        await rawKeys.set(data, page?.changes)
        if (page !== undefined) page.changes = []
      },
    }
    const keys = addTransactionCapability(written, logger, once)
    const stock = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds, keys }, logger, lidsOf)
    const turns = inTurn()
    inTheirOrder(stock.lidMapping)

    /** A person has one session for each device, whichever name was used: the phone number, or the LID behind it. */
    async function alone<T>(jid: string, work: () => Promise<T>): Promise<T> {
      const lid = isPnUser(jid) ? await stock.lidMapping.getLIDForPN(jid) : null
      return turns(jidDecode(lid ?? jid)?.user ?? jid, work)
    }

    /** Opens a cipher text once, and notes what it says in the same write. */
    async function journalled(scope: string, ciphertext: Uint8Array, open: () => Promise<Uint8Array>) {
      if (journal === null) return open()
      const page: Beside = { changes: [] }
      const plain = await beside.run(page, () =>
        keys.transaction(async () => {
          const known = await journal.read(ciphertext)
          if (known !== null) return known
          const opened = await open()
          page.changes = journal.page(ciphertext, opened)
          return opened
        }, scope),
      )
      // An opening that spent no key has written nothing yet.
      if (page.changes.length > 0) await rawKeys.set({}, page.changes)
      return plain
    }

    const safe: SignalRepositoryWithLIDStore = {
      ...stock,
      encryptMessage: (given) => alone(given.jid, () => stock.encryptMessage(given)),
      decryptMessage: (given) =>
        alone(given.jid, () => journalled(given.jid, given.ciphertext, () => stock.decryptMessage(given))),
      decryptGroupMessage: (given) => journalled(given.group, given.msg, () => stock.decryptGroupMessage(given)),
      injectE2ESession: (given) => alone(given.jid, () => stock.injectE2ESession(given)),
      migrateSession: (from, to) => alone(to, () => stock.migrateSession(from, to)),
    }
    return safe
  }
}

/**
 * Every message passes here on its way in, before Baileys puts them in a row: those of one person in turn, or the ones that
 * find their writer known already would overtake the ones that made him known.
 */
function inTheirOrder(lidMapping: SignalRepositoryWithLIDStore['lidMapping']): void {
  const arrivals = inTurn()
  const store = lidMapping.storeLIDPNMappings.bind(lidMapping)
  lidMapping.storeLIDPNMappings = (pairs) => arrivals(pairs[0]?.lid ?? '', () => store(pairs))
}

/** A vault that failed once stays shut: there is nothing to try again. */
const once = { maxCommitRetries: 1, delayBetweenTriesMs: 0 }
