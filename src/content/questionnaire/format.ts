import { z } from 'zod'
import type { RouteCondition } from '../../core/content.ts'
import { byAnswer, condition, facts, head, id, office, question, text } from './parts.ts'

/** A scored questionnaire as its files have it, for one country: overlays are applied before it is held against this. */
export type Sheet = z.infer<typeof sheet>

/** One question of any part, as the files have it. */
export type SheetQuestion = z.infer<typeof question> &
  Partial<Omit<z.infer<typeof scoredQuestion>, keyof z.infer<typeof question>>>

export type SheetAction = z.infer<typeof action>

const note = z.string().optional()

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
  ...head,
  ends: z.literal('score'),
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
  offices: z.record(z.string(), office),
})
