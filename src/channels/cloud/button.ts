/** Most characters that WhatsApp keeps of a row of a list; of a button it keeps more. */
const LONGEST = 200

/** What a button says back when tapped: the card it hung under, with question and version, and the choice's value. */
export interface Button {
  readonly card?: string
  readonly value: string
}

/** Null where WhatsApp would not keep it whole: then the number in the text is the way to choose. */
export function buttonId({ card = '', value }: Button): string | null {
  const id = `${card}|${value}`
  return id.length <= LONGEST ? id : null
}

/** Null for what no button of ours says. */
export function readButton(id: string): Button | null {
  const end = id.indexOf('|')
  if (end < 0) return null
  const value = id.slice(end + 1)
  return end === 0 ? { value } : { card: id.slice(0, end), value }
}
