// @ts-check

/**
 * The part of the page with this id. Throws where the page has none: then the page is not the one this script is for.
 * @template {HTMLElement} E
 * @param {string} id
 * @param {new () => E} kind
 * @returns {E}
 */
export function part(id, kind) {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`the page has no ${id}`)
  return found
}

/**
 * What the page says, in the language of the page.
 * @type {Readonly<Record<string, string>>}
 */
export const words = JSON.parse(part('words', HTMLScriptElement).textContent ?? '{}')

/** The language of the page, such as `es`. */
export const language = document.documentElement.lang

/** Whether the page is inside a site of the programme. */
export const framed = document.documentElement.classList.contains('framed')

/**
 * An element that is not on the page yet.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [look]
 * @param {string} [text]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, look = '', text = '') {
  const made = document.createElement(tag)
  if (look !== '') made.className = look
  if (text !== '') made.textContent = text
  return made
}
