import { readFileSync } from 'node:fs'
import { z } from 'zod'

const format = z.object({
  q: z.string(),
  lang: z.string(),
  country: z.string().optional(),
  facts: z.array(z.string()).optional(),
  sections: z.array(z.string()).optional(),
  answerable: z.boolean().optional(),
})

/** A question to measure the search with, and what a right section is: it carries a fact of these, or is one of these. */
export type AskedQuestion = z.infer<typeof format>

/** Reads a file of questions, one JSON object a line; a line that is none is named. */
export function readQuestions(file: string): AskedQuestion[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.flatMap((text, n) => {
    if (text.trim() === '') return []
    const read = format.safeParse(parsed(text))
    if (read.success) return [read.data]
    throw new Error(`${file}:${n + 1}  is no question: write {"q","lang","country","facts"|"sections"|"answerable"}`)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
