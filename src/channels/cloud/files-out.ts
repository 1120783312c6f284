import type { MediaRef } from '../../core/event.ts'

/** How a file of the house is given to WhatsApp: what it is sent as, and under which type and name it is uploaded. */
export interface FileOut {
  readonly as: 'image' | 'audio' | 'document'
  readonly mime: string
  readonly name: string
}

const MEGABYTE = 1024 * 1024

/** WhatsApp's own limits: beyond them it refuses the upload. A document may have 100 MB, more than any file of the house. */
const most = { image: 5 * MEGABYTE, audio: 16 * MEGABYTE }

const pictures = ['image/jpeg', 'image/png']
const sounds = ['audio/ogg', 'audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4']

/** What WhatsApp does not show or play goes as a document. */
export function fileOut({ mime: given, path }: MediaRef, bytes: number): FileOut {
  const mime = given.split(';')[0]?.trim() ?? given
  const name = path.split('/').at(-1) ?? path
  if (pictures.includes(mime) && bytes <= most.image) return { as: 'image', mime, name }
  if (sounds.includes(mime) && bytes <= most.audio) return { as: 'audio', mime, name }
  return { as: 'document', mime: documentType(mime), name }
}

/** The body of the message, once the file is uploaded. A note in Opus is shown as if it had been spoken here. */
export function fileBody({ as, mime, name }: FileOut, id: string): object {
  switch (as) {
    case 'image':
      return { type: 'image', image: { id } }
    case 'audio':
      return { type: 'audio', audio: { id, ...(mime === 'audio/ogg' ? { voice: true } : {}) } }
    case 'document':
      return { type: 'document', document: { id, filename: name } }
  }
}

/** WhatsApp knows few types of documents; all it has to say of these is that they are text. */
function documentType(mime: string): string {
  return mime === 'application/json' || mime.startsWith('text/') ? 'text/plain' : mime
}
