import { Hono, type Context } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import type { Content, Language } from '../../core/content.ts'
import type { ConversationId, InboundMessage, MediaRef } from '../../core/event.ts'
import { opening } from '../../core/hearing/greeting.ts'
import { StoreUnavailable, type Store } from '../../store/store.ts'
import { fileAnswer } from '../file-answer.ts'
import { limit } from '../limits.ts'
import type { Metrics } from '../metrics.ts'
import { sameOrigin } from '../same-origin.ts'
import { languageFor, wordsIn } from '../words.ts'
import { gate } from './gate.ts'
import { chatPage } from './page.tsx'
import { largestPost, readPost } from './post.ts'
import { speechApp, type SpeechOf } from './speech.ts'
import { letterStream } from './stream.ts'
import { visitors } from './visitor.ts'
import { voiceApp } from './voice.ts'

export interface ChatOptions {
  readonly content: Content
  readonly letters: Store['letters']
  readonly conversationOf: (address: string) => ConversationId
  /** Hands a message of a page over, with what pages show of it; resolves once it is durable. */
  readonly hear: (message: InboundMessage, shown: string | null) => Promise<void>
  readonly readMedia: (media: MediaRef) => Promise<Uint8Array<ArrayBuffer>>
  /** Keeps a voice note; durable when it resolves. Sent again by the same owner, it is the same file. */
  readonly receiveVoice: (
    bytes: Uint8Array,
    owner: string,
  ) => Promise<MediaRef | 'too_large' | 'unknown_kind' | 'no_room'>
  /** Reads what the bot said aloud; absent where nobody can. */
  readonly speech?: SpeechOf
  /** The language a person is spoken to in; null where it is not known. */
  readonly spokenIn: (conversation: ConversationId) => Promise<Language | null>
  readonly metrics: Metrics
  readonly secure: boolean
  readonly embedOrigins: readonly string[]
  readonly now: () => number
  readonly closing: AbortSignal
}

const DAY_MS = 24 * 60 * 60 * 1_000

/** The page is open to strangers: what one person, one network address and all together may do. */
const allowed = {
  person: { burst: 60, perSecond: 1 },
  newcomers: { burst: 1_000, perSecond: 20 },
  all: { burst: 2_000, perSecond: 500 },
}
const MOST_STREAMS = 4_000
const MOST_STREAMS_A_PERSON = 6

/** The chat page: the page itself, the stream down, messages up, files that came with a letter. */
export function chatApp(options: ChatOptions): Hono {
  const { content, letters, conversationOf, hear, readMedia, receiveVoice, speech, spokenIn } = options
  const { metrics, secure, embedOrigins, now, closing } = options
  const visitor = visitors({ secure, framed: embedOrigins.length > 0 })
  const perNetwork = limit({ ...allowed.newcomers, now })
  const posts = gate({ visitor, allowed, say, metrics, now })
  const streams = new Map<ConversationId, number>()
  let open = 0

  const app = new Hono()
  app.use(sameOrigin)

  app.get('/', (c) => {
    const language = languageOf(c)
    visitor.welcome(c)
    visitor.remember(c, 'puerto_lang', language)
    const languages = content.languages.map((code) => ({ code, name: content.voices[code]?.name ?? code }))
    c.header('Cache-Control', 'no-store')
    const framed = c.req.query('framed') !== undefined
    return c.html(
      <>
        {chatPage({ say: wordsIn(content, language), language, languages, framed, readsAloud: speech !== undefined })}
      </>,
    )
  })

  app.get('/manifest.webmanifest', (c) => {
    const say = wordsIn(content, languageOf(c))
    const icon = { src: '/static/icon.svg', sizes: 'any', type: 'image/svg+xml' }
    return c.json({
      name: say('page.title', {}),
      short_name: say('page.title', {}),
      description: say('page.tagline', {}),
      start_url: '/',
      display: 'standalone',
      background_color: '#f6f3ec',
      theme_color: '#0f5c63',
      icons: [
        { ...icon, purpose: 'any' },
        { ...icon, purpose: 'maskable' },
      ],
    })
  })

  app.get('/chat/stream', (c) => {
    const from = visitor.addressOf(c)
    if (from === null) return c.text('', 401)
    const conversation = conversationOf(from)
    const mine = streams.get(conversation) ?? 0
    if (open >= MOST_STREAMS || mine >= MOST_STREAMS_A_PERSON) return c.text('', 503, { 'Retry-After': '15' })
    const language = languageOf(c)
    const network = getConnInfo(c).remote.address ?? ''
    count(conversation, 1)
    return letterStream(c, {
      letters,
      conversation,
      last: Number(c.req.header('last-event-id') ?? c.req.query('last') ?? 0) || 0,
      first: () => greet(from, network, language),
      closing,
      ended: () => count(conversation, -1),
    })
  })

  app.post(
    '/chat/messages',
    bodyLimit({ maxSize: largestPost, onError: (c) => sentence(c, 413, 'web.too_long') }),
    async (c) => {
      const from = await posts.enter(c)
      if (typeof from !== 'string') return from
      const post = readPost(await c.req.text())
      if (post === null) {
        metrics.messageRefused('unreadable')
        return sentence(c, 400, 'web.unreadable')
      }
      const { id, body, shown } = post
      try {
        await hear({ id, from, body, hints: { language: languageOf(c) } }, shown)
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
        metrics.messageRefused('store_away')
        return sentence(c, 503, 'web.store_away')
      }
      metrics.messageTaken()
      return c.json({ status: 'stored' }, 202)
    },
  )

  app.get('/chat/media/:letter', async (c) => {
    const from = visitor.addressOf(c)
    const found = from === null ? [] : await letters.since(conversationOf(from), 0)
    const media = found.find(({ letter }) => letter.id === c.req.param('letter'))?.letter.media
    if (media === undefined) return c.text('404', 404)
    const name = `puerto.${media.path.split('.').pop() ?? 'bin'}`
    return fileAnswer(c, await readMedia(media), { mime: media.mime, name })
  })

  app.route('/', voiceApp({ visitor, receiveVoice, hear, languageOf, say, metrics, now }))
  if (speech !== undefined) {
    const homeLanguage = languageFor(content, undefined, undefined)
    app.route('/', speechApp({ visitor, conversationOf, letters, spokenIn, homeLanguage, speech, now }))
  }

  return app

  /** The page says hello by itself, once a day at most, so that the first thing a person sees is a greeting. */
  async function greet(from: string, network: string, language: Language): Promise<void> {
    if (perNetwork.take(network) > 0) return
    const id = `start-${Math.floor(now() / DAY_MS)}`
    await hear({ id, from, body: { kind: 'text', text: opening }, hints: { language } }, null)
  }

  function count(conversation: ConversationId, one: 1 | -1): void {
    open += one
    const mine = (streams.get(conversation) ?? 0) + one
    if (mine === 0) streams.delete(conversation)
    else streams.set(conversation, mine)
    if (one === 1) metrics.streamOpened()
    else metrics.streamClosed()
  }

  function languageOf(c: Context): Language {
    const asked = c.req.query('lang') ?? getCookie(c, 'puerto_lang')
    return languageFor(content, asked, c.req.header('accept-language'))
  }

  function say(c: Context) {
    return wordsIn(content, languageOf(c))
  }

  function sentence(c: Context, status: 400 | 413 | 503, key: 'web.too_long' | 'web.unreadable' | 'web.store_away') {
    return c.json({ message: say(c)(key, {}) }, status)
  }
}
