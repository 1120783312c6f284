import { setTimeout as rest } from 'node:timers/promises'
import type { WASocket } from '@whiskeysockets/baileys'

/**
 * The LID that belongs to a number; null where it is not known. It may have to be asked of WhatsApp, which may not answer:
 * then the number is all that is known for now.
 */
export function lidsOf(
  line: () => Pick<WASocket, 'signalRepository'> | null,
  withinMs: number,
): (pn: string) => Promise<string | null> {
  return async (pn) => {
    const given = line()?.signalRepository.lidMapping.getLIDForPN(pn)
    if (given === undefined) return null
    const late = new AbortController()
    const lid = await Promise.race([
      given.catch(() => null),
      rest(withinMs, null, { signal: late.signal }).catch(() => null),
    ])
    late.abort()
    return lid
  }
}
