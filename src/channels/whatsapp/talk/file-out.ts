import type { AnyMessageContent } from '@whiskeysockets/baileys'
import type { MediaRef } from '../../../core/event.ts'
import { secondsOf } from './ogg.ts'

const MOST_PICTURE_BYTES = 5 * 1024 * 1024

const pictures = ['image/jpeg', 'image/png']

/** A file of the house as WhatsApp shows it: a picture, a voice note, a sound, and all else as a document. */
export function fileContent({ mime: given, path }: MediaRef, bytes: Uint8Array): AnyMessageContent {
  const mimetype = given.split(';')[0]?.trim() ?? given
  const file = Buffer.from(bytes)
  if (pictures.includes(mimetype) && bytes.length <= MOST_PICTURE_BYTES) return { image: file, mimetype }
  const seconds = mimetype === 'audio/ogg' ? secondsOf(bytes) : null
  // A note in Opus is shown as if it had been spoken here.
  if (seconds !== null) return { audio: file, mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds }
  if (mimetype === 'audio/mpeg' || mimetype === 'audio/mp4') return { audio: file, mimetype }
  return { document: file, mimetype, fileName: path.split('/').at(-1) ?? path }
}
