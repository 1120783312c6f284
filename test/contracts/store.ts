import { storeAliases } from './store/aliases.ts'
import { storeAsks } from './store/asks.ts'
import { storeErasure } from './store/erasure.ts'
import { storeFailures } from './store/failures.ts'
import { storeForgetting } from './store/forgetting.ts'
import { storeLeases } from './store/leases.ts'
import { storeLetters } from './store/letters.ts'
import { storeLinks } from './store/links.ts'
import { storePaces } from './store/paces.ts'
import { storeRecords } from './store/records.ts'
import { storeSends } from './store/sends.ts'
import { storeTokens } from './store/tokens.ts'
import { storeTurns } from './store/turns.ts'
import { storeVectors } from './store/vectors.ts'
import type { Stores } from '../store/made.ts'

/** What every store promises. `stores` opens fresh ones and is asked anew for each test. */
export function storeContract(stores: Stores): void {
  storeTurns(stores)
  storeFailures(stores)
  storeAsks(stores)
  storeSends(stores)
  storeRecords(stores)
  storeErasure(stores)
  storeForgetting(stores)
  storeLeases(stores)
  storeLetters(stores)
  storeLinks(stores)
  storeAliases(stores)
  storePaces(stores)
  storeTokens(stores)
  storeVectors(stores)
}
