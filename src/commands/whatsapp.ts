import type { LinkOptions } from '../channels/whatsapp/line/linking.ts'
import { readVersion, type Version } from '../channels/whatsapp/line/version.ts'
import type { WhatsAppChannel } from '../channels/whatsapp/whatsapp.ts'
import type { Config } from '../config.ts'
import type { Content } from '../core/content.ts'
import { fill } from '../core/saying/phrases.ts'
import type { Log } from '../worker/loop.ts'
import { channelTools } from './channel-tools.ts'
import type { House } from './open.ts'
import { keepStraysIn } from './strays.ts'
import { wordsIn } from './words.ts'

/** WhatsApp by way of a linked phone; null, and nothing of its library is loaded, where it is off. */
export async function whatsappOf(
  config: Config,
  house: House,
  log: Log,
  say: (line: string) => void,
): Promise<WhatsAppChannel | null> {
  if (config.WHATSAPP === 'off') return null
  const { store, content } = house
  const tools = channelTools('whatsapp', house, log, say)
  keepStraysIn(tools.note)
  const { whatsappChannel } = await import('../channels/whatsapp/whatsapp.ts')
  return whatsappChannel({
    ...{ url: config.WHATSAPP_WS_URL ?? null, version: versionIn(config) },
    ...{ leases: store.leases, vaults: store.vaults, papers: store.papers, heights: store.heights },
    names: {
      firstSeen: (names, lasting) => store.aliases.firstSeen('whatsapp', names, lasting),
      lasting: (name) => store.aliases.lasting('whatsapp', name),
    },
    once: (name, ms) => store.once(name, ms),
    ...tools,
    inPrivate: (link) => fill(wordsIn(content, null)('telegram.in_private'), { link }),
    countryOf: (number) => countryOf(number, content),
    chance: Math.random,
  })
}

/** What linking and unlinking need of the house. */
export async function lineTools(
  config: Config,
  house: House,
  log: Log,
): Promise<Omit<LinkOptions, 'number' | 'show' | 'signal'>> {
  const { store } = house
  const { note, now } = channelTools('whatsapp', house, log, () => undefined)
  keepStraysIn(note)
  const { keepKeysQuiet } = await import('../channels/whatsapp/line/quiet.ts')
  keepKeysQuiet()
  const { retryCounts, sentIn } = await import('../channels/whatsapp/line/sent.ts')
  const { usualTimes } = await import('../channels/whatsapp/whatsapp.ts')
  return {
    ...{ url: config.WHATSAPP_WS_URL ?? null, version: versionIn(config), agent: null, note, now },
    ...{ leases: store.leases, vaults: store.vaults, leaseMs: usualTimes.leaseMs, times: usualTimes },
    ...{ sent: sentIn(store.papers), retries: retryCounts(store.papers) },
    guards: { repository: true, journal: true },
  }
}

function versionIn({ WHATSAPP_VERSION: text }: Config): Version | null {
  return text === undefined ? null : readVersion(text)
}

/** By the longest dial code the number begins with. */
function countryOf(number: string, { countries }: Content): string | null {
  const fitting = Object.entries(countries).filter(([, { dialCode }]) => number.startsWith(dialCode))
  const [best] = fitting.sort(([, a], [, b]) => b.dialCode.length - a.dialCode.length)
  return best?.[0] ?? null
}
