// @ts-check
/*
 * The chat page: shows what the stream brings and sends what a person writes.
 * What a person wrote is in the queue before it is sent, and leaves it only when the server has it.
 */

/** @typedef {{ value: string, label: string }} Choice */
/** @typedef {{ id: string, number: number | null, of: number | null }} Question */
/**
 * @typedef {object} Message
 * @property {'bot' | 'person'} who
 * @property {string} id
 * @property {number} at
 * @property {string} text
 * @property {Choice[]} [choices]
 * @property {Question} [question]
 * @property {{ title: string, url: string, checked: string }[]} [sources]
 * @property {{ kind: 'voice' | 'image' | 'document', mime: string, href: string }} [media]
 */
/**
 * What waits to be sent: the post itself, and the language of the page to open once the server has it.
 * @typedef {{ id: string, text: string } | { id: string, choice: { value: string, question?: string }, label: string }} Post
 * @typedef {{ post: Post, at: number, opens?: string }} Waiting
 */

const MOST_LETTERS = 4000
const QUEUE = 'puerto.queue.'
const DRAFT = 'puerto.draft'

/** @type {Record<string, string>} */
const words = JSON.parse(part('words', HTMLScriptElement).textContent ?? '{}')
const language = document.documentElement.lang
const head = part('head', HTMLElement)
const log = part('log', HTMLElement)
const list = part('messages', HTMLOListElement)
const typing = part('typing', HTMLElement)
const box = part('box', HTMLTextAreaElement)
const newest = part('newest', HTMLButtonElement)
const notice = part('notice', HTMLElement)
const framed = document.documentElement.classList.contains('framed')

/* ---- The queue ---- */

/** Where nothing can be stored, the queue lives as long as the page. @type {Map<string, Waiting>} */
const unstored = new Map()
let lastAt = 0

/** What waits, oldest first. Each has a key of its own, so that two tabs never write over each other. @returns {Waiting[]} */
function waiting() {
  const found = [...unstored.values()]
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(QUEUE)) found.push(JSON.parse(localStorage.getItem(key) ?? ''))
    }
  } catch {
    // Then there is only what this page holds.
  }
  return found.sort((a, b) => a.at - b.at)
}

/** @param {Waiting} one */
function keep(one) {
  try {
    localStorage.setItem(QUEUE + one.post.id, JSON.stringify(one))
  } catch {
    unstored.set(one.post.id, one)
  }
}

/** @param {string} id */
function forget(id) {
  unstored.delete(id)
  try {
    localStorage.removeItem(QUEUE + id)
  } catch {
    // It was never there.
  }
}

/** @param {Post} post @param {string} [opens] */
function send(post, opens) {
  lastAt = Math.max(Date.now(), lastAt + 1)
  const one = { post, at: lastAt, ...(opens === undefined ? {} : { opens }) }
  keep(one)
  notice.textContent = ''
  showWaiting(one)
  void pump()
}

/* ---- Sending, one at a time and in order, also with two tabs open ---- */

let pumping = false
let wake = () => {}

async function pump() {
  if (pumping) return
  pumping = true
  let failures = 0
  try {
    while (waiting().length > 0) {
      const waitMs = await alone(sendFirst)
      failures = waitMs === null ? failures + 1 : 0
      const ms = waitMs ?? Math.min(30_000, 1000 * 2 ** (failures - 1)) * (0.75 + Math.random() / 2)
      if (ms > 0) await new Promise((resolve) => ((wake = () => resolve(null)), setTimeout(resolve, ms)))
    }
  } finally {
    pumping = false
  }
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function alone(work) {
  return navigator.locks ? await navigator.locks.request(QUEUE, work) : await work()
}

/** Sends what has waited longest. Returns how long to wait before the next, null after a failure. */
async function sendFirst() {
  const first = waiting()[0]
  if (!first) return 0
  const { post } = first
  const { status, answer } = await deliver(post)
  away.sending(status === 0 || status >= 500)
  if (status >= 200 && status < 300) {
    forget(post.id)
    stored(first)
    return 0
  }
  notice.textContent = answer.message ?? ''
  if (status === 429) return Math.max(500, answer.retryAfterMs ?? 2000)
  if (status === 400 || status === 413) {
    forget(post.id)
    takeBack(post)
    return 0
  }
  // The browser has lost who it is; opening the page says it again.
  if (status === 401) {
    await fetch('/').catch(() => null)
    listen()
  }
  return null
}

/**
 * @param {Post} post
 * @returns {Promise<{ status: number, answer: { message?: string, retryAfterMs?: number } }>} status 0: nobody there
 */
async function deliver(post) {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), 30_000)
  try {
    const response = await fetch('/chat/messages', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(post),
      signal: patience.signal,
    })
    return { status: response.status, answer: await response.json().catch(() => ({})) }
  } catch {
    return { status: 0, answer: {} }
  } finally {
    clearTimeout(timer)
  }
}

