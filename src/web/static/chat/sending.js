// @ts-check
/*
 * Sends what is in the queue, one at a time and in order, also with two tabs open.
 */
import { hasHeardSince, isEchoed, showWaiting } from './conversation.js'
import { markSent, takeAway } from './messages.js'
import { framed, part } from './page.js'
import { QUEUE, forget, keep, waiting } from './queue.js'
import { sendingFails, workSoon } from './signs.js'
import { listen } from './stream.js'

/** @import { Post, Waiting } from './queue.js' */

const notice = part('notice', HTMLElement)

let pumping = false
let wake = () => {}
/** @type {(post: Post) => void} */
let refused = () => {}

/** Who is given what the server does not take. @param {(post: Post) => void} call */
export function whenRefused(call) {
  refused = call
}

/** Keeps a post, shows it and sends it. @param {Post} post @param {string} [opens] the language of the page to open then */
export function send(post, opens) {
  const one = keep(post, opens)
  notice.textContent = ''
  showWaiting(one)
  void pump()
}

/** Sends until nothing waits. */
export async function pump() {
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

/** Tries at once what waits to be tried again. */
export function tryNow() {
  wake()
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
  sendingFails(status === 0 || status >= 500)
  if (status >= 200 && status < 300) {
    forget(post.id)
    stored(first)
    return 0
  }
  notice.textContent = answer.message ?? ''
  if (status === 429) return Math.max(500, answer.retryAfterMs ?? 2000)
  if (status === 400 || status === 413) {
    forget(post.id)
    takeAway(post.id)
    refused(post)
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
  const isVoice = 'voice' in post
  const timer = setTimeout(() => patience.abort(), isVoice ? 180_000 : 30_000)
  try {
    const response = await fetch(isVoice ? `/chat/voice?id=${post.id}` : '/chat/messages', {
      method: 'POST',
      headers: { 'Content-Type': isVoice ? post.voice.type : 'application/json' },
      body: isVoice ? post.voice : JSON.stringify(post),
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
  if (!hasHeardSince(at)) workSoon(400)
  // A stream that is dead without knowing it brings no echo.
  setTimeout(() => isEchoed(post.id) || listen(), 12_000)
}
