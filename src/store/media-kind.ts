import type { MediaRef } from '../core/event.ts'

/** What a file is, whatever it was said to be. */
export interface MediaKind {
  readonly kind: MediaRef['kind']
  readonly mime: string
  readonly extension: string
}

/** Decides by the first bytes; null for what is none of the kinds that are kept. */
export function kindOf(bytes: Uint8Array): MediaKind | null {
  // Latin-1 keeps each byte as one character.
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD)).toString('latin1')
  return kinds.find(({ begins }) => begins.test(head))?.is ?? null
}

/** Bytes that are looked at: the first page of an Ogg file names what is in it. */
const HEAD = 64

const voice = (mime: string, extension: string): MediaKind => ({ kind: 'voice', mime, extension })
const image = (mime: string, extension: string): MediaKind => ({ kind: 'image', mime, extension })

const kinds: readonly { readonly begins: RegExp; readonly is: MediaKind }[] = [
  { begins: /^OggS[^]{24,}(OpusHead|\x01vorbis|Speex|\x7fFLAC)/, is: voice('audio/ogg', 'ogg') },
  { begins: /^\x1a\x45\xdf\xa3[^]*webm/, is: voice('audio/webm', 'webm') },
  // Brands of pictures stand in the same place and are not among these.
  { begins: /^[^]{4}ftyp(M4A|M4B|iso|mp4|dash|3gp)/, is: voice('audio/mp4', 'm4a') },
  { begins: /^ID3|^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/, is: voice('audio/mpeg', 'mp3') },
  { begins: /^RIFF[^]{4}WAVE/, is: voice('audio/wav', 'wav') },
  { begins: /^#!AMR/, is: voice('audio/amr', 'amr') },
  { begins: /^\xff\xd8\xff/, is: image('image/jpeg', 'jpg') },
  { begins: /^\x89PNG\r\n\x1a\n/, is: image('image/png', 'png') },
  { begins: /^RIFF[^]{4}WEBP/, is: image('image/webp', 'webp') },
  { begins: /^%PDF-/, is: { kind: 'document', mime: 'application/pdf', extension: 'pdf' } },
]
