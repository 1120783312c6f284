import type { Api } from 'grammy'
import type { OutboundMessage } from '../../core/outcome.ts'
import { split } from '../split.ts'
import { keyboardOf, settledKeyboard, type Keyboard } from './keyboard.ts'
import { troubleOf, type Trouble } from './trouble.ts'
import { readUnder } from './under.ts'

/** Longest sentence that Telegram shows over a chat. */
const LONGEST = 200

/** The buttons that were tapped show what was chosen; those that were refused go. That may fail: the answer counts. */
export async function settle(
  api: Api,
  chat: number,
  { under, label }: NonNullable<OutboundMessage['settles']>,
): Promise<void> {
  const { message, tap } = readUnder(under)
  await unless(['refused', 'moved', 'conflict', 'away'], edit(api, chat, message, settledKeyboard(label)))
  if (tap !== undefined) await endWaiting(api, tap)
}

/** The buttons show what is ticked. Nobody would see a tick that failed to come, so it is tried again. */
export async function showTicks(api: Api, chat: number, under: string, message: OutboundMessage): Promise<void> {
  const place = readUnder(under)
  await unless(['refused', 'moved'], edit(api, chat, place.message, keyboardOf(message)))
  if (place.tap !== undefined) await endWaiting(api, place.tap, message.text)
}

function edit(api: Api, chat: number, message: number, keyboard: Keyboard): Promise<unknown> {
  return api.editMessageReplyMarkup(chat, message, { reply_markup: { inline_keyboard: keyboard } })
}

/** The button stops waiting; the words are read to whoever cannot see it. A tap that waited too long is past that. */
async function endWaiting(api: Api, tap: string, text = ''): Promise<void> {
  const [words] = split(text, LONGEST)
  const shown = words === undefined ? {} : { text: words }
  await unless(['refused', 'moved', 'conflict', 'away'], api.answerCallbackQuery(tap, shown))
}

/** Lets these kinds of trouble pass. */
async function unless(kinds: readonly Trouble['kind'][], call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!kinds.includes(troubleOf(error).kind)) throw error
  }
}
