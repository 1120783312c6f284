import { z } from 'zod'
import type { Condition } from '../../core/content.ts'

/** What the formats of all questionnaires are made of. */
export const id = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'is no id: small letters, digits, _ and - only')
export const text = z.record(z.string().regex(/^[a-z]{2}$/, 'is no language code: two small letters'), z.string())
export const facts = z.array(z.string().regex(/^[A-Z]+-\d+$/, 'is no fact id such as HS-01'))

export const byAnswer = z.strictObject({ question: id, in: z.array(id).min(1) })

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      byAnswer,
      z.strictObject({ all: z.array(condition).min(1) }),
      z.strictObject({ any: z.array(condition).min(1) }),
      z.strictObject({ not: condition }),
    ],
    { error: 'is no condition: write { question, in }, { all }, { any } or { not }' },
  ),
)

const option = z.strictObject({
  id,
  label: text,
  score: z.number().optional(),
  unknown: z.literal(true).optional(),
  not_applicable: z.literal(true).optional(),
  rather_not: z.literal(true).optional(),
})

export const question = z.strictObject({
  id,
  kind: z.enum(['choice', 'choices', 'number', 'text']),
  asked: z.literal('when_unknown').optional(),
  optional: z.boolean().optional(),
  known: z.strictObject({ from: id, as: z.array(z.strictObject({ option: id, when: condition })).min(1) }).optional(),
  when: condition.optional(),
  sdg: z.int().min(1).max(17).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  read_back: z.boolean().optional(),
  ask: text,
  why: text,
  example: text.optional(),
  options: z.array(option).default([]),
  facts: facts.default([]),
})

export const office = z.strictObject({ name: text, site: z.string().optional() })

/** What stands at the top of every questionnaire. `called`, by language, is what people may say to begin it. */
export const head = {
  id,
  version: z.int().min(1),
  status: z.enum(['draft', 'reviewed']),
  languages: z.array(z.string()),
  minutes: z.number(),
  name: text,
  called: z.record(z.string(), z.array(z.string())).default({}),
  title: text,
  intro: text,
  disclaimer: text,
}
