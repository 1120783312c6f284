// @ts-check
import { language, make, words } from './page.js'

/** The text, with its bare addresses as links. @param {string} text @returns {(string | Node)[]} */
export function linked(text) {
  return text.split(/(https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)\]।])/).map((piece, n) => {
    return n % 2 === 1 && safe(piece) ? linkTo(piece, piece) : piece
  })
}

/** A link that opens another page, and says so. @param {string} url @param {string} text */
export function linkTo(url, text) {
  const link = make('a', '', text)
  link.href = url
  link.target = '_blank'
  link.rel = 'noopener noreferrer'
  link.append(make('span', 'spoken', ` (${words.newTab})`))
  return link
}

/** Whether a link to it can only open a page, and runs nothing. @param {string} url */
export function safe(url) {
  try {
    return ['http:', 'https:'].includes(new URL(url, location.origin).protocol)
  } catch {
    return false
  }
}

/** The sentence with its values. @param {string | undefined} template @param {Record<string, string | number>} values */
export function fill(template, values) {
  return (template ?? '').replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place))
}

/** The day as people write it. @param {string} day such as 2026-03-01 */
export function dated(day) {
  const date = new Date(`${day}T12:00:00`)
  return isNaN(Number(date)) ? day : new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(date)
}
