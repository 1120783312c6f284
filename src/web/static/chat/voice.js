// @ts-check
/*
 * Where a person speaks instead of writing: a button beside the box, and while it records, what can be done with the note.
 */
import { focusBox } from './composer.js'
import { part, words } from './page.js'
import { newId, waiting } from './queue.js'
import { canRecord, record } from './recorder.js'
import { send } from './sending.js'

/** @import { Recording } from './recorder.js' */

const start = part('voice', HTMLButtonElement)
const composer = part('composer', HTMLFormElement)
const recorder = part('recorder', HTMLElement)
const recorded = part('recorded', HTMLTimeElement)
const sendButton = part('voice-send', HTMLButtonElement)
const cancelButton = part('voice-cancel', HTMLButtonElement)
const notice = part('notice', HTMLElement)
const status = part('status', HTMLElement)

/** The note that is being recorded. @type {Recording | null} */
let under = null
/** Set while the browser asks the person. */
let asking = false

/** Shows the button where this browser can record and was not told never to. */
export async function offerVoice() {
  start.hidden = !canRecord || (await isDenied())
}

start.addEventListener('click', async () => {
  if (asking || under) return
  asking = true
  notice.textContent = ''
  try {
    under = await record(show, full)
    show(0)
    turn(true)
    status.textContent = words.recording ?? ''
  } catch {
    start.hidden = true
    notice.textContent = words.voiceRefused ?? ''
    focusBox()
  } finally {
    asking = false
  }
})

sendButton.addEventListener('click', async () => {
  const note = await end()
  if (!note) return
  if (note.size === 0) notice.textContent = words.voiceEmpty ?? ''
  else send({ id: newId(), voice: note })
})
cancelButton.addEventListener('click', end)
recorder.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  event.stopPropagation()
  void end()
})

// A note lives as long as its page: whoever leaves before it is sent is asked.
addEventListener('beforeunload', (event) => {
  if (under || waiting().some(({ post }) => 'voice' in post)) event.preventDefault()
})

/** Ends the recording, and what there is of it. */
async function end() {
  const ending = under
  under = null
  const note = await ending?.end()
  status.textContent = ''
  turn(false)
  return note
}

/** No more is recorded; what there is may be sent. */
function full() {
  if (under) status.textContent = words.voiceFull ?? ''
}

/** @param {boolean} isRecording */
function turn(isRecording) {
  composer.hidden = isRecording
  recorder.hidden = !isRecording
  if (isRecording) sendButton.focus({ preventScroll: true })
  else start.focus({ preventScroll: true })
}

/** @param {number} seconds */
function show(seconds) {
  recorded.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

async function isDenied() {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state === 'denied'
  } catch {
    // A browser that cannot be asked says so when it is tried.
    return false
  }
}
