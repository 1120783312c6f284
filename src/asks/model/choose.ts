import { z } from 'zod'
import { redact } from '../redact.ts'
import type { Reply } from './attempt.ts'
import type { ChatTask, Prepared } from './chat.ts'
import { hideLinks } from './links.ts'
import type { Chosen } from './model.ts'
import { unavailable } from './trouble.ts'

/** What a model answers when it reads free words as one of some options. */
export const chosenForm = z.object({ option: z.string().nullable(), sure: z.boolean(), question: z.boolean() })

type Choice = z.infer<typeof chosenForm>

/** The words, the question they answer and its options under names of their own: O1, O2… */
export function prepareChoose(
  task: ChatTask<Choice>,
  given: { text: string; question: string; language: string; options: readonly { id: string; label: string }[] },
  dataCharacters: number,
): Prepared<Chosen> {
  const options = given.options.map(({ label }, n) => `O${n + 1}: ${label}`).join('\n')
  const left = dataCharacters - given.question.length - options.length
  // Cut after redaction: half of a number is no number to it.
  const words = redact(hideLinks([given.text]).texts[0] ?? '').slice(0, Math.max(0, left))
  const prepared = task.prepare(given.language, [
    { name: 'question', text: given.question },
    { name: 'options', text: options },
    { name: "the person's words", text: words },
  ])
  return {
    estimate: prepared.estimate,
    async run(signal): Promise<Reply<Chosen>> {
      const { result, tokens } = await prepared.run(signal)
      if ('kind' in result) return { result, tokens }
      const { option: name, sure, question: isQuestion } = result
      if (name === null) return { result: { kind: 'chosen', option: null, sure: false, isQuestion }, tokens }
      const n = Number(/^O(\d+)$/u.exec(name.trim())?.[1] ?? NaN)
      const option = given.options[n - 1]?.id
      const chosen =
        option === undefined ? unavailable('nonsense') : ({ kind: 'chosen', option, sure, isQuestion } as const)
      return { result: chosen, tokens }
    },
  }
}
