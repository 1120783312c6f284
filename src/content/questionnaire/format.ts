import { z } from 'zod'
import type { Condition, RouteCondition } from '../../core/content.ts'

/** A questionnaire as its files have it, for one country: overlays are applied before it is held against this. */
export type Sheet = z.infer<typeof sheet>

/** One question of any part, as the files have it. */
export type SheetQuestion = z.infer<typeof question> &
  Partial<Omit<z.infer<typeof scoredQuestion>, keyof z.infer<typeof question>>>

export type SheetAction = z.infer<typeof action>

const id = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'is no id: small letters, digits, _ and - only')
const text = z.record(z.string().regex(/^[a-z]{2}$/, 'is no language code: two small letters'), z.string())
const facts = z.array(z.string().regex(/^[A-Z]+-\d+$/, 'is no fact id such as HS-01'))
const note = z.string().optional()

const byAnswer = z.strictObject({ question: id, in: z.array(id).min(1) })

const condition: z.ZodType<Condition> = z.lazy(() =>
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

const routeCondition: z.ZodType<RouteCondition> = z.lazy(() =>
  z.union(
    [
      byAnswer,
      z.strictObject({ score: id, at_least: z.number() }),
      z.strictObject({ score: id, below: z.number() }),
      z.strictObject({ all: z.array(routeCondition).min(1) }),
      z.strictObject({ any: z.array(routeCondition).min(1) }),
      z.strictObject({ not: routeCondition }),
    ],
    {
      error:
        'is no condition of routing: write { question, in }, { score, at_least }, { score, below }, { all }, { any } or { not }',
    },
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

const question = z.strictObject({
  id,
  kind: z.enum(['choice', 'choices', 'number', 'text']),
  asked: z.literal('when_unknown').optional(),
  optional: z.boolean().optional(),
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

const scoredQuestion = z.strictObject({ ...question.shape, dimension: id, gap_actions: z.array(id) })

const action = z.strictObject({
  id,
  dimension: id,
  effort: z.int().min(1).max(3),
  line: id,
  when: condition.optional(),
  after: z.array(id).default([]),
  offer: id.optional(),
  title: text,
  what: text,
  who: text,
  where: z.array(id).min(1),
  cost: z.union([z.enum(['ask', 'free', 'own_time']), text], { error: 'is no cost: a text, or ask, free or own_time' }),
  time: z.union([z.literal('ask'), text], { error: 'is no time: a text, or ask' }),
  confirm: id.optional(),
  facts,
  article: z.string().regex(/^[a-z]{2}\/[a-z0-9-]+$/, 'is no article id such as co/rut'),
})

const share = z.number().min(0).max(1)
const points = z.number().min(0).max(100)

/** The whole of it; what is not named here is a finding. */
export const sheet = z.strictObject({
  id,
  version: z.int().min(1),
  status: z.enum(['draft', 'reviewed']),
  languages: z.array(z.string()),
  minutes: z.number(),
  title: text,
  intro: text,
  disclaimer: text,
  flow: z.array(z.enum(['triage', 'profile', 'questions', 'sustainability', 'result', 'sensitive'])),
  words: z.strictObject({ ask: text, ask_time: text, free: text, own_time: text, confirm: text }),
  conditions: z
    .strictObject({
      words: z.array(z.string()),
      words_in_routing_only: z.array(z.string()),
      rules: z.array(z.string()),
    })
    .optional(),
  scoring: z.strictObject({
    option_scores: z.strictObject({ lowest: z.number(), highest: z.number() }),
    known_share_needed: share,
    overall_weight_needed: share,
    unknown_gap: z.number(),
    steps_shown: z.int().min(1),
    moved_shown: z.int().min(1),
    first_step: id,
    feedback_limits: z.strictObject({ weak_below: points, strong_low_from: points }),
    rules: z.array(z.string()).optional(),
    weights_note: note,
  }),
  dimensions: z.array(
    z.strictObject({
      id,
      weight: points,
      title: text,
      about: text,
      feedback: z.strictObject({ weak: text, middle: text, strong: text, no_score: text }),
    }),
  ),
  triage: z.strictObject({
    intro: text,
    questions: z.array(question),
    paths: z.array(z.strictObject({ id, when: condition.optional(), begin: id, offer: id.optional(), say: text })),
    rule: note,
  }),
  profile: z.strictObject({ note, questions: z.array(question) }),
  questions: z.array(scoredQuestion),
  sustainability: z.strictObject({ note, intro: text, questions: z.array(question) }),
  sensitive: z.strictObject({
    note,
    consent: z.strictObject({ ...question.omit({ why: true }).shape, text }),
    lists: z.record(z.string(), z.array(question)),
  }),
  actions: z.array(action),
  lines: z.array(z.strictObject({ id, name: text, what: text, because: text })),
  routing: z.strictObject({
    rules: z.array(z.string()).optional(),
    line: z.array(z.strictObject({ line: id, when: routeCondition.optional() })),
    also: z.array(z.strictObject({ line: id, when: routeCondition.optional() })),
  }),
  bands: z.array(z.strictObject({ id, from: points, to: points, name: text, sentence: text, offers: text })),
  no_score: z.strictObject({ sentence: text, range_sentence: text }),
  offices: z.record(z.string(), z.strictObject({ name: text, site: z.string().optional() })),
})
