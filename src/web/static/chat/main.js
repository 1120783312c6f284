// @ts-check
/*
 * The chat page: shows what the stream brings and sends what a person writes. Here its parts are joined, and it begins.
 */
import { reopenLast, whenPicked } from './choices.js'
import { focusBox, restoreDraft, writeBack } from './composer.js'
import { begin, show, showWaiting } from './conversation.js'
import { focusMessage } from './messages.js'
import { framed, part } from './page.js'
import { QUEUE, newId, waiting } from './queue.js'
import { pump, send, tryNow, whenRefused } from './sending.js'
import { listeningFails } from './signs.js'
import { listen, listenAgain, whenHeard } from './stream.js'
import { offerVoice } from './voice.js'

whenHeard({ opened: tryNow, told: show, ready: begin })

whenPicked((post) => {
  send(post)
  // On a phone, the box would bring up the keyboard.
  if (matchMedia('(pointer: coarse)').matches) focusMessage(post.id)
  else focusBox()
})

// The server refuses it: the words go back to where they came from.
whenRefused((post) => {
  if ('text' in post) writeBack(post.text)
  else if ('choice' in post) reopenLast()
})

const chosenLanguage = part('language', HTMLSelectElement)
chosenLanguage.addEventListener('change', () => {
  const { value, selectedOptions } = chosenLanguage
  const name = selectedOptions[0]?.textContent?.trim() ?? value
  send({ id: newId(), text: name }, value)
})

if (framed) joinSite()
restoreDraft()
void offerVoice()
for (const one of waiting()) showWaiting(one)
listen()
void pump()
addEventListener('offline', () => listeningFails(true))
addEventListener('online', () => (listen(), tryNow()))
addEventListener('storage', ({ key }) => key?.startsWith(QUEUE) && void pump())
addEventListener('pageshow', ({ persisted }) => persisted && listen())
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') listenAgain()
})

/** Inside a site of the programme, the page can be closed once the site says that it listens. */
function joinSite() {
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
