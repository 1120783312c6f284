// @ts-check
/*
 * Where a person writes.
 */
import { part, words } from './page.js'
import { newId } from './queue.js'
import { send } from './sending.js'
import { fill } from './text.js'

const MOST_LETTERS = 4000
const DRAFT = 'puerto.draft'

const composer = part('composer', HTMLFormElement)
const box = part('box', HTMLTextAreaElement)
const notice = part('notice', HTMLElement)

/** What was being written before a reload is in the box again. */
export function restoreDraft() {
  try {
    box.value = sessionStorage.getItem(DRAFT) ?? ''
  } catch {
    // Then there is no draft.
  }
  written()
}

/** Gives back what could not be sent, before what is being written. @param {string} text */
export function writeBack(text) {
  box.value = box.value.trim() === '' ? text : `${text}\n${box.value}`
  written()
}

export function focusBox() {
  box.focus({ preventScroll: true })
}

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

composer.addEventListener('submit', (event) => {
  event.preventDefault()
  const text = box.value.trim()
  const over = text.length - MOST_LETTERS
  if (over > 0) notice.textContent = fill(words.tooLong, { n: over })
  if (text === '' || over > 0) return box.focus()
  send({ id: newId(), text })
  box.value = ''
  written()
  focusBox()
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
