import { mkdtempSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { telegramChannel, type TelegramChannel, type TelegramOptions } from '../../src/channels/telegram/telegram.ts'
import { profilesIn } from '../../src/commands/telegram.ts'
import { content } from '../content.ts'
import { botApi, type BotApi } from './bot-api.ts'

/** A channel on a Bot API server of its own, with the store's part played in memory. */
export interface Line {
  readonly api: BotApi
  readonly channel: TelegramChannel
  readonly reported: string[]
  readonly noted: string[]
  readonly gone: string[]
  readonly folder: string
}

/** So that no test waits. */
export const quick = {
  pollSeconds: 5,
  leaseMs: 200,
  backoffMs: [1, 20],
  slowMs: 1,
  typingAfterMs: 0,
  fileMs: 2_000,
  requestSeconds: 5,
} as const

export async function line(parts: Partial<TelegramOptions> & { api?: BotApi } = {}): Promise<Line> {
  const { api = await botApi(), ...options } = parts
  const reported: string[] = []
  const noted: string[] = []
  const gone: string[] = []
  const folder = mkdtempSync(join(tmpdir(), 'puerto-telegram-'))
  const done = new Set<string>()
  const channel = telegramChannel({
    token: api.token,
    root: api.url,
    webhook: null,
    leases: leasesInMemory(),
    once: (name) => Promise.resolve(!done.has(name) && done.add(name).size > 0),
    unreachable: ({ address }) => Promise.resolve(void gone.push(address)),
    async keepMedia(bytes, media) {
      await writeFile(join(folder, 'kept'), bytes)
      return { ...media, path: 'kept', bytes: bytes.length }
    },
    readMedia: async ({ path }) => new Uint8Array(await readFile(join(folder, path))),
    profiles: profilesIn(content),
    inPrivate: (language, link) => `${language ?? 'any'}: ${link}`,
    report: (facts, sentence) => reported.push(`${sentence} ${JSON.stringify(facts)}`),
    note: (_facts, sentence) => noted.push(sentence),
    now: Date.now,
    times: quick,
    ...options,
  })
  return { api, channel, reported, noted, gone, folder }
}

/** Nobody else is there, and the place is kept. */
export function leasesInMemory(start: string | null = null): TelegramOptions['leases'] & { position: string | null } {
  const leases = {
    position: start,
    take: (name: string) => Promise.resolve({ name, token: 1, position: leases.position }),
    keep(_lease: unknown, _forMs: number, position: string) {
      leases.position = position
      return Promise.resolve(true)
    },
    letGo: () => Promise.resolve(),
  }
  return leases
}
