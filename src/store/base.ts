import type { Connection } from './connection.ts'
import type { Places } from './places.ts'
import type { SealedJson } from './sealed-json.ts'
import type { StoreTimes } from './store.ts'

/** What every part of the store stands on. */
export interface Base {
  readonly redis: Connection
  readonly json: SealedJson
  /** Whether there is a key to seal with. */
  readonly sealing: boolean
  /** Names something without saying it. */
  readonly digest: (text: string) => string
  readonly times: StoreTimes
  /** `<host>:<pid>`: written beside each claim, so that what a dead process held can be given back. */
  readonly owner: string
  readonly turns: Places
  readonly asks: Places
  readonly sends: Places
}
