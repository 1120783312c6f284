// @ts-check
/*
 * Shows what is said and what waits to be said, and remembers what the stream has told.
 */
import { offer, retireOld, retirePicked } from './choices.js'
import { addExtras, showProgress } from './extras.js'
import { offerListening } from './listen.js'
import { addPending, addSaid, isShown, markSent, nothingShown } from './messages.js'
import { part, words } from './page.js'
import { beginReading, followBot, followPerson, toNewest } from './reading.js'
import { rest, workSoon } from './signs.js'

/** @import { Message } from './messages.js' */
/** @import { Waiting } from './queue.js' */

const log = part('log', HTMLElement)

let begun = false
let lastHeardAt = 0
/** Which of the person's own messages the stream has told. @type {Set<string>} */
const echoed = new Set()

/** Shows what the stream tells, once. @param {Message} message */
export function show(message) {
  if (message.who === 'person') echoed.add(message.id)
  if (isShown(message.id)) return markSent(message.id)
  const item = addSaid(message)
  if (message.who === 'person') {
    retirePicked(message.text)
    followPerson()
  } else {
    lastHeardAt = Date.now()
    rest()
    addExtras(item, message)
    offerListening(item, message)
    showChoices(item, message)
    followBot(item)
  }
}

/** Shows what the person has just written, or had written before the page was opened. @param {Waiting} one */
export function showWaiting({ post, at }) {
  if (isShown(post.id)) return
  addPending({ id: post.id, at, text: textOf(post) })
  toNewest()
}

/** What a post is shown as. @param {Waiting['post']} post */
function textOf(post) {
  if ('voice' in post) return words.voiceNote ?? ''
  return 'text' in post ? post.text : post.label
}

/** All that was said is there: from here on, what comes is read aloud. */
export function begin() {
  if (begun) return
  begun = true
  const isNew = nothingShown()
  if (isNew) workSoon(0)
  else rest()
  beginReading()
  setTimeout(() => log.setAttribute('aria-live', 'polite'), isNew ? 0 : 500)
}

/** Whether the bot has said something since. @param {number} at */
export function hasHeardSince(at) {
  return lastHeardAt >= at
}

/** Whether the stream has told this message of the person. @param {string} id */
export function isEchoed(id) {
  return echoed.has(id)
}

/** @param {HTMLElement} item @param {Message} message */
function showChoices(item, { choices = [], question, card }) {
  const hasChoices = choices.length > 0
  retireOld({ choices: hasChoices, question })
  if (hasChoices) offer(item, choices, { question, card })
  if (question || hasChoices) showProgress(question)
}
