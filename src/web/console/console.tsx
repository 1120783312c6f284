import { randomUUID } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import type { Content } from '../../core/content.ts'
import type { ConversationId, MediaRef, StaffAction } from '../../core/event.ts'
import type { Store } from '../../store/store.ts'
import { fileAnswer } from '../file-answer.ts'
import { sameOrigin } from '../same-origin.ts'
import { languageFor, wordsIn } from '../words.ts'
import { act, readAction, type Fields } from './actions.ts'
import { home, pathOf, type Desk } from './desk.ts'
import { doors } from './doors.ts'
import { LONGEST_REPLY } from './pages/answering.tsx'
import { conversationPage, type Reading, type Visit } from './pages/conversation.tsx'
import { conversationsPage } from './pages/conversations.tsx'
import { closedPage, enterPage, missingPage } from './pages/sentence.tsx'
import { everyoneWhoAsked } from './same-question.ts'
import { changeStream, listStream } from './stream.ts'

export interface ConsoleOptions {
  readonly store: Pick<Store, 'recent' | 'state' | 'records' | 'transcript' | 'appendEvent' | 'index'>
  readonly content: Content
  readonly sessions: Store['sessions']
  readonly changes: Store['changes']
  readonly readMedia: (media: MediaRef) => Promise<Uint8Array<ArrayBuffer>>
  readonly now: () => number
  /** Cookies travel over TLS only. */
  readonly secure: boolean
  /** Ends the streams, so that the server can close. */
  readonly closing: AbortSignal
}

const MOST_ROWS = 100
const LARGEST_FORM = 64 * 1024
const LANGUAGE_COOKIE = 'puerto_lang'
const LANGUAGE_SECONDS = 365 * 24 * 60 * 60

/** The first look for staff: who is here, each conversation with its summary, and a way to answer. Mounted at `/staff`. */
export function consoleApp(options: ConsoleOptions): Hono {
  const { store, content, changes, readMedia, now, secure, closing } = options
  const door = doors(options)
  const app = new Hono()

  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  app.use(sameOrigin)
  app.use(
    bodyLimit({
      maxSize: LARGEST_FORM,
      onError: (c) => c.text(deskOf(c).say('console.reply.too_long', { most: LONGEST_REPLY }), 413),
    }),
  )
  app.use(async (c, next) => {
    const asked = c.req.query('lang')
    if (asked !== undefined && content.voices[asked] !== undefined) {
      const kept = { path: '/', httpOnly: true, secure, sameSite: 'Lax', maxAge: LANGUAGE_SECONDS } as const
      setCookie(c, LANGUAGE_COOKIE, asked, kept)
    }
    await next()
  })

  app.get('/enter/:link', (c) => c.html(enterPage(deskOf(c), c.req.param('link'))))
  app.post('/enter/:link', async (c) => {
    const entered = await door.enter(c, c.req.param('link'))
    return entered ? c.redirect(home, 303) : c.html(closedPage(deskOf(c), { spent: true }), 401)
  })

  app.use(async (c, next) => {
    if (!(await door.isOpen(c))) return c.html(closedPage(deskOf(c), { spent: false }), 401)
    await next()
    return
  })

  app.post('/leave', async (c) => {
    await door.leave(c)
    return c.redirect(home, 303)
  })

  app.get('/', async (c) => {
    const recent = await store.recent(MOST_ROWS)
    const states = await Promise.all(recent.map(({ conversation }) => store.state(conversation)))
    const rows = recent.flatMap((one, index) => {
      const state = states[index] ?? null
      return state === null ? [] : [{ ...one, state }]
    })
    return c.html(conversationsPage(deskOf(c), rows))
  })

  app.get('/stream', (c) => listStream(c, { changes, closing }))

  app.get('/conversations/:id', async (c) => {
    const reading = await read(c.req.param('id'), c.req.query('firm'))
    if (reading === null) return c.html(missingPage(deskOf(c)), 404)
    // What joined another conversation is read there.
    if (reading.state.linkedTo !== null) return c.redirect(pathOf(reading.state.linkedTo))
    return c.html(conversationPage(deskOf(c), reading, visit({ sent: c.req.query('sent') ?? null })))
  })

  app.get('/conversations/:id/stream', async (c) => {
    const conversation = c.req.param('id')
    if ((await store.state(conversation)) === null) return c.html(missingPage(deskOf(c)), 404)
    return changeStream(c, { changes, conversation, closing })
  })

  app.get('/conversations/:id/voice/:message', async (c) => {
    const { id, message } = c.req.param()
    const found = (await store.transcript(id)).find((entry) => entry.id === message)
    // What answers a sensitive question is no more listened to than read.
    if (found?.media?.kind !== 'voice' || found.sensitive) return c.html(missingPage(deskOf(c)), 404)
    const { mime, path } = found.media
    return fileAnswer(c, await readMedia(found.media), { mime, name: path })
  })

  app.post('/conversations/:id/:action', async (c) => {
    const { id, action: name } = c.req.param()
    const fields = await c.req.parseBody()
    const action = readAction(name, fields)
    const reading = action === null ? null : await read(id)
    if (action === null || reading === null) return c.html(missingPage(deskOf(c)), 404)
    if ('trouble' in action) {
      const desk = { ...deskOf(c), path: pathOf(id) }
      return c.html(conversationPage(desk, reading, visit({ trouble: action.trouble })), 422)
    }
    const done = await act({ store, changes }, id, action, fields)
    if (action.kind === 'answer') await answerOthers(id, action, fields)
    return c.redirect(action.kind === 'reply' ? `${pathOf(id)}?sent=${done}#answer` : pathOf(id), 303)
  })

  app.all('*', (c) => c.html(missingPage(deskOf(c)), 404))
  return app

  /** Everything about a conversation, as of the firm that was asked for, or of the one the talk is about. */
  async function read(conversation: ConversationId, firm?: string): Promise<Reading | null> {
    const [state, records, transcript] = await Promise.all([
      store.state(conversation),
      store.records(conversation),
      store.transcript(conversation),
    ])
    if (state === null) return null
    const shown = state.firms.find(({ id }) => id === firm)?.id ?? state.firm
    return { conversation, state: { ...state, firm: shown }, records, transcript }
  }

  /** The same answer for everyone else who waits for it. */
  async function answerOthers(
    first: ConversationId,
    action: Extract<StaffAction, { kind: 'answer' }>,
    fields: Fields,
  ): Promise<void> {
    const waiting = await everyoneWhoAsked(store, action.question)
    const others = waiting.filter(({ conversation }) => conversation !== first)
    await Promise.all(
      others.map(({ conversation, followUp, question }) =>
        act({ store, changes }, conversation, { ...action, followUp, question }, fields),
      ),
    )
  }

  function deskOf(c: Context): Desk {
    const chosen = [c.req.query('lang'), getCookie(c, LANGUAGE_COOKIE)].find(
      (code) => code !== undefined && content.voices[code] !== undefined,
    )
    const language = languageFor(content, chosen, c.req.header('accept-language'))
    return { content, language, say: wordsIn(content, language), now: now(), path: c.req.path }
  }
}

function visit(given: Partial<Visit>): Visit {
  return { once: randomUUID(), sent: null, trouble: null, ...given }
}
