import { Hono } from 'hono'
import type { Language } from '../../core/content.ts'
import type { ConversationId } from '../../core/event.ts'
import { spokenText } from '../../core/saying/spoken-text.ts'
import type { Store } from '../../store/store.ts'
import { fileAnswer } from '../file-answer.ts'
import { limit } from '../limits.ts'
import type { Visitors } from './visitor.ts'

/** Reads a text aloud; null where it cannot be done now. */
export type SpeechOf = (
  text: string,
  language: Language,
  person: ConversationId,
) => Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string } | null>

const allowed = { burst: 30, perSecond: 1 / 2 }

/** What the bot said, read aloud to the person it was said to (P38). */
export function speechApp(options: {
  visitor: Visitors
  conversationOf: (address: string) => ConversationId
  letters: Pick<Store['letters'], 'since'>
  /** The language a person is spoken to in; null where it is not known. */
  spokenIn: (conversation: ConversationId) => Promise<Language | null>
  homeLanguage: Language
  speech: SpeechOf
  now: () => number
}): Hono {
  const { visitor, conversationOf, letters, spokenIn, homeLanguage, speech, now } = options
  const perPerson = limit({ ...allowed, now })
  const app = new Hono()
  app.get('/chat/speech/:letter', async (c) => {
    const from = visitor.addressOf(c)
    if (from === null) return c.text('401', 401)
    const conversation = conversationOf(from)
    const found = (await letters.since(conversation, 0)).find(({ letter }) => letter.id === c.req.param('letter'))
    if (found?.letter.who !== 'bot') return c.text('404', 404)
    if (perPerson.take(from) > 0) return c.text('429', 429, { 'Retry-After': '2' })
    const language = (await spokenIn(conversation)) ?? homeLanguage
    const recording = await speech(spokenText(found.letter), language, conversation)
    if (recording === null) return c.text('503', 503)
    return fileAnswer(c, recording.bytes, { mime: recording.mime, name: 'puerto' })
  })
  return app
}
