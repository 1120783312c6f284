// @ts-check
/*
 * The list of what was said: a line for each message, in order, with the days between.
 */
import { language, make, part, words } from './page.js'
import { linked } from './text.js'

/** @typedef {{ value: string, label: string }} Choice */
/** @typedef {{ id: string, number: number | null, of: number | null, several?: true }} Question */
/**
 * A message as the stream brings it.
 * @typedef {object} Message
 * @property {'bot' | 'person'} who
 * @property {string} id
 * @property {number} at
 * @property {string} text
 * @property {Choice[]} [choices]
 * @property {string} [card] names what these are choices of, and is sent back with the one that is picked
 * @property {Question} [question]
 * @property {{ title: string, url: string, checked: string }[]} [sources]
 * @property {true} [aloud] the person asked for audio
 * @property {{ kind: 'voice' | 'image' | 'document', mime: string, href: string }} [media]
 */

const list = part('messages', HTMLOListElement)

/** Every message that is on the page, by id. @type {Map<string, HTMLElement>} */
const shown = new Map()

/** Puts what was said after all that is said, and before what is still to be sent. @param {Message} message */
export function addSaid({ who, id, at, text, question }) {
  const item = bubble(who, text, question)
  place(item, { id, at })
  if (who === 'person') {
    addState(item)
    markSent(id)
  }
  return item
}

/** Puts what is still to be sent at the end. @param {{ id: string, at: number, text: string }} message */
export function addPending({ id, at, text }) {
  const item = bubble('person', text)
  item.classList.add('pending')
  item.tabIndex = -1
  addState(item).append(words.sending ?? '')
  place(item, { id, at })
}

/** The server has it. @param {string} id */
export function markSent(id) {
  const item = shown.get(id)
  const state = item?.querySelector('.state')
  if (!item || !state) return
  item.classList.remove('pending')
  state.replaceChildren(make('span', 'spoken', words.sent))
}

/** @param {string} id */
export function takeAway(id) {
  shown.get(id)?.remove()
  shown.delete(id)
}

/** @param {string} id */
export function isShown(id) {
  return shown.has(id)
}

export function nothingShown() {
  return shown.size === 0
}

/** @param {string} id */
export function focusMessage(id) {
  shown.get(id)?.focus({ preventScroll: true })
}

/**
 * @param {'bot' | 'person'} who
 * @param {string} text
 * @param {Question} [question]
 */
function bubble(who, text, question) {
  const item = make('li', `message ${who}`)
  const body = make('div', 'bubble')
  body.dir = 'auto'
  const written = make('div', 'text')
  const [first = '', ...rest] = text.split('\n')
  const isHeading =
    question?.number != null && rest.length > 0 && first.includes(String(question.of)) && first.length < 90
  if (isHeading) written.append(make('span', 'eyebrow', first), ...linked(rest.join('\n').replace(/^\n+/, '')))
  else written.append(...linked(text))
  body.append(written)
  item.append(make('span', 'spoken', who === 'bot' ? words.bot : words.you), body)
  return item
}

/** @param {HTMLElement} item @param {{ id: string, at: number }} message */
function place(item, { id, at }) {
  const pending = item.classList.contains('pending') ? null : list.querySelector('.pending')
  const before = pending ? pending.previousElementSibling : list.lastElementChild
  const day = new Date(at).toDateString()
  item.dataset.day = day
  const known = before instanceof HTMLElement ? before.dataset.day : new Date().toDateString()
  if (known !== day) {
    const date = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(at)
    const line = make('li', 'day', date)
    line.dataset.day = day
    list.insertBefore(line, pending)
  }
  list.insertBefore(item, pending)
  shown.set(id, item)
}

/** @param {HTMLElement} item */
function addState(item) {
  const state = make('span', 'state')
  state.setAttribute('aria-live', 'off')
  item.append(state)
  return state
}
