import type { Address, InboundMessage, MediaRef } from '../../core/event.ts'
import { asides } from '../asides.ts'
import type { Channel } from '../channel.ts'
import type { ChannelTools } from '../channel-tools.ts'
import { pause } from '../pause.ts'
import { LONGEST, type Template } from './body.ts'
import { FileTooLarge, graph as graphAt } from './graph.ts'
import { fileIdOf } from './heard.ts'
import { operator } from './operator.ts'
import { paceIn, type PaceTimes, type Paces } from './pace.ts'
import { progressIn } from './progress.ts'
import { sender } from './send.ts'
import { takeAll, type Doors, type Names } from './take.ts'
import { troubleOf } from './trouble.ts'
import { cloudWebhook, type CloudWebhook } from './webhook.ts'
import { windowOf, type Heights } from './window.ts'

export interface CloudChannel extends Channel {
  /** What the web server hands over. */
  readonly webhook: CloudWebhook
}

export interface CloudOptions extends ChannelTools {
  readonly token: string
  /** Meta's id of the number, which is not the number. */
  readonly phoneId: string
  readonly appSecret: string
  readonly verifyToken: string
  /** With the version and without a slash at the end. */
  readonly root: string
  readonly heights: Heights
  readonly paces: Paces
  readonly names: Names
  /** What waits to be said to this person may be tried at once. */
  readonly hurry: (who: Address) => Promise<void>
  readonly failLate: Doors['failLate']
  readonly openList: (to: Address) => Promise<string>
  /** Null where none is there: what is said more than a day after the person wrote then waits until they write. */
  readonly templateFor: (to: Address) => Promise<Template | null>
  readonly times?: Partial<CloudTimes>
}

export interface CloudTimes extends PaceTimes {
  readonly requestMs: number
  /** WhatsApp waits so long for its post to be acknowledged; what takes longer is fetched when it is needed. */
  readonly fileMs: number
}

/** A person who taps fast has their answers at once; over time it is the message in six seconds that WhatsApp allows. */
const usualTimes: CloudTimes = { paceMs: 6_000, paceBurst: 20, requestMs: 15_000, fileMs: 4_000 }

/** People on WhatsApp, by way of Meta's own servers, which post what they write. */
export function cloudChannel(options: CloudOptions): CloudChannel {
  const { token, phoneId, appSecret, verifyToken, root, heights, names, hurry, keepMedia, readMedia, note, now } =
    options
  const times = { ...usualTimes, ...options.times }
  const graph = graphAt({ root, token, phoneId, withinMs: times.requestMs })
  const asked = pause(() => performance.now())
  const courtesy = asides(asked, (error) => {
    const trouble = troubleOf(error)
    return trouble.kind === 'pause' ? trouble.ms : null
  })
  const window = windowOf(heights, now)
  const progress = progressIn(heights)
  const operators = operator(options.report)
  const send = sender({
    ...{ graph, pause: asked, pace: paceIn(options.paces, phoneId, times), window, progress, readMedia },
    lastingName: (name) => names.lasting(name),
    ...{ openList: options.openList, templateFor: options.templateFor },
    trouble: (trouble) => operators.trouble(trouble),
  })
  let receive: ((message: InboundMessage) => Promise<void>) | null = null

  const doors: Doors = {
    ...{ phoneId, progress, window, note, now },
    ...{ unreachable: options.unreachable, failLate: options.failLate },
    firstSeen: (all, lasting) => names.firstSeen(all, lasting),
    trouble: (trouble) => operators.trouble(trouble),
    async receive(message, at) {
      if (receive === null) throw new Error('the channel was not started')
      // Before the answer to it could be on its way.
      const opened = await window.opened(message.from, at)
      await receive(message)
      if (opened) await hurry(message.from)
      courtesy.say(() => graph.post({ status: 'read', message_id: message.id, typing_indicator: { type: 'text' } }))
    },
    async keepFile(media, from) {
      try {
        return (await keepMedia(await fetchFile(media), media, from)) ?? media
      } catch (error) {
        if (error instanceof FileTooLarge) return null
        note({ error: String(error) }, 'A file could not be brought here yet; it stays with WhatsApp.')
        return media
      }
    },
  }

  function fetchFile(media: MediaRef): Promise<Uint8Array> {
    const id = fileIdOf(media)
    return id === null ? readMedia(media) : graph.download(id, times.fileMs)
  }

  return {
    name: 'cloud',
    can: { choices: 10, textLength: LONGEST, media: true, typing: true },
    webhook: cloudWebhook({ appSecret, verifyToken, take: (envelope) => takeAll(envelope, doors) }),
    start(heard) {
      receive = heard
      return Promise.resolve()
    },
    async send(to, message) {
      const delivery = await send(to, message)
      if (delivery.status === 'sent') operators.well()
      return delivery
    },
    fetch: fetchFile,
    async stop() {
      receive = null
      await courtesy.settled()
    },
  }
}
