import type { OutboundMessage } from '../../core/outcome.ts'
import { buttonData, settledData } from './button.ts'

export type Keyboard = { text: string; callback_data: string }[][]

/**
 * A row for each choice, numbered as in the text; where several may be ticked, with what is, and a row that ends it. None
 * at all where one of them would have to be left out.
 */
export function keyboardOf({ choices = [], card, picks }: OutboundMessage): Keyboard {
  const ticks = picks === undefined ? {} : { ticks: true as const }
  const shown = choices.map(({ value, label }, n) => {
    const mark = picks?.values.includes(value) === true ? '✓ ' : ''
    return { text: `${mark}${n + 1}. ${label}`, value, ...ticks }
  })
  const done = picks === undefined ? [] : [{ text: picks.done.label, value: picks.done.value }]
  const buttons = choices.length === 0 ? [] : [...shown, ...done]
  const rows = buttons.flatMap(({ text, ...button }) => {
    const data = buttonData({ ...(card === undefined ? {} : { card }), ...button })
    return data === null ? [] : [[{ text, callback_data: data }]]
  })
  return rows.length === buttons.length ? rows : []
}

/** What was chosen, or nothing where it was refused. */
export function settledKeyboard(label: string | null): Keyboard {
  return label === null ? [] : [[{ text: `✓ ${label}`, callback_data: settledData }]]
}
