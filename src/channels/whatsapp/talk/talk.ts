import { setTimeout as rest } from 'node:timers/promises'
import type { WAMessage, WAMessageUpdate, WASocket } from '@whiskeysockets/baileys'
import type { Address, InboundMessage, MediaRef } from '../../../core/event.ts'
import type { Delivery, OutboundMessage } from '../../../core/outcome.ts'
import { asides } from '../../asides.ts'
import type { ChannelTools } from '../../channel-tools.ts'
import { pause } from '../../pause.ts'
import { acquaintanceIn, type Heights } from './acquaintance.ts'
import { fates } from './fates.ts'
import { files, isWhatsApps } from './files.ts'
import { groups } from './groups.ts'
import { placeOf } from './handle.ts'
import { personIn, type Names } from './identity.ts'
import { inOrder } from './in-order.ts'
import { lidsOf } from './lids.ts'
import { operator } from './operator.ts'
import { pace, type PaceTimes } from './pace.ts'
import { progressIn } from './progress.ts'
import { sender, type Line } from './send.ts'
import type { Papers, Sent } from '../line/sent.ts'
import { take, type Doors } from './take.ts'

/** What is said on the line, both ways, whichever socket it is on. */
export interface Talk {
  /** Everything that is heard from now on goes there. */
  listen(receive: (message: InboundMessage) => Promise<void>): void
  /**
   * A message of WhatsApp: new, from the time without a line, or from the journal. Resolves once it is durable, or nothing
   * to keep. Rejects where it could not be kept, and so does what waited behind it: all of them may be heard again.
   */
  hear(message: WAMessage): Promise<void>
  /** What became of messages that were sent. */
  updated(updates: readonly WAMessageUpdate[]): Promise<void>
  send(to: Address, message: OutboundMessage): Promise<Delivery>
  fetch(media: MediaRef): Promise<Uint8Array>
  stop(): Promise<void>
}

/** What talking needs of a socket. */
export type TalkLine = Line & Pick<WASocket, 'readMessages' | 'sendMessage' | 'updateMediaMessage' | 'signalRepository'>

export interface TalkOptions extends ChannelTools {
  /** The line as it is now; null while there is none, or it is not open. */
  readonly line: () => TalkLine | null
  readonly sent: Sent
  readonly papers: Pick<Papers, 'put' | 'get'>
  readonly heights: Heights
  readonly names: Names
  readonly once: (name: string, ms: number) => Promise<boolean>
  /** Where files may lie beside WhatsApp's own servers; for another server than WhatsApp's. */
  readonly fileHost: string | null
  readonly inPrivate: (link: string) => string
  readonly countryOf: Doors['countryOf']
  readonly times?: Partial<TalkTimes>
}

export interface TalkTimes extends PaceTimes {
  readonly ackMs: number
  readonly fileMs: number
  readonly lidMs: number
  /** How long writing takes: at least, for each character, and at most. */
  readonly writeMs: readonly [least: number, each: number, most: number]
}

/**
 * A person who answers fast has five questions at once, and over time one in two seconds; all together are told three
 * things a second, far less than any business does. Writing takes just so long that it looks like writing.
 */
const usualTimes: TalkTimes = {
  ...{ personMs: 2_000, personBurst: 10, accountMs: 330, accountBurst: 30 },
  ...{ ackMs: 10_000, fileMs: 20_000, lidMs: 3_000 },
  writeMs: [250, 6, 1_200],
}

/** As long as a thumb may hang under a message. */
const CARD_MS = 14 * 24 * 60 * 60_000

export function talk(options: TalkOptions): Talk {
  const { line, sent, papers, heights, names, keepMedia, readMedia, fileHost, report, note, now } = options
  const times = { ...usualTimes, ...options.times }
  const monotonic = () => performance.now()
  const stopping = new AbortController()
  const acquaintance = acquaintanceIn(heights, now)
  const operators = operator(report)
  const lidOf = lidsOf(line, times.lidMs)
  const courtesy = asides(pause(monotonic), () => null)
  const group = groups({ once: options.once, inPrivate: options.inPrivate })
  const ordered = inOrder()
  const download = files({
    socket: line,
    isTrusted: (url) => isWhatsApps(url) || url.hostname === fileHost,
    withinMs: times.fileMs,
  })
  const send = sender({
    ...{ line, names, lidOf, sent, acquaintance, pace: pace(monotonic, times), readMedia, ackMs: times.ackMs },
    progress: progressIn(heights),
    keepCard: (id, card, to) => papers.put(`whatsapp card ${id}`, card, CARD_MS, to),
    async write({ length }) {
      const [least, each, most] = times.writeMs
      await rest(Math.min(most, least + each * length), undefined, { signal: stopping.signal })
    },
    trouble: (trouble) => operators.trouble(trouble),
  })
  const became = fates({
    ...{ sent, names, lidOf, acquaintance, note, unreachable: options.unreachable },
    trouble: (trouble) => operators.trouble(trouble),
  })
  let receive: ((message: InboundMessage) => Promise<void>) | null = null

  const doors: Doors = {
    ...{ names, lidOf, countryOf: options.countryOf, note, now },
    async receive(message) {
      if (receive === null) throw new Error('the channel was not started')
      // Before the answer to it could be on its way.
      await acquaintance.wrote(message.from)
      await receive(message)
    },
    cardUnder: (id) => papers.get(`whatsapp card ${id}`),
    async keepFile(media, from) {
      try {
        return (await keepMedia(await fetchFile(media), media, from)) ?? media
      } catch (error) {
        note({ error: String(error) }, 'A file could not be brought here yet; it stays with WhatsApp.')
        return media
      }
    },
    async inGroup(jid) {
      const say = await group.heard(jid)
      const open = line()
      if (say !== null && open !== null) courtesy.say(() => say(open))
    },
    heard(key) {
      const open = line()
      if (open === null) return
      courtesy.say(async () => {
        await open.readMessages([key])
        await open.sendPresenceUpdate('composing', key.remoteJid ?? undefined)
      })
    },
  }

  function fetchFile(media: MediaRef): Promise<Uint8Array> {
    const place = placeOf(media)
    return place === null ? readMedia(media) : download(place)
  }

  return {
    listen(heard) {
      receive = heard
    },
    hear: (message) => ordered(chatOf(message), () => take(message, doors)),
    async updated(updates) {
      for (const one of updates) await became(one)
    },
    async send(to, message) {
      const delivery = await send(to, message)
      if (delivery.status === 'sent') operators.well()
      return delivery
    },
    fetch: fetchFile,
    stop() {
      // What is only polite may wait for an answer that does not come any more.
      stopping.abort()
      receive = null
      return Promise.resolve()
    },
  }
}

/** Whose turn it is: one person, whichever of their names they are called by today, or a group. */
function chatOf({ key }: WAMessage): string {
  const person = personIn(key)
  return person?.lid ?? person?.pn ?? key.remoteJid ?? ''
}
