/** One text that other people wrote, and what it is called in the prompt. */
export interface Data {
  readonly name: string
  readonly text: string
}

/** A word that stands in none of these texts, so that none of them can end its block. */
export function markFor(data: readonly Data[]): string {
  const all = data.map(({ text }) => bareOf(text)).join('\n')
  let n = 1
  while (all.includes(`data${n}`)) n++
  return `DATA${n}`
}

/** The texts as blocks between lines of the mark. */
export function fence(mark: string, data: readonly Data[]): string {
  return data.map(({ name, text }) => `<<${mark} ${name}\n${text}\n${mark}>>`).join('\n\n')
}

/** Without what an eye, or a model, may pass over. */
function bareOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