/** The server has it. @param {Waiting} one */
function stored({ post, at, opens }) {
  notice.textContent = ''
  markSent(post.id)
  if (opens !== undefined) {
    location.assign(`/?${framed ? 'framed=1&' : ''}lang=${encodeURIComponent(opens)}`)
    return
  }
  if (lastHeardAt < at) workSoon(400)
  // A stream that is dead without knowing it brings no echo.
  setTimeout(() => echoed.has(post.id) || listen(), 12_000)
}

/** The server refuses it: the words go back to where they came from. @param {Post} post */
function takeBack(post) {
  shown.get(post.id)?.remove()
  shown.delete(post.id)
  if ('text' in post) {
    box.value = box.value.trim() === '' ? post.text : `${post.text}\n${box.value}`
    written()
  } else if (!offered) latest?.reopen()
}

/* ---- The stream ---- */

/** @type {EventSource | null} */
let source = null
let last = ''
let lastHeardAt = 0
/** Which of the person's own messages the stream has told. @type {Set<string>} */
const echoed = new Set()
let retryMs = 1000
let ready = false
let retry = 0

function listen() {
  clearTimeout(retry)
  source?.close()
  const stream = new EventSource(last === '' ? '/chat/stream' : `/chat/stream?last=${encodeURIComponent(last)}`)
  source = stream
  stream.onopen = () => {
    retryMs = 1000
    away.listening(false)
    wake()
  }
  stream.onmessage = (event) => {
    if (event.lastEventId !== '') last = event.lastEventId
    /** @type {Message} */
    const message = JSON.parse(event.data)
    show(message)
  }
  stream.addEventListener('ready', () => begin())
  stream.addEventListener('typing', () => workSoon(0))
  stream.onerror = () => {
    away.listening(true)
    if (stream.readyState !== EventSource.CLOSED) return
    retry = setTimeout(listen, retryMs)
    retryMs = Math.min(15_000, retryMs * 2)
  }
}

/** All that was said is there: from here on, what comes is read aloud. */
function begin() {
  if (ready) return
  ready = true
  from = null
  const empty = shown.size === 0
  if (empty) workSoon(0)
  else rest()
  scrollTo(0, document.documentElement.scrollHeight)
  setTimeout(() => log.setAttribute('aria-live', 'polite'), empty ? 0 : 500)
}

