import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { z } from 'zod'
import { loadContent } from '../../../src/content/load.ts'
import type { CountryCode, Question, Questionnaire, ScoredQuestionnaire } from '../../../src/core/content.ts'
import type { Answer, Answers } from '../../../src/core/state.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const { content } = loadContent(root, { languages: ['es', 'en', 'hi'], homeCountry: 'co' })

/** Export readiness as a country sees it. */
export function readiness(country: CountryCode): ScoredQuestionnaire {
  const found = content.questionnaires['export-readiness']?.[country]
  if (found?.ends !== 'score') throw new Error(`no export readiness for ${country}`)
  return found
}

/** Answers from option ids, as a person would have chosen them. */
export function chosen(options: Readonly<Record<string, string | readonly string[]>>): Answers {
  return Object.fromEntries(
    Object.entries(options).map(([id, value]) => [
      id,
      typeof value === 'string' ? { option: value } : { options: value },
    ]),
  )
}

/** The worked examples that came with the questionnaire: invented firms and exactly what each must be told. */
export const examples = z
  .object({
    examples: z.array(
      z.object({
        id: z.string(),
        country: z.string(),
        answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).transform(chosen),
        expect: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('export-readiness.examples.json', import.meta.url), 'utf8'))).examples

/** The answers of one worked example. */
export function exampleAnswers(id: string): Answers {
  const found = examples.find((example) => example.id === id)
  if (found === undefined) throw new Error(`no example ${id}`)
  return found.answers
}

/** A firm with goods that has answered every scored question with the option of this score, or the best below it. */
export function answeringAll(q: ScoredQuestionnaire, score: number): Answers {
  return {
    ...chosen({ offer: 'goods', experience: 'never', today: 'start', firm_kind: 'family' }),
    ...Object.fromEntries(q.questions.map((question) => [question.id, { option: optionScoring(question, score) }])),
  }
}

/** Any firm: some know nearly everything, some nearly nothing; questions may be skipped, refused or not reached. */
export function anyAnswers(q: Questionnaire): fc.Arbitrary<Answers> {
  return fc
    .constantFrom(1, 4, 20, 200)
    .chain((knowing) =>
      fc
        .tuple(
          ...Object.values(q.byId).map((question) => fc.tuple(fc.constant(question.id), anyAnswer(question, knowing))),
        )
        .map((pairs) => Object.fromEntries(pairs.flatMap(([id, answer]) => (answer === null ? [] : [[id, answer]])))),
    )
}

function anyAnswer(question: Question, knowing: number): fc.Arbitrary<Answer | null> {
  const told = question.options.filter((option) => !option.unknown && !option.ratherNot).map((option) => option.id)
  if (told.length === 0) return fc.constant(null)
  const several = fc.subarray(told, { minLength: 1 }).map((options) => ({ options }))
  const one = fc.constantFrom(...told).map((option) => ({ option }))
  return fc.oneof(
    { weight: knowing, arbitrary: question.kind === 'choices' ? several : one },
    {
      weight: 2,
      arbitrary: fc.constantFrom({ option: 'unknown' }, { option: 'rather_not' }, { skipped: true as const }, null),
    },
  )
}

function optionScoring(question: Question, score: number): string {
  const options = question.options.filter((option) => option.score !== undefined && option.score <= score)
  const best = options.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0))[0]
  if (best === undefined) throw new Error(`${question.id} has no option with a score of ${score} or less`)
  return best.id
}
