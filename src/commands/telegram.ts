import { telegramChannel, type TelegramChannel } from '../channels/telegram/telegram.ts'
import type { Profile } from '../channels/telegram/profile.ts'
import type { Config } from '../config.ts'
import type { Content } from '../core/content.ts'
import { fill } from '../core/saying/phrases.ts'
import type { Log } from '../worker/loop.ts'
import { channelTools } from './channel-tools.ts'
import type { House } from './open.ts'
import { wordsIn } from './words.ts'

/** The commands that Telegram lists, in this order. */
const listed = ['menu', 'continue', 'review', 'result', 'adviser', 'language', 'my_data', 'delete', 'stop'] as const

/** The channel as it is configured, or null without a token. */
export function telegramOf(
  config: Config,
  house: House,
  log: Log,
  say: (line: string) => void,
): TelegramChannel | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: root, TELEGRAM_WEBHOOK_SECRET: secret, PUBLIC_URL } = config
  if (token === undefined) return null
  const { store, content } = house
  return telegramChannel({
    token,
    root,
    webhook:
      secret === undefined || PUBLIC_URL === undefined ? null : { url: `${PUBLIC_URL}/webhooks/telegram`, secret },
    leases: store.leases,
    once: (name, ms) => store.once(name, ms),
    ...channelTools('telegram', house, log, say),
    profiles: profilesIn(content),
    inPrivate: (language, link) => fill(wordsIn(content, language)('telegram.in_private'), { link }),
  })
}

/** For apps in each language the bot speaks, and for all others in that of the home country. */
export function profilesIn(content: Content): Profile[] {
  return [null, ...Object.keys(content.voices)].map((language) => {
    const words = wordsIn(content, language)
    return {
      language,
      description: words('telegram.description'),
      shortDescription: words('telegram.short_description'),
      commands: listed.map((command) => ({ command, description: words(`telegram.command.${command}`) })),
    }
  })
}
