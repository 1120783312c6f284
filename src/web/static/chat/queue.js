// @ts-check
/*
 * What a person wrote is here before it is sent, and leaves only when the server has it.
 */

/** @typedef {{ value: string, question?: string, card?: string }} Tapped a choice, and what it hung under */
/**
 * What waits to be sent: the post itself, and the language of the page to open once the server has it.
 * @typedef {{ id: string, text: string } | { id: string, choice: Tapped, label: string } | { id: string, voice: Blob }} Post
 * @typedef {{ post: Post, at: number, opens?: string }} Waiting
 */

/** Names the queue: its keys in the storage, and the lock of whoever sends from it. */
export const QUEUE = 'puerto.queue.'

/** Voice notes, and all else where nothing can be stored: these live as long as the page. @type {Map<string, Waiting>} */
const unstored = new Map()
let lastAt = 0

/** Puts a post at the end of the queue. @param {Post} post @param {string} [opens] @returns {Waiting} */
export function keep(post, opens) {
  lastAt = Math.max(Date.now(), lastAt + 1)
  const one = { post, at: lastAt, ...(opens === undefined ? {} : { opens }) }
  if ('voice' in post) {
    unstored.set(post.id, one)
    return one
  }
  try {
    localStorage.setItem(QUEUE + post.id, JSON.stringify(one))
  } catch {
    unstored.set(post.id, one)
  }
  return one
}

/** What waits, oldest first. Each has a key of its own, so that two tabs never write over each other. @returns {Waiting[]} */
export function waiting() {
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

/** @param {string} id */
export function forget(id) {
  unstored.delete(id)
  try {
    localStorage.removeItem(QUEUE + id)
  } catch {
    // It was never there.
  }
}

/** An id for a post. Random also where a browser has no randomUUID, as without https. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID()
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
