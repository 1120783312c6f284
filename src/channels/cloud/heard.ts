import type { Address, InboundBody, InboundMessage, MediaRef } from '../../core/event.ts'
import { readButton } from './button.ts'
import type { File, Message } from './envelope.ts'

/** The channel's own handle of a file, until it is kept in the media folder. */
const handle = 'cloud:'

export function addressOf(who: string): Address {
  return `cloud:${who}`
}

/** The file that a handle stands for; null for a path of the media folder. */
export function fileIdOf({ path }: MediaRef): string | null {
  return path.startsWith(handle) ? path.slice(handle.length) : null
}

/** What somebody said, or null where nobody said anything that wants an answer. */
export function hear(message: Message, userId: string | undefined): Omit<InboundMessage, 'from'> | null {
  const body = bodyOf(message)
  const country = countryOf(userId ?? '')
  const hints = country === null ? {} : { hints: { country } }
  return body === null ? null : { id: message.id, body, ...hints }
}

/** A thumb under a message is no answer to a question; a notice of WhatsApp itself is said by nobody. */
const notices = ['reaction', 'system']

/** Kinds that have a name worth keeping; whatever comes next is `unknown`. */
const others = ['sticker', 'location', 'contacts', 'video', 'order']

function bodyOf({ type, text, button, interactive, image, document, audio }: Message): InboundBody | null {
  const tapped = interactive?.button_reply ?? interactive?.list_reply
  if (tapped !== undefined) {
    const choice = readButton(tapped.id)
    return choice === null ? { kind: 'text', text: tapped.title } : { kind: 'choice', ...choice }
  }
  if (text !== undefined) return { kind: 'text', text: text.body }
  if (button !== undefined) return { kind: 'text', text: button.text }
  if (audio !== undefined) return fileBody('voice', audio, 'audio/ogg')
  if (image !== undefined) return fileBody('image', image, 'image/jpeg')
  if (document !== undefined) return fileBody('document', document, 'application/octet-stream')
  if (notices.includes(type)) return null
  return { kind: 'other', what: others.includes(type) ? type : 'unknown' }
}

function fileBody(kind: MediaRef['kind'], { id, mime_type: mime, caption }: File, usual: string): InboundBody {
  // `audio/ogg; codecs=opus` is audio/ogg.
  const media = { kind, mime: mime?.split(';')[0] ?? usual, path: `${handle}${id}` }
  return { kind, media, ...(caption === undefined ? {} : { caption }) }
}

/** The id of a person begins with the country of their number: `CO.1349…`. */
function countryOf(userId: string): string | null {
  return /^([A-Z]{2})\./.exec(userId)?.[1]?.toLowerCase() ?? null
}
