import { fetchLatestWaWebVersion } from '@whiskeysockets/baileys'

/** The version of WhatsApp's own web page that a socket claims to be, such as 2.3000.1043857760. */
export type Version = readonly [number, number, number]

/** Null for what is no version. */
export function readVersion(text: string): Version | null {
  const [, major, minor, revision] = /^(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? []
  return revision === undefined ? null : [Number(major), Number(minor), Number(revision)]
}

/** The version of WhatsApp's page at this moment; null where it cannot be had. */
export async function presentVersion(): Promise<Version | null> {
  const { version, isLatest } = await fetchLatestWaWebVersion({ signal: AbortSignal.timeout(LOOK_MS) })
  return isLatest ? version : null
}

const LOOK_MS = 10_000