/* One line says when nobody can be reached. */
const away = (() => {
  const status = part('status', HTMLElement)
  let sending = false
  let listening = false
  let said = false
  let timer = 0
  let telling = false
  function tell() {
    const is = sending || listening
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
  // A stream that opens slowly says so.
  timer = setTimeout(() => (status.textContent = words.connecting ?? ''), 1500)
  return {
    sending: (/** @type {boolean} */ is) => ((sending = is), tell()),
    listening: (/** @type {boolean} */ is) => ((listening = is), tell()),
  }
})()

/* ---- Showing ---- */

/** Every message that is on the page, by id. @type {Map<string, HTMLElement>} */
const shown = new Map()
/**
 * The choices of one message, and what can be done with them.
 * @typedef {{ question: string | undefined, labels: string[], retire: (chosen?: string) => void, reopen: () => void }} Offer
 */
/** The choices that can still be tapped. @type {Offer | null} */
let offered = null
/** The choices that came last, also when one was tapped. @type {Offer | null} */
let latest = null

/** @param {Message} message */
function show(message) {
  if (message.who === 'person' && message.text === '/start') return
  if (message.who === 'person') echoed.add(message.id)
  if (shown.has(message.id)) return markSent(message.id)
  const item = bubble(message.who, message.text, message.question)
  place(item, message)
  if (message.who === 'person') {
    addState(item)
    markSent(message.id)
    if (offered?.labels.includes(message.text)) offered.retire(message.text)
    from = null
    follow()
  } else {
    lastHeardAt = Date.now()
    rest()
    addExtras(item, message)
    from ??= item
    follow()
  }
}

/** @param {Waiting} one */
function showWaiting({ post, at }) {
  if (shown.has(post.id)) return
  const item = bubble('person', 'text' in post ? post.text : post.label)
  item.classList.add('pending')
  item.tabIndex = -1
  addState(item).append(words.sending ?? '')
  place(item, { id: post.id, at })
  from = null
  following = true
  follow()
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

/** Puts a message after all that is said, and before what is still to be sent. @param {HTMLElement} item @param {{ id: string, at: number }} message */
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

/** @param {string} id */
function markSent(id) {
  const item = shown.get(id)
  const state = item?.querySelector('.state')
  if (!item || !state) return
  item.classList.remove('pending')
  state.replaceChildren(make('span', 'spoken', words.sent))
}

/** What comes with the words of the bot. @param {HTMLElement} item @param {Message} message */
function addExtras(item, { choices, question, sources, media }) {
  const body = item.querySelector('.bubble')
  if (sources && sources.length > 0) body?.append(sourceList(sources))
  if (media && safe(media.href)) {
    const link = make('a', 'media', words[media.kind] ?? words.document)
    link.href = media.href
    link.download = ''
    body?.append(make('div'))
    body?.lastElementChild?.append(link)
  }
  const hasChoices = choices !== undefined && choices.length > 0
  if (offered && (hasChoices || (question && question.id !== offered.question))) offered.retire()
  if (hasChoices) offer(item, choices, question?.id)
  if (question || hasChoices) showProgress(question)
}

/** @param {NonNullable<Message['sources']>} sources */
function sourceList(sources) {
  const part = make('div', 'sources')
  const items = make('ul')
  items.setAttribute('role', 'list')
  for (const { title, url, checked } of sources) {
    const item = make('li')
    item.append(safe(url) ? linkTo(url, title) : title)
    if (checked) item.append(make('small', '', fill(words.checked, { date: dated(checked) })))
    items.append(item)
  }
  part.append(make('p', '', words.sources), items)
  return part
}

/**
 * Buttons for the choices of a message. Once retired they are plain text, and stay readable.
 * @param {HTMLElement} item
 * @param {Choice[]} choices
 * @param {string | undefined} question
 */
function offer(item, choices, question) {
  const group = make('div', 'choices')
  /** @type {Offer} */
  const me = {
    question,
    labels: choices.map(({ label }) => label),
    reopen: () => {
      offered = me
      group.className = 'choices'
      group.setAttribute('role', 'group')
      group.setAttribute('aria-label', words.choices ?? '')
      group.replaceChildren(...choices.map(button))
    },
    retire: (chosen) => {
      if (offered === me) offered = null
      // What was read aloud once is not read again for having become text.
      group.setAttribute('aria-live', 'off')
      group.removeAttribute('role')
      group.removeAttribute('aria-label')
      group.className = 'choices past'
      group.replaceChildren(
        ...choices.map(({ label }, n) => {
          const line = make('div', label === chosen ? 'chosen' : '', `${n + 1}. ${label}`)
          if (label === chosen) line.append(make('span', 'spoken', ` (${words.chosen})`))
          return line
        }),
      )
    },
  }
  group.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    if (!step || !(document.activeElement instanceof HTMLButtonElement)) return
    const buttons = [...group.querySelectorAll('button')]
    const next = buttons.indexOf(document.activeElement) + step
    buttons[(next + buttons.length) % buttons.length]?.focus()
    event.preventDefault()
  })
  latest = me
  me.reopen()
  item.append(group)

  /** @param {Choice} choice @param {number} n */
  function button({ value, label }, n) {
    const one = make('button')
    one.type = 'button'
    one.append(make('span', '', `${n + 1}.`), ' ', make('span', '', label))
    one.addEventListener('click', () => {
      me.retire(label)
      const id = newId()
      const choice = question === undefined ? { value } : { value, question }
      send({ id, choice, label })
      // On a phone, the box would bring up the keyboard.
      if (matchMedia('(pointer: coarse)').matches) shown.get(id)?.focus({ preventScroll: true })
      else box.focus({ preventScroll: true })
    })
    return one
  }
}

/** @param {Question | undefined} question */
function showProgress(question) {
  const bar = part('bar', HTMLElement)
  const { number, of } = question ?? {}
  part('progress', HTMLElement).hidden = !number || !of
  if (!number || !of) return
  const text = fill(words.progress, { n: number, of })
  part('count', HTMLElement).textContent = text
  part('done', HTMLElement).style.width = `${Math.min(100, (100 * number) / of)}%`
  bar.setAttribute('aria-valuenow', String(number))
  bar.setAttribute('aria-valuemax', String(of))
  bar.setAttribute('aria-valuetext', text)
}

/* Three dots, while the bot is at work. */
let dots = 0

/** @param {number} ms */
function workSoon(ms) {
  clearTimeout(dots)
  dots = setTimeout(() => {
    typing.hidden = false
    follow()
    dots = setTimeout(rest, 8000)
  }, ms)
}

function rest() {
  clearTimeout(dots)
  typing.hidden = true
}

/* ---- Where one reads: at the end, but never past the beginning of what has just come ---- */

let following = true
let lastY = 0
/** The first that came since the person spoke: what is longer than the screen is read from here. @type {HTMLElement | null} */
let from = null

