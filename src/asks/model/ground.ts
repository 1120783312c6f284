import { z } from 'zod'
import { redact } from '../redact.ts'
import type { Passage, Sentence } from '../verify.ts'
import type { Reply } from './attempt.ts'
import type { ChatTask, Prepared } from './chat.ts'
import type { Data } from './fence.ts'
import { hideLinks } from './links.ts'
import type { Grounded } from './model.ts'

/** What a model answers when it words an answer from passages. */
export const groundedForm = z.object({
  sentences: z.array(z.object({ text: z.string(), passages: z.array(z.string()), quote: z.string() })),
})

type Drafted = z.infer<typeof groundedForm>

/** The question and as many passages as fit, without links or anything personal, under names of their own: P1, P2… */
export function prepareGround(
  task: ChatTask<Drafted>,
  given: { question: string; language: string; passages: readonly Passage[] },
  dataCharacters: number,
): Prepared<Grounded> {
  const { texts, reveal } = hideLinks([given.question, ...given.passages.map(({ text }) => text)])
  const [question = '', ...passages] = texts.map(redact)
  const data = fitting([{ name: 'question', text: question }, ...passages.map(named)], dataCharacters)
  const prepared = task.prepare(given.language, data)

  const idOf = (name: string) => {
    const n = /^\[?P(\d+)\]?$/iu.exec(name.trim())?.[1]
    return (n === undefined ? undefined : given.passages[Number(n) - 1]?.id) ?? name
  }
  const sentence = ({ text, passages: cited, quote }: Sentence): Sentence => ({
    text: reveal(text.trim()),
    passages: [...new Set(cited.map(idOf))],
    quote: reveal(quote.trim()),
  })
  return {
    estimate: prepared.estimate,
    async run(signal): Promise<Reply<Grounded>> {
      const { result, tokens } = await prepared.run(signal)
      if ('kind' in result) return { result, tokens }
      const sentences = result.sentences.filter(isShort).slice(0, mostSentences).map(sentence)
      return { result: { kind: 'grounded', sentences }, tokens }
    },
  }
}

/** More than a message holds. */
const mostSentences = 8
const longestSentence = 600

function isShort({ text, quote }: Sentence): boolean {
  return text.length <= longestSentence && quote.length <= longestSentence
}

function named(text: string, n: number): Data {
  return { name: `passage P${n + 1}`, text }
}

/** The first texts that fit together; the last of them is cut. */
function fitting(data: readonly Data[], characters: number): Data[] {
  let left = characters
  return data.flatMap(({ name, text }) => {
    const fits = text.slice(0, Math.max(0, left)).replace(/[\ud800-\udbff]$/, '')
    left -= text.length
    return fits === '' ? [] : [{ name, text: fits }]
  })
}
