// @ts-check
/*
 * What comes with the words of the bot: where they are from, a file, how far one has come.
 */
import { make, part, words } from './page.js'
import { dated, fill, linkTo, safe } from './text.js'

/** @import { Message, Question } from './messages.js' */

/** Adds to a message where its words are from, and its file. @param {HTMLElement} item @param {Message} message */
export function addExtras(item, { sources, media }) {
  const body = item.querySelector('.bubble')
  if (sources && sources.length > 0) body?.append(sourceList(sources))
  if (media && safe(media.href)) {
    const link = make('a', 'media', words[media.kind] ?? words.document)
    link.href = media.href
    link.download = ''
    body?.append(make('div'))
    body?.lastElementChild?.append(link)
  }
}

/** The bar in the head, gone where the questions are not counted. @param {Question | undefined} question */
export function showProgress(question) {
  const bar = part('bar', HTMLElement)
  const { number, of } = question ?? {}
  part('progress', HTMLElement).hidden = !number || !of
  if (!number || !of) return
  const text = fill(words.progress, { n: number, of })
  part('count', HTMLElement).textContent = text
  part('done', HTMLElement).style.width = `${Math.min(100, (100 * number) / of)}%`
  bar.setAttribute('aria-valuenow', String(number))
  bar.setAttribute('aria-valuemax', String(of))
  bar.setAttribute('aria-valuetext', text)
}

/** @param {NonNullable<Message['sources']>} sources */
function sourceList(sources) {
  const part = make('div', 'sources')
  const items = make('ul')
  items.setAttribute('role', 'list')
  for (const { title, url, checked } of sources) {
    const item = make('li')
    item.append(safe(url) ? linkTo(url, title) : title)
    if (checked) item.append(make('small', '', fill(words.checked, { date: dated(checked) })))
    items.append(item)
  }
  part.append(make('p', '', words.sources), items)
  return part
}
