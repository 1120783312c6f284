import type { ConversationId } from '../core/event.ts'
import type { RecordChange } from '../core/outcome.ts'
import type { Answer } from '../core/state.ts'
import type { SealedJson } from './sealed-json.ts'
import { fullName, shortName } from './short-names.ts'

type AnswerChange = Extract<RecordChange, { type: 'answer' }>

/**
 * One line of the history of answers: a list without names, as there are many; sealed when the answer is sensitive. An
 * assessment drops the name of its firm, an event that of its conversation.
 */
export function writeAnswer(conversation: ConversationId, change: AnswerChange, json: SealedJson): string {
  const { firm, assessment, question, before, answer, by, event, at, sensitive } = change
  const row: Row = [firm, shortName(firm, assessment), question, before, answer, by, shortName(conversation, event), at]
  return json.stringify(row, sensitive)
}

export function readAnswer(conversation: ConversationId, text: string, json: SealedJson): AnswerChange {
  const stored: unknown = JSON.parse(text)
  const row = json.open(stored)
  if (!isRow(row)) throw new Error('The store holds an answer this version does not know.')
  const [firm, assessment, question, before, answer, by, event, at] = row
  const whole = { assessment: fullName(firm, assessment), event: fullName(conversation, event) }
  return { type: 'answer', firm, question, before, answer, by, at, ...whole, sensitive: row !== stored }
}

type Row = [string, string, string, Answer | null, Answer | null, 'owner' | 'helper', string, number]

function isRow(value: unknown): value is Row {
  return Array.isArray(value) && value.length === 8
}
