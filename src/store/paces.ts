import type { Base } from './base.ts'
import { paceKey } from './keys.ts'
import { asNumber } from './reply.ts'
import type { Pace } from './limits.ts'
import type { Store } from './store.ts'

/** What may be done only so often, counted for all processes by the server's clock. */
export function paces({ redis, digest }: Base): Store['paces'] {
  const count = async (name: string, { everyMs, atOnce }: Pace, peace: readonly [number | '', number]) =>
    asNumber(await redis.script('pace', [paceKey(digest(name))], [everyMs, atOnce, ...peace]))
  return {
    take: (name, pace) => count(name, pace, ['', 0]),
    refused: (name, pace) => count(name, pace, [pace.refusedMs, pace.mostRefusedMs]),
  }
}
