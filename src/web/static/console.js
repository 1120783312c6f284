// @ts-check

/**
 * Keeps a page fresh: when the server says that something changed, the page is fetched again and what
 * differs takes the place of what was there. What an officer is writing, reads or has under the keyboard stays. Without
 * this script everything works, by loading the page again.
 */

const LISTEN_AGAIN_MS = 15_000

const main = document.querySelector('main')
const streamAt = main?.dataset['stream']
const box = document.querySelector('textarea')

if (streamAt !== undefined) keepFresh(streamAt)
if (box !== null) keepDraft(box)

// A page out of the browser's memory shows what was, and its forms were sent already.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.assign(pageAt())
})

/**
 * Listens while the page is looked at: browsers allow few connections, and an officer has many pages open.
 * @param {string} address
 */
function keepFresh(address) {
  /** @type {EventSource | null} */
  let source = null
  let isFetching = false
  let isStale = false

  const listen = () => {
    if (document.hidden) {
      source?.close()
      source = null
    } else if (source === null) {
      source = new EventSource(address)
      // What changed while nobody listened was not told.
      source.addEventListener('open', refresh)
      source.addEventListener('changed', refresh)
      source.addEventListener('error', () => {
        if (source?.readyState !== EventSource.CLOSED) return
        // Refused: where the session is over, the page itself says what to do; else there may be room later.
        source = null
        refresh()
        setTimeout(listen, LISTEN_AGAIN_MS)
      })
    }
  }

  const refresh = () => {
    isStale = true
    if (isFetching) return
    isFetching = true
    isStale = false
    fetchPage((fresh) => {
      isFetching = false
      if (fresh !== null && !takeOver(fresh)) isStale = true
      else if (isStale) refresh()
    })
  }

  document.addEventListener('visibilitychange', listen)
  // What stayed because it was under the keyboard is brought up to date once it no longer is.
  document.addEventListener('focusout', () => setTimeout(() => isStale && refresh()))
  listen()
}

/** Where this page is had from: a form that was refused stands at another address. */
function pageAt() {
  return streamAt?.replace(/\/stream$/, '') ?? location.href
}

/**
 * The page as it is now, or null when it could not be had. Parsed by the request itself, so no text becomes markup here.
 * @param {(fresh: Document | null) => void} done
 */
function fetchPage(done) {
  const request = new XMLHttpRequest()
  request.open('GET', pageAt() + location.search)
  request.responseType = 'document'
  request.timeout = 15_000
  request.addEventListener('loadend', () => {
    if (request.status === 401 || request.status === 404) location.assign(pageAt())
    else done(request.status === 200 ? request.responseXML : null)
  })
  request.send()
}

/**
 * Puts every part that differs in its place. False when one had to stay, as the keyboard is in it.
 * @param {Document} fresh
 */
function takeOver(fresh) {
  keepNames(fresh)
  let isAll = true
  for (const part of document.querySelectorAll('[data-part]')) {
    const other = fresh.getElementById(part.id)
    if (other === null) continue
    for (const details of part.querySelectorAll('details[open]')) {
      fresh.getElementById(details.id)?.setAttribute('open', '')
    }
    if (part.isEqualNode(other)) continue
    if (part.contains(document.activeElement)) isAll = false
    else part.replaceWith(document.adoptNode(other))
  }
  takeOverLog(fresh)
  document.title = fresh.title
  return isAll
}

/**
 * The forms of this page keep their names, so that the same parts are equal. Each thing done loads a page with new ones.
 * @param {Document} fresh
 */
function keepNames(fresh) {
  const name = document.querySelector('input[name=once]')?.getAttribute('value')
  if (name == null) return
  for (const input of fresh.querySelectorAll('input[name=once]')) input.setAttribute('value', name)
}

/**
 * New messages come after those that are there, so that a reader keeps the place, or sees the newest if at the end.
 * @param {Document} fresh
 */
function takeOverLog(fresh) {
  const log = document.getElementById('log')
  const other = fresh.getElementById('log')
  if (log === null || other === null || log.childElementCount === 0) return
  takeOverWords(other)
  const list = log.querySelector('ol')
  const added = [...other.querySelectorAll('li')].filter(({ id }) => document.getElementById(id) === null)
  if (list === null) {
    if (added.length > 0) log.replaceChildren(...[...other.children].map((child) => document.adoptNode(child)))
    return
  }
  if (added.length === 0) return
  // The log runs backwards: 0 is its end, and what is above has negative places.
  const isAtEnd = log.scrollTop > -40
  const fromTop = log.scrollHeight + log.scrollTop
  list.append(...added.map((item) => document.adoptNode(item)))
  log.scrollTop = isAtEnd ? 0 : fromTop - log.scrollHeight
}

/**
 * What was heard in a voice note comes later than the note; only the words change, as the note may be playing.
 * @param {HTMLElement} other
 */
function takeOverWords(other) {
  for (const words of other.querySelectorAll('.person .text')) {
    const own = document.getElementById(words.closest('li')?.id ?? '')?.querySelector('.text')
    if (own && !own.isEqualNode(words)) own.replaceWith(words.cloneNode(true))
  }
}

/**
 * What is being written outlives another page, a session that ends and a slip of the finger, in this tab alone.
 * @param {HTMLTextAreaElement} box
 */
function keepDraft(box) {
  const key = `puerto draft ${location.pathname.split('/').slice(0, 4).join('/')}`
  if (box.value === '') box.value = sessionStorage.getItem(key) ?? ''
  box.addEventListener('input', () => sessionStorage.setItem(key, box.value))
  box.form?.addEventListener('submit', () => sessionStorage.removeItem(key))
}
