// @ts-check
/*
 * What the server tells, as long as the page is open; it goes on after the last that was told.
 */
import { listeningFails, workSoon } from './signs.js'

/** @import { Message } from './messages.js' */
/**
 * @typedef {object} Hearer
 * @property {() => void} opened
 * @property {(message: Message) => void} told
 * @property {() => void} ready all that was said before has been told
 */

/** @type {Hearer} */
let hearer = { opened() {}, told() {}, ready() {} }
/** @type {EventSource | null} */
let source = null
let last = ''
let retryMs = 1000
let retry = 0

/** Who is told. @param {Hearer} given */
export function whenHeard(given) {
  hearer = given
}

/** Opens the stream, in place of one that is open. */
export function listen() {
  clearTimeout(retry)
  source?.close()
  const stream = new EventSource(last === '' ? '/chat/stream' : `/chat/stream?last=${encodeURIComponent(last)}`)
  source = stream
  stream.onopen = () => {
    retryMs = 1000
    listeningFails(false)
    hearer.opened()
  }
  stream.onmessage = (event) => {
    if (event.lastEventId !== '') last = event.lastEventId
    /** @type {Message} */
    const message = JSON.parse(event.data)
    hearer.told(message)
  }
  stream.addEventListener('ready', () => hearer.ready())
  stream.addEventListener('typing', () => workSoon(0))
  stream.onerror = () => {
    listeningFails(true)
    if (stream.readyState !== EventSource.CLOSED) return
    retry = setTimeout(listen, retryMs)
    retryMs = Math.min(15_000, retryMs * 2)
  }
}

/** Opens the stream where it has ended. */
export function listenAgain() {
  if (source?.readyState === EventSource.CLOSED) listen()
}
