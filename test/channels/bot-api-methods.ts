import { z } from 'zod'
import type { Given } from './bot-api.ts'

/** One of the bot's messages as a chat shows it. */
export interface Shown {
  readonly id: number
  /** As people read it: without marks, `&lt;` as `<`. Of a file, its kind. */
  readonly text: string
  readonly buttons: readonly { readonly text: string; readonly callback_data: string }[]
}

/** What the server says where it does not do as asked. */
export class Refusal extends Error {
  readonly code: number
  readonly more: { readonly retry_after?: number; readonly migrate_to_chat_id?: number }

  constructor(code: number, description: string, more: Refusal['more'] = {}) {
    super(description)
    this.code = code
    this.more = more
  }
}

const button = z.object({ text: z.string().min(1), callback_data: z.string() })
const markup = z.object({ inline_keyboard: z.array(z.array(button)) })
const sending = z.object({
  chat_id: z.coerce.number(),
  text: z.string(),
  parse_mode: z.literal('HTML').optional(),
  reply_markup: markup.optional(),
})
const editing = z.object({ chat_id: z.number(), message_id: z.number(), reply_markup: markup })
const answering = z.object({ callback_query_id: z.string(), text: z.string().max(200).optional() })
const words = z.object({ language_code: z.string().optional(), description: z.string().optional() })
const file = z.object({ file_id: z.string() })

/** The methods that take no time. */
export function methodsOf(house: { nextMessage: () => number; files: Map<string, Uint8Array>; replaced: () => void }) {
  const chats = new Map<number, Shown[]>()
  const texts = new Map<string, Given>()
  let webhook: Given | null = null
  const shown = (chat: number) => chats.get(chat) ?? []

  function show(chat: number, text: string, buttons: Shown['buttons']): unknown {
    const id = house.nextMessage()
    chats.set(chat, [...shown(chat), { id, text, buttons }])
    return { message_id: id, date: 1, chat: { id: chat, type: 'private' } }
  }

  function sendMessage(given: Given): unknown {
    const { chat_id: chat, text, parse_mode: mode, reply_markup: keyboard } = sending.parse(given)
    const buttons = (keyboard?.inline_keyboard ?? []).flat()
    if (mode === 'HTML' && /<(?!\/?(b|i|a|code)\b)|&(?!amp;|lt;|gt;|quot;)/.test(text))
      throw new Refusal(400, "Bad Request: can't parse entities")
    const read = text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
    if (read.trim() === '') throw new Refusal(400, 'Bad Request: message text is empty')
    if (read.length > 4096) throw new Refusal(400, 'Bad Request: message is too long')
    if (buttons.some(({ callback_data: data }) => Buffer.byteLength(data) > 64))
      throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID')
    return show(chat, read, buttons)
  }

  function editMessageReplyMarkup(given: Given): unknown {
    const { chat_id: chat, message_id: id, reply_markup: keyboard } = editing.parse(given)
    const found = shown(chat).find((one) => one.id === id)
    const buttons = keyboard.inline_keyboard.flat()
    if (found === undefined) throw new Refusal(400, 'Bad Request: message to edit not found')
    if (JSON.stringify(found.buttons) === JSON.stringify(buttons))
      throw new Refusal(400, 'Bad Request: message is not modified')
    chats.set(
      chat,
      shown(chat).map((one) => (one === found ? { ...one, buttons } : one)),
    )
    return true
  }

  /** `setMyDescription` and `getMyDescription`, and the like, for each language. */
  function ownText(method: string, given: Given): unknown {
    const { language_code: language = '' } = words.parse(given)
    const key = `${method.slice(3)} ${language}`
    if (method.startsWith('set')) return texts.set(key, given).size > 0
    const kept = texts.get(key) ?? {}
    if (method === 'getMyCommands') return kept.commands ?? []
    return { description: kept.description ?? '', short_description: kept.short_description ?? '' }
  }

  return {
    shown,
    webhook: () => webhook,
    call(method: string, given: Given): unknown {
      switch (method) {
        case 'getMe':
          return { id: 1, is_bot: true, first_name: 'Puerto', username: 'PuertoBot' }
        case 'sendMessage':
          return sendMessage(given)
        case 'editMessageReplyMarkup':
          return editMessageReplyMarkup(given)
        case 'sendPhoto':
        case 'sendDocument':
        case 'sendVoice':
          return show(Number(given.chat_id), `[${method.slice(4).toLowerCase()}]`, [])
        case 'answerCallbackQuery':
          answering.parse(given)
          return true
        case 'sendChatAction':
          return true
        case 'setWebhook':
          webhook = given
          house.replaced()
          return true
        case 'deleteWebhook':
          webhook = null
          return true
        case 'getFile': {
          const { file_id: id } = file.parse(given)
          const bytes = house.files.get(id)
          if (bytes === undefined) throw new Refusal(400, 'Bad Request: wrong file_id')
          return { file_id: id, file_unique_id: id, file_size: bytes.length, file_path: id }
        }
      }
      if (/^[gs]etMy(Commands|Description|ShortDescription)$/.test(method)) return ownText(method, given)
      throw new Refusal(404, 'Not Found')
    },
  }
}
