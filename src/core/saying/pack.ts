/** Fills messages with whole paragraphs up to `limit` UTF-16 units; a paragraph that is longer is cut at a sentence. */
export function pack(paragraphs: readonly string[], limit: number): string[] {
  const messages: string[] = []
  let current = ''
  for (const piece of paragraphs.flatMap((paragraph) => cut(paragraph, limit))) {
    const joined = current === '' ? piece : `${current}\n\n${piece}`
    if (joined.length <= limit) {
      current = joined
    } else {
      if (current !== '') messages.push(current)
      current = piece
    }
  }
  if (current !== '') messages.push(current)
  return messages
}

function cut(paragraph: string, limit: number): string[] {
  const pieces: string[] = []
  let rest = paragraph
  while (rest.length > limit) {
    const at = lastBreak(rest, limit)
    pieces.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  if (rest !== '') pieces.push(rest)
  return pieces
}

/** The last line, sentence, word or grapheme end inside the limit, in this order of preference. */
function lastBreak(text: string, limit: number): number {
  const head = text.slice(0, limit)
  for (const pattern of [/\n(?=[^\n]*$)/u, /[.!?।]\s(?=[^.!?।]*$)/u, /\s(?=\S*$)/u]) {
    const found = pattern.exec(head)
    if (found !== null && found.index > limit / 3) return found.index + found[0].length
  }
  let end = 0
  for (const { segment, index } of new Intl.Segmenter().segment(head)) {
    if (index + segment.length >= limit) break
    end = index + segment.length
  }
  return end > 0 ? end : limit
}