function follow() {
  if (!ready) return
  if (!following) return lookForEnd()
  const top = from ? from.getBoundingClientRect().top + scrollY - head.offsetHeight - 12 : Infinity
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  scrollTo({ top: Math.min(top, endY()), behavior: calm ? 'auto' : 'smooth' })
  lookForEnd()
}

function endY() {
  return document.documentElement.scrollHeight - innerHeight
}

function lookForEnd() {
  newest.hidden = endY() - scrollY < 160
}

addEventListener(
  'scroll',
  () => {
    if (scrollY < lastY - 4) following = false
    if (endY() - scrollY < 60) following = true
    lastY = scrollY
    lookForEnd()
  },
  { passive: true },
)
addEventListener('resize', () => following && follow())
newest.addEventListener('click', () => {
  from = null
  following = true
  follow()
  box.focus({ preventScroll: true })
})

/* ---- Writing ---- */

const composer = part('composer', HTMLFormElement)

composer.addEventListener('submit', (event) => {
  event.preventDefault()
  const text = box.value.trim()
  const over = text.length - MOST_LETTERS
  if (over > 0) notice.textContent = fill(words.tooLong, { n: over })
  if (text === '' || over > 0) return box.focus()
  send({ id: newId(), text })
  box.value = ''
  written()
  box.focus({ preventScroll: true })
})

box.addEventListener('keydown', (event) => {
  // While a word is being composed, Enter ends the word. Old browsers say so with 229.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return
  event.preventDefault()
  composer.requestSubmit()
})
box.addEventListener('input', () => {
  notice.textContent = ''
  written()
})

/** The box grows with its text, and the text outlives a reload. */
function written() {
  box.style.height = 'auto'
  box.style.height = `${box.scrollHeight + 3}px`
  try {
    sessionStorage.setItem(DRAFT, box.value)
  } catch {
    // Only the queue is promised.
  }
}

const chosenLanguage = part('language', HTMLSelectElement)
chosenLanguage.addEventListener('change', () => {
  const { value, selectedOptions } = chosenLanguage
  const name = selectedOptions[0]?.textContent?.trim() ?? value
  send({ id: newId(), text: name }, value)
})

/* ---- Inside a site of the programme ---- */

if (framed) {
  const close = part('close', HTMLButtonElement)
  const leave = () => parent.postMessage({ puerto: 'close' }, '*')
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || data?.puerto !== 'embedded') return
    close.hidden = false
    parent.postMessage({ puerto: 'open' }, '*')
  })
  close.addEventListener('click', leave)
  addEventListener('keydown', (event) => event.key === 'Escape' && leave())
}

/* ---- Small things ---- */

/**
 * @template {HTMLElement} E
 * @param {string} id
 * @param {new () => E} kind
 * @returns {E}
 */
function part(id, kind) {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`)
  return found
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [look]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
function make(tag, look = '', text = '') {
  const made = document.createElement(tag)
  if (look !== '') made.className = look
  if (text !== '') made.textContent = text
  return made
}

/** The text, with its bare addresses as links. @param {string} text @returns {(string | Node)[]} */
function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]।])/).map((piece, n) => {
    return n % 2 === 1 && safe(piece) ? linkTo(piece, piece) : piece
  })
}

/** @param {string} url @param {string} text */
function linkTo(url, text) {
  const link = make('a', '', text)
  link.href = url
  link.target = '_blank'
  link.rel = 'noopener noreferrer'
  link.append(make('span', 'spoken', ` (${words.newTab})`))
  return link
}

/** @param {string} url */
function safe(url) {
  try {
    return ['http:', 'https:'].includes(new URL(url, location.origin).protocol)
  } catch {
    return false
  }
}

/** @param {string | undefined} template @param {Record<string, string | number>} values */
function fill(template, values) {
  return (template ?? '').replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place))
}

/** @param {string} day such as 2026-03-01 */
function dated(day) {
  const date = new Date(`${day}T12:00:00`)
  return isNaN(Number(date)) ? day : new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date)
}

/** Random also where a browser has no randomUUID, as without https. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID()
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/* ---- Begin ---- */

try {
  box.value = sessionStorage.getItem(DRAFT) ?? ''
} catch {
  // Then there is no draft.
}
written()
for (const one of waiting()) showWaiting(one)
listen()
void pump()
addEventListener('offline', () => away.listening(true))
addEventListener('online', () => (listen(), wake()))
addEventListener('storage', ({ key }) => key?.startsWith(QUEUE) && void pump())
addEventListener('pageshow', ({ persisted }) => persisted && listen())
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && source?.readyState === EventSource.CLOSED) listen()
})

export {}
