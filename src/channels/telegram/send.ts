import { InputFile, type Api } from 'grammy'
import type { Delivery, OutboundMessage } from '../../core/outcome.ts'
import type { MediaRef } from '../../core/event.ts'
import { plainText } from '../../core/saying/plain-text.ts'
import type { Pause } from '../pause.ts'
import { split } from '../split.ts'
import { keyboardOf } from './keyboard.ts'
import { settle, showTicks } from './marks.ts'
import { deliveryAfter, troubleOf } from './trouble.ts'

/** Longest text of one message, in UTF-16 units, as it is shown. */
export const LONGEST = 4096

/** Brings messages to a chat: text in as many parts as it takes, the buttons under the last, then what comes with it. */
export function sender(options: {
  api: Api
  pause: Pause
  readMedia: (media: MediaRef) => Promise<Uint8Array>
}): (chat: number, message: OutboundMessage) => Promise<Delivery> {
  const { api, pause, readMedia } = options
  /** How many steps of a message have been taken, of those that could not be ended: a retry goes on there. */
  const taken = new Map<string, number>()

  return async (chat, message) => {
    if (pause.left() > 0) return deliveryAfter({ kind: 'pause', ms: pause.left() })
    const steps = stepsOf(api, readMedia, chat, message)
    for (let n = taken.get(message.id) ?? 0; n < steps.length; n++) {
      try {
        await steps[n]?.()
      } catch (error) {
        const trouble = troubleOf(error)
        if (trouble.kind === 'pause') pause.ask(trouble.ms)
        const delivery = deliveryAfter(trouble)
        if (delivery.status === 'retry') remember(taken, message.id, n)
        else taken.delete(message.id)
        return delivery
      }
    }
    taken.delete(message.id)
    return { status: 'sent' }
  }
}

/** Most messages of which it is known how far they have come; another one begins anew. */
const MOST_REMEMBERED = 1_000

function remember(taken: Map<string, number>, id: string, steps: number): void {
  const [oldest] = taken.keys()
  if (taken.size >= MOST_REMEMBERED && oldest !== undefined) taken.delete(oldest)
  taken.set(id, steps)
}

type Step = () => Promise<unknown>

function stepsOf(
  api: Api,
  readMedia: (media: MediaRef) => Promise<Uint8Array>,
  chat: number,
  message: OutboundMessage,
): Step[] {
  const { settles, edits, media } = message
  if (edits !== undefined) return [() => showTicks(api, chat, edits, message)]
  const keyboard = keyboardOf(message)
  const parts = split(plainText(message), LONGEST)
  return [
    ...(settles === undefined ? [] : [() => settle(api, chat, settles)]),
    ...parts.map((part, n): Step => {
      const buttons =
        n === parts.length - 1 && keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}
      const plain = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const
      return () => api.sendMessage(chat, html(part), { ...plain, ...buttons })
    }),
    ...(media === undefined ? [] : [async () => sendMedia(api, chat, media, await readMedia(media))]),
  ]
}

/** `&`, `<` and `>` are all that Telegram's HTML gives a meaning to outside of tags. */
function html(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

function sendMedia(api: Api, chat: number, { kind, path }: MediaRef, bytes: Uint8Array): Promise<unknown> {
  const file = new InputFile(bytes, path)
  switch (kind) {
    case 'image':
      return api.sendPhoto(chat, file)
    case 'voice':
      return api.sendVoice(chat, file)
    case 'document':
      return api.sendDocument(chat, file)
  }
}
