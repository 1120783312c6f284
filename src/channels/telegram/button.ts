/** Most bytes that Telegram keeps of a button. */
const MOST_BYTES = 64

/** Under a button that shows what was chosen; tapping it again says nothing. */
export const settledData = '.'

/** What a button says back when tapped: the card it hung under, with question and version, and the choice's value. */
export interface Button {
  readonly card?: string
  readonly value: string
}

/** Null where Telegram would not keep it whole: then the number in the text is the way to choose. */
export function buttonData({ card = '', value }: Button): string | null {
  const data = `${card}|${value}`
  return Buffer.byteLength(data) <= MOST_BYTES ? data : null
}

/** Null for what no button of ours says. */
export function readButton(data: string): Button | null {
  const end = data.indexOf('|')
  if (end < 0) return null
  const value = data.slice(end + 1)
  return end === 0 ? { value } : { card: data.slice(0, end), value }
}
