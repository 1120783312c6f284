import type { Content } from '../core/content.ts'
import { looksLikeQuestion } from '../core/hearing/question.ts'

/** More than so many at once are answered one after the other, as they are asked again. */
const most = 3

/**
 * The questions of a message, in order: what stands between question marks and on lines of its own, where each part can be
 * asked alone. Otherwise the message is one question.
 */
export function questionsIn(message: string, { ears }: Content): string[] {
  const parts = message
    .split(/(?<=[?？؟])|\n+/)
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
  const asked = parts.filter((part) => part.split(/\s+/).length > 2 && looksLikeQuestion(part, ears))
  return asked.length > 1 ? asked.slice(0, most) : [message]
}
