import { fetchLatestWaWebVersion } from '@whiskeysockets/baileys'
import type { Version } from './version.ts'

const LOOK_MS = 10_000

/** The version of WhatsApp's page at this moment; null where it cannot be had. */
export async function presentVersion(): Promise<Version | null> {
  const { version, isLatest } = await fetchLatestWaWebVersion({ signal: AbortSignal.timeout(LOOK_MS) })
  return isLatest ? version : null
}
