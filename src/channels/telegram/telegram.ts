import { createHash } from 'node:crypto'
import { Api } from 'grammy'
import type { InboundMessage, MediaRef } from '../../core/event.ts'
import type { Channel } from '../channel.ts'
import type { ChannelTools } from '../channel-tools.ts'
import { asides } from '../asides.ts'
import { files } from './files.ts'
import { groups } from './groups.ts'
import { fileIdOf } from './heard.ts'
import { pause } from '../pause.ts'
import { poll, type Leases } from './poll.ts'
import { showProfiles, type Profile } from './profile.ts'
import { LONGEST, sender } from './send.ts'
import { takeAll, type Doors } from './take.ts'
import { troubleOf } from './trouble.ts'
import { typing } from './typing.ts'
import { kindsOfUpdate } from './update.ts'
import { waitingFor, type WaitingTimes } from './waiting.ts'
import { webhookPost, type Post } from './webhook.ts'

export interface TelegramChannel extends Channel {
  /** What the web server hands over; null where messages are asked for instead. */
  readonly post: Post | null
}

export interface TelegramOptions extends ChannelTools {
  readonly token: string
  /** Without a slash at the end. */
  readonly root: string
  /** Where Telegram posts, and the secret it adds; null to ask it for messages instead. */
  readonly webhook: { readonly url: string; readonly secret: string } | null
  readonly leases: Leases
  readonly once: (name: string, ms: number) => Promise<boolean>
  readonly profiles: readonly Profile[]
  readonly inPrivate: (language: string | null, link: string) => string
  readonly times?: Partial<TelegramTimes>
}

export interface TelegramTimes extends WaitingTimes {
  /** How long Telegram may wait for news before it answers that there are none. */
  readonly pollSeconds: number
  /** Longer than a poll and what it brings take together. */
  readonly leaseMs: number
  readonly requestSeconds: number
  readonly fileMs: number
  readonly typingAfterMs: number
}

const usualTimes: TelegramTimes = {
  pollSeconds: 25,
  leaseMs: 60_000,
  requestSeconds: 40,
  fileMs: 20_000,
  typingAfterMs: 600,
  backoffMs: [500, 10_000],
  slowMs: 30_000,
}

/** People on Telegram. `start` returns at once; what goes wrong afterwards is reported, and tried again. */
export function telegramChannel(options: TelegramOptions): TelegramChannel {
  const { token, root, webhook, leases, keepMedia, readMedia, report, note, now } = options
  const times = { ...usualTimes, ...options.times }
  const api = new Api(token, { apiRoot: root, timeoutSeconds: times.requestSeconds })
  const stopping = new AbortController()
  const waiting = waitingFor({ signal: stopping.signal, times, report })
  const asked = pause(() => performance.now())
  const courtesy = asides(asked, (error) => {
    const trouble = troubleOf(error)
    return trouble.kind === 'pause' ? trouble.ms : null
  })
  const download = files({ api, token, root, withinMs: times.fileMs })
  const send = sender({ api, pause: asked, readMedia })
  const sign = typing((chat) => courtesy.say(() => api.sendChatAction(chat, 'typing')), times.typingAfterMs)
  const group = groups({ api, once: options.once, inPrivate: options.inPrivate })
  let receive: ((message: InboundMessage) => Promise<void>) | null = null
  let running: Promise<void> = Promise.resolve()

  const doors: Doors = {
    async receive(message) {
      if (receive === null) throw new Error('the channel was not started')
      await receive(message)
    },
    unreachable: options.unreachable,
    async keepFile(media, from) {
      try {
        return (await keepMedia(await fetchFile(media), media, from)) ?? media
      } catch (error) {
        note({ error: String(error) }, 'A file could not be brought here yet; it stays with Telegram.')
        return media
      }
    },
    heard: (chat) => sign.heard(chat),
    stopWaiting: (tap) => courtesy.say(() => api.answerCallbackQuery(tap)),
    async inGroup(chat, language) {
      const say = await group.heard(chat, language)
      if (say !== null) courtesy.say(say)
    },
    groupMoved: (from, to) => group.moved(from, to),
    note,
  }

  function fetchFile(media: MediaRef): Promise<Uint8Array> {
    const id = fileIdOf(media)
    return id === null ? readMedia(media) : download(id)
  }

  /** Until Telegram knows where to post. */
  async function announce({ url, secret }: NonNullable<TelegramOptions['webhook']>): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await api.setWebhook(url, { secret_token: secret, allowed_updates: kindsOfUpdate })
        waiting.over()
        return
      } catch (error) {
        await waiting.after(error)
      }
    }
  }

  function ask(): Promise<void> {
    const name = `telegram:${createHash('sha256').update(`${root} ${token}`).digest('hex').slice(0, 16)}`
    const { pollSeconds: seconds, leaseMs } = times
    return poll({ api, leases, name, take: (updates) => takeAll(updates, doors), waiting, now, seconds, leaseMs })
  }

  return {
    name: 'telegram',
    can: { choices: 100, textLength: LONGEST, media: true, typing: true },
    post: webhook === null ? null : webhookPost(webhook.secret, (update) => takeAll([update], doors)),
    start(heard) {
      receive = heard
      running = webhook === null ? ask() : announce(webhook)
      showProfiles(api, options.profiles).catch((error: unknown) =>
        report({ error: String(error) }, "The bot's texts could not be shown; the next start tries again."),
      )
      return Promise.resolve()
    },
    send(to, message) {
      const chat = Number(to.slice(to.indexOf(':') + 1))
      sign.answered(chat)
      return send(chat, message)
    },
    fetch: fetchFile,
    async stop() {
      stopping.abort()
      sign.stop()
      await running
      await courtesy.settled()
      receive = null
    },
  }
}
