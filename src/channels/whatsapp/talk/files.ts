import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import { getMediaKeys, type WAMessage, type WASocket } from '@whiskeysockets/baileys'
import { atOnce } from '../../at-once.ts'
import { readUpTo } from '../../read-up-to.ts'
import type { Place } from './handle.ts'
import { MOST_BYTES } from './heard.ts'

/** Most files that are under way at once: each is held in memory whole. */
const PLACES = 4

/** WhatsApp's files end with a part of a digest of all before it. */
const MAC_BYTES = 10

/** A message says where its file lies, and anybody may say anything: only WhatsApp's own servers are asked. */
export function isWhatsApps(url: URL): boolean {
  return url.protocol === 'https:' && /(^|\.)whatsapp\.net$/.test(url.hostname)
}

/**
 * Fetches and opens files that people sent. What WhatsApp has let go of is asked of the sender's phone, which puts it there
 * again. Rejects where a file is too large, gone for good, or does not come in time.
 */
export function files(options: {
  socket: () => Pick<WASocket, 'updateMediaMessage'> | null
  isTrusted: (url: URL) => boolean
  withinMs: number
}): (place: Place) => Promise<Uint8Array> {
  const { socket, isTrusted, withinMs } = options
  const inPlace = atOnce(PLACES)

  async function fetchSealed(place: Place, signal: AbortSignal): Promise<Uint8Array> {
    const url = urlOf(place)
    if (!isTrusted(url)) throw new Error('the file does not lie at WhatsApp')
    const response = await fetch(url, { signal, redirect: 'error', headers: { origin: 'https://web.whatsapp.com' } })
    if (response.status === 404 || response.status === 410) throw new Gone()
    if (!response.ok || response.body === null) throw new Error(`WhatsApp answered ${response.status} for a file`)
    // Sealed, it is a little longer than what it says of itself.
    return readUpTo(response.body, MOST_BYTES + 1024)
  }

  async function again(place: Place, signal: AbortSignal): Promise<Place> {
    const line = socket()
    if (line === null) throw new Error('there is no line on which to ask for the file again')
    const message = await orAborted(line.updateMediaMessage(messageOf(place)), signal)
    const { audioMessage, imageMessage, documentMessage } = message.message ?? {}
    const directPath = (audioMessage ?? imageMessage ?? documentMessage)?.directPath
    if (typeof directPath !== 'string') throw new Error("the sender's phone does not say where the file is")
    return { ...place, directPath }
  }

  async function download(place: Place, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    const sealed = await fetchSealed(place, signal).catch(async (error: unknown) => {
      if (!(error instanceof Gone)) throw error
      return fetchSealed(await again(place, signal), signal)
    })
    return opened(sealed, place)
  }

  return (place) => {
    // The wait for a place is part of the time: a hundred files at once must not hold up what people write.
    const signal = AbortSignal.timeout(withinMs)
    return inPlace(() => download(place, signal))
  }
}

/** WhatsApp has it no more. */
class Gone extends Error {
  override readonly name = 'Gone'
}

function urlOf({ url, directPath }: Place): URL {
  const whole = url === '' ? 'https://mmg.whatsapp.net' : url
  return directPath === null ? new URL(whole) : new URL(directPath, whole)
}

/** As much of the message as its sender's phone needs to find it. */
function messageOf({ kind, chat, id, url, directPath, mediaKey }: Place): WAMessage {
  const file = { url, directPath, mediaKey }
  const key = { remoteJid: chat, id, fromMe: false }
  switch (kind) {
    case 'voice':
      return { key, message: { audioMessage: file } }
    case 'image':
      return { key, message: { imageMessage: file } }
    case 'document':
      return { key, message: { documentMessage: file } }
  }
}

/** Baileys itself does not look whether a file is whole. */
async function opened(sealed: Uint8Array, { kind, mediaKey }: Place): Promise<Uint8Array> {
  const { iv, cipherKey, macKey } = await getMediaKeys(mediaKey, kind === 'voice' ? 'audio' : kind)
  const words = sealed.subarray(0, -MAC_BYTES)
  const mac = createHmac('sha256', macKey ?? '')
    .update(iv)
    .update(words)
    .digest()
    .subarray(0, MAC_BYTES)
  const given = sealed.subarray(-MAC_BYTES)
  if (given.length !== MAC_BYTES || !timingSafeEqual(mac, given)) throw new Error('the file is not whole')
  const cipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
  return new Uint8Array(Buffer.concat([cipher.update(words), cipher.final()]))
}

/** What waits for a phone may wait for ever. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error("the sender's phone does not answer")), { once: true })
  })
  return Promise.race([work, aborted])
}
