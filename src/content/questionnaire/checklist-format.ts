import { z } from 'zod'
import { condition, facts, head, id, office, question, text } from './parts.ts'

/** A questionnaire that ends in a checklist, as its files have it, for one country. */
export type ChecklistSheet = z.infer<typeof checklistSheet>

export type SheetItem = z.infer<typeof item>

const item = z.strictObject({
  id,
  stage: id,
  kind: z.enum(['register', 'paper', 'step', 'check', 'caution']),
  when: condition.optional(),
  title: text,
  what: text,
  office: id,
  confirm: id.optional(),
  facts,
  article: z.string().regex(/^[a-z]{2}\/[a-z0-9-]+#[a-z0-9-]+$/, 'is no section of an article such as co/rut#code-22'),
})

/** The whole of it; what is not named here is a finding. */
export const checklistSheet = z.strictObject({
  ...head,
  ends: z.literal('checklist'),
  words: z.strictObject({ confirm: text, cautions_title: text, empty: text }),
  questions: z.array(question),
  stages: z.array(z.strictObject({ id, title: text })),
  items: z.array(item),
  offices: z.record(z.string(), office),
})
