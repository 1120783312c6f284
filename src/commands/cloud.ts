import { cloudChannel, type CloudChannel } from '../channels/cloud/cloud.ts'
import type { Template } from '../channels/cloud/body.ts'
import type { Config } from '../config.ts'
import type { Address } from '../core/event.ts'
import type { Log } from '../worker/loop.ts'
import { cloudStore } from './cloud-store.ts'
import { channelTools } from './channel-tools.ts'
import type { House } from './open.ts'
import { wordsIn } from './words.ts'

/** WhatsApp by way of Meta's servers as it is configured, or null without a token. */
export function cloudOf(config: Config, house: House, log: Log, say: (line: string) => void): CloudChannel | null {
  const { WHATSAPP_CLOUD_TOKEN: token, WHATSAPP_CLOUD_PHONE_ID: phoneId, WHATSAPP_CLOUD_GRAPH_URL: root } = config
  const { WHATSAPP_CLOUD_APP_SECRET: appSecret, WHATSAPP_CLOUD_VERIFY_TOKEN: verifyToken } = config
  if (token === undefined || phoneId === undefined || appSecret === undefined || verifyToken === undefined) return null
  const { store, content } = house
  const templates = config.WHATSAPP_CLOUD_TEMPLATES.map(readTemplate)
  const languageOf = async (who: Address) => (await store.state(store.conversationOf(who)))?.language ?? null
  return cloudChannel({
    ...{ token, phoneId, root, appSecret, verifyToken },
    ...channelTools('cloud', house, log, say),
    ...cloudStore(store),
    openList: async (to) => wordsIn(content, await languageOf(to))('cloud.open_list'),
    templateFor: async (to) => templateIn(templates, await languageOf(to)),
  })
}

/** `es_CO:news`: the language as Meta writes it, and the name. */
function readTemplate(text: string): Template {
  const [language = '', name = ''] = text.split(':')
  return { language, name }
}

/** In the person's language; in the first one there is, where theirs has none. */
function templateIn(templates: readonly Template[], wanted: string | null): Template | null {
  return templates.find(({ language }) => language.split('_')[0] === wanted) ?? templates[0] ?? null
}
