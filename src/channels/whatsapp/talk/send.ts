import {
  generateWAMessage,
  proto,
  type AnyMessageContent,
  type BinaryNode,
  type WASocket,
} from '@whiskeysockets/baileys'
import type { Address, MediaRef } from '../../../core/event.ts'
import type { Delivery, OutboundMessage } from '../../../core/outcome.ts'
import { plainText } from '../../../core/saying/plain-text.ts'
import { split } from '../../split.ts'
import type { Acquaintance } from './acquaintance.ts'
import { fileContent } from './file-out.ts'
import { jidOf, type Names } from './identity.ts'
import type { Pace } from './pace.ts'
import { idOf, type Progress } from './progress.ts'
import type { Sent } from '../line/sent.ts'
import { deliveryAfter, troubleOfCode, type Trouble } from './trouble.ts'
import { whileOpen } from './while-open.ts'

/** Longest text of one message, in UTF-16 units: more is folded away behind "read more", and nobody opens that. */
export const LONGEST = 4096

/** What sending needs of a socket. */
export type Line = Pick<
  WASocket,
  'relayMessage' | 'waitForMessage' | 'waUploadToServer' | 'sendPresenceUpdate' | 'getUSyncDevices' | 'user' | 'ev'
>

export interface SenderOptions {
  /** Null while there is none. */
  readonly line: () => Line | null
  readonly names: Pick<Names, 'lasting'>
  readonly lidOf: (pn: string) => Promise<string | null>
  readonly sent: Sent
  /** The card whose choices a message shows, so that a thumb under it is known to be about that. */
  readonly keepCard: (id: string, card: string, to: Address) => Promise<void>
  readonly acquaintance: Acquaintance
  readonly pace: Pace
  readonly progress: Progress
  readonly readMedia: (media: MediaRef) => Promise<Uint8Array>
  /** Rests as long as somebody would who writes so much. */
  readonly write: (text: string) => Promise<void>
  readonly ackMs: number
  /** Told of trouble that is the operator's. */
  readonly trouble: (trouble: Trouble) => void
}

/** One message of WhatsApp, with the part by which a retry knows it again. */
interface Step {
  readonly part: string
  /** Empty for a file. */
  readonly text: string
  content(): Promise<AnyMessageContent>
}

/** Brings messages to a person: text in as many parts as it takes, then the file that comes with it. */
export function sender(options: SenderOptions): (to: Address, message: OutboundMessage) => Promise<Delivery> {
  const { line: current, acquaintance, pace, progress, trouble: report } = options

  return async (to, message) => {
    for (const step of stepsOf(options, message)) {
      const id = idOf(message.id, step.part)
      if (await progress.isTaken(id)) continue
      const line = current()
      if (line === null) return deliveryAfter({ kind: 'no_line' })
      if (!(await acquaintance.mayBeWrittenTo(to))) return deliveryAfter({ kind: 'stranger' })
      // What is not sent is not held here: its place is free for others meanwhile.
      const ms = pace.book(to)
      if (ms > 0) return deliveryAfter({ kind: 'pace', ms })
      const trouble = await whileOpen(line, () => attempt(options, line, { to, id, step, card: message.card })).catch(
        (error: unknown): Trouble => ({ kind: 'away', reason: String(error) }),
      )
      if (trouble !== null) {
        if (trouble.kind === 'restricted') await acquaintance.refused(to)
        report(trouble)
        return deliveryAfter(trouble)
      }
      await progress.taken(id)
    }
    return { status: 'sent' }
  }
}

/** Without links shown beside them: what a person wrote could name any page. */
function stepsOf({ readMedia }: SenderOptions, message: OutboundMessage): Step[] {
  const { media } = message
  const texts = split(plainText(message), LONGEST).map((text, n): Step => {
    const content: AnyMessageContent = { text, linkPreview: null }
    return { part: String(n), text, content: () => Promise.resolve(content) }
  })
  if (media === undefined) return texts
  return [...texts, { part: 'media', text: '', content: async () => fileContent(media, await readMedia(media)) }]
}

interface Attempt {
  readonly to: Address
  readonly id: string
  readonly step: Step
  readonly card: string | undefined
}

/** Sends one part and waits for WhatsApp to say that it has it; null where it does. */
async function attempt(options: SenderOptions, line: Line, { to, id, step, card }: Attempt): Promise<Trouble | null> {
  const { sent, keepCard, names, lidOf, write, ackMs } = options
  const jid = await jidOf(to, { lasting: (name) => names.lasting(name), lidOf })
  // Baileys sends to nobody where it was not told of a phone, and WhatsApp says that it has it.
  if ((await phonesOf(line, jid)).length === 0) return { kind: 'away', reason: 'WhatsApp names no phone of theirs' }
  // At a further try it is the same, and a file is not brought up twice.
  const message = (await sent.get(id)) ?? (await made(line, jid, id, step))
  // Before it leaves: the phone may ask for it again at once.
  await sent.put(id, message, { to })
  if (card !== undefined) await keepCard(id, card, to)
  if (step.text !== '') {
    await line.sendPresenceUpdate('composing', jid)
    await write(step.text)
  }
  // Whatever comes of it is awaited below; a line that breaks meanwhile is no surprise.
  const answer = line.waitForMessage<BinaryNode>(id, ackMs).catch(() => undefined)
  await line.relayMessage(jid, message, { messageId: id })
  const said = await answer
  if (said === undefined) return { kind: 'away', reason: 'WhatsApp did not say that it has it' }
  const { error } = said.attrs
  if (error === undefined) return null
  // Their phones may be others by now: the next try knows.
  if (error === '479') await phonesOf(line, jid, { anew: true })
  return troubleOfCode(error)
}

function phonesOf(line: Line, jid: string, { anew = false } = {}): Promise<unknown[]> {
  return line.getUSyncDevices([jid], !anew, false)
}

async function made(line: Line, jid: string, id: string, step: Step): Promise<proto.IMessage> {
  const options = { userJid: line.user?.id ?? '', messageId: id, upload: line.waUploadToServer }
  const { message } = await generateWAMessage(jid, await step.content(), options)
  if (!message) throw new Error('Baileys made a message without content')
  return message
}
