// @ts-check
/*
 * What the bot says can be listened to, where somebody reads aloud.
 */
import { make, part, words } from './page.js'

const notice = part('notice', HTMLElement)
const audio = new Audio()

/** The button of what is played. @type {HTMLButtonElement | null} */
let playing = null

audio.addEventListener('ended', rest)
audio.addEventListener('error', () => {
  if (!playing) return
  rest()
  notice.textContent = words.listenFailed ?? ''
})

/**
 * Adds a button to a message of the bot; before its words for who asked for audio.
 * @param {HTMLElement} item
 * @param {{ id: string, aloud?: true }} message
 */
export function offerListening(item, { id, aloud }) {
  if (words.listen === undefined) return
  const place = make('div', aloud ? 'listen first' : 'listen')
  // Of each message only the words are read to whoever has a screen reader.
  place.setAttribute('aria-live', 'off')
  const button = make('button', '', words.listen)
  button.type = 'button'
  button.addEventListener('click', () => (playing === button ? rest() : play(button, id)))
  place.append(button)
  const body = item.querySelector('.bubble')
  if (aloud) body?.prepend(place)
  else body?.append(place)
}

/** @param {HTMLButtonElement} button @param {string} id */
function play(button, id) {
  rest()
  notice.textContent = ''
  playing = button
  button.textContent = words.listenStop ?? ''
  audio.src = `/chat/speech/${encodeURIComponent(id)}`
  // Where it does not play, `error` says so; where it was stopped, nothing has to be said.
  audio.play().catch(() => {})
}

function rest() {
  audio.pause()
  if (playing) playing.textContent = words.listen ?? ''
  playing = null
}
