// @ts-check
/*
 * What the page shows while one waits: a line where nobody can be reached, three dots while the bot is at work.
 */
import { part, words } from './page.js'
import { follow } from './reading.js'

const status = part('status', HTMLElement)
const typing = part('typing', HTMLElement)

let cannotSend = false
let cannotListen = false
let said = false
let telling = false
let dots = 0
// A stream that opens slowly says so.
let timer = setTimeout(() => (status.textContent = words.connecting ?? ''), 1500)

/** @param {boolean} is */
export function sendingFails(is) {
  cannotSend = is
  tell()
}

/** @param {boolean} is */
export function listeningFails(is) {
  cannotListen = is
  tell()
}

/** Three dots after so many milliseconds, but not for ever. @param {number} ms */
export function workSoon(ms) {
  clearTimeout(dots)
  dots = setTimeout(() => {
    typing.hidden = false
    follow()
    dots = setTimeout(rest, 8000)
  }, ms)
}

/** No dots, also none that were to come. */
export function rest() {
  clearTimeout(dots)
  typing.hidden = true
}

function tell() {
  const is = cannotSend || cannotListen
  if (is && (said || telling)) return
  clearTimeout(timer)
  telling = is
  if (is) timer = setTimeout(offline, navigator.onLine ? 2500 : 0)
  else {
    status.textContent = said ? (words.online ?? '') : ''
    if (said) timer = setTimeout(() => (status.textContent = ''), 3000)
    said = false
  }
}

function offline() {
  telling = false
  said = true
  status.textContent = words.offline ?? ''
  follow()
}
