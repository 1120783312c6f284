// @ts-check
/*
 * Where one reads: at the end, but never past the beginning of what has just come.
 */
import { part } from './page.js'

const head = part('head', HTMLElement)
const newest = part('newest', HTMLButtonElement)

/** Whether all that was said before is there. */
let begun = false
let following = true
let lastY = 0
/** The first that came since the person spoke: what is longer than the screen is read from here. @type {HTMLElement | null} */
let from = null

/** Goes to the end at once, and from here on follows what comes. */
export function beginReading() {
  begun = true
  from = null
  scrollTo(0, document.documentElement.scrollHeight)
}

/** Goes where one reads now, unless the person has scrolled back. */
export function follow() {
  if (!begun) return
  if (!following) return lookForEnd()
  const top = from ? from.getBoundingClientRect().top + scrollY - head.offsetHeight - 12 : Infinity
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  scrollTo({ top: Math.min(top, endY()), behavior: calm ? 'auto' : 'smooth' })
  lookForEnd()
}

/** The person has spoken, perhaps on another page. */
export function followPerson() {
  from = null
  follow()
}

/** The bot has said this. @param {HTMLElement} item */
export function followBot(item) {
  from ??= item
  follow()
}

/** Goes to the end, also where the person had scrolled back. */
export function toNewest() {
  from = null
  following = true
  follow()
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
  toNewest()
  part('box', HTMLTextAreaElement).focus({ preventScroll: true })
})
