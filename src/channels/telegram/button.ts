/** Most bytes that Telegram keeps of a button. */
const MOST_BYTES = 64

/** Under a button that shows what was chosen; tapping it again says nothing. */
export const settledData = '.'

/** What a button says back when tapped: the card it hung under, with question and version, and the choice's value. */
export interface Button {
  readonly card?: string
  readonly value: string
  /** The button is ticked or unticked, and stays. */
  readonly ticks?: true
}

/** Null where Telegram would not keep it whole: then the number in the text is the way to choose. */
export function buttonData({ card = '', value, ticks }: Button): string | null {
  const data = `${card}${ticks === true ? '+' : '|'}${value}`
  return Buffer.byteLength(data) <= MOST_BYTES ? data : null
}

/** Null for what no button of ours says. */
export function readButton(data: string): Button | null {
  const [, card = '', mark, value] = /^([^|+]*)([|+])(.*)$/s.exec(data) ?? []
  if (value === undefined) return null
  return { ...(card === '' ? {} : { card }), value, ...(mark === '+' ? { ticks: true } : {}) }
}
