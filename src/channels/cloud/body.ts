import type { Choice, OutboundMessage } from '../../core/outcome.ts'
import { plainText } from '../../core/saying/plain-text.ts'
import { split } from '../split.ts'
import { buttonId } from './button.ts'

/** Longest text of one message, in UTF-16 units. */
export const LONGEST = 4096

/** WhatsApp's own limits, in UTF-16 units. */
const limits = { buttons: 3, buttonTitle: 20, buttonText: 1024, rows: 10, rowTitle: 24, rowDescription: 72 }

/** Text in as many parts as it takes, with buttons or a list under the last; `openList` is what opens a list. */
export function textBodies(message: OutboundMessage, openList: string): object[] {
  const parts = split(plainText(message), LONGEST)
  const last = parts.length - 1
  return parts.map((part, n) => (n === last ? choosable(part, message, openList) : plain(part)))
}

/** A message in the one place of a template, which takes no line breaks and not much more than a thousand characters. */
export function templateBody(message: OutboundMessage, { name, language }: Template): object {
  const [text = ''] = split(plainText(message).replace(/\s+/g, ' ').trim(), 900)
  const components = [{ type: 'body', parameters: [{ type: 'text', text }] }]
  return { type: 'template', template: { name, language: { code: language }, components } }
}

/** A text that Meta has approved, with one place for what is to be said; `language` is Meta's own code, such as `es_CO`. */
export interface Template {
  readonly name: string
  readonly language: string
}

/** Where links point is not shown beside them. */
function plain(body: string): object {
  return { type: 'text', text: { body, preview_url: false } }
}

/** The numbers in the text are always a way to choose, and the only one where WhatsApp has none for so many or so much. */
function choosable(text: string, { choices = [], card, question }: OutboundMessage, openList: string): object {
  const ids = choices.map(({ value }) => buttonId({ ...(card === undefined ? {} : { card }), value }))
  const whole = ids.filter((id) => id !== null)
  // More than one may be picked: a button would be taken for the whole answer.
  if (choices.length === 0 || whole.length < choices.length || question?.several === true) return plain(text)
  if (choices.length <= limits.buttons && text.length <= limits.buttonText) return buttons(text, choices, whole)
  return choices.length <= limits.rows ? list(text, choices, whole, openList) : plain(text)
}

function buttons(text: string, choices: readonly Choice[], ids: readonly string[]): object {
  const shown = choices.map(({ label }, n) => ({
    type: 'reply',
    reply: { id: ids[n], title: shortened(`${n + 1}. ${label}`, limits.buttonTitle) },
  }))
  return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons: shown } } }
}

function list(text: string, choices: readonly Choice[], ids: readonly string[], openList: string): object {
  const rows = choices.map(({ label }, n) => {
    const title = `${n + 1}. ${label}`
    const isLong = title.length > limits.rowTitle
    const description = isLong ? { description: shortened(label, limits.rowDescription) } : {}
    return { id: ids[n], title: shortened(title, limits.rowTitle), ...description }
  })
  const action = { button: shortened(openList, limits.buttonTitle), sections: [{ rows }] }
  return { type: 'interactive', interactive: { type: 'list', body: { text }, action } }
}

/** The number before each title keeps them apart, however short they are cut. */
function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${split(text, most - 1)[0] ?? ''}…`
}
