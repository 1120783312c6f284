import type { CloudOptions } from '../channels/cloud/cloud.ts'
import type { Store } from '../store/store.ts'
import { unreachableIn } from './channel-tools.ts'

/** What WhatsApp by way of Meta's servers keeps in the store. */
export function cloudStore(store: Store) {
  return {
    heights: store.heights,
    paces: store.paces,
    names: {
      firstSeen: (names, lasting) => store.aliases.firstSeen('cloud', names, lasting),
      lasting: (name) => store.aliases.lasting('cloud', name),
    },
    hurry: (who) => store.hurrySend(store.conversationOf(who), 'cloud'),
    failLate: (to, id, late) => store.failLate(to, id, late),
    unreachable: unreachableIn(store),
  } satisfies Partial<CloudOptions>
}
