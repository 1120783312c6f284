import type { Ask, AskResult } from '../core/outcome.ts'
import { search, type Library } from './library/index.ts'

/** The section that answers a question, in its own words: the short answer, then as many steps as a message holds. */
export function consult(ask: Extract<Ask, { kind: 'consult' }>, library: Library): Consulted {
  const [hit] = search(library, { ...ask, limit: 1 })
  if (hit === undefined) return { kind: 'consulted', outcome: 'unknown', text: '', sections: [], sources: [] }
  const text = opening(hit.section.body, longestAnswer)
  return { kind: 'consulted', outcome: 'answer', text, sections: [hit.id], sources: hit.section.sources }
}

type Consulted = Extract<AskResult, { kind: 'consulted' }>

/** UTF-16 units; a message longer than this is not read on a small phone. */
const longestAnswer = 900

/** The beginning of a text up to a limit, ended at a line, or at a sentence where the first line alone is too long. */
function opening(text: string, limit: number): string {
  if (text.length <= limit) return text
  const head = text.slice(0, limit + 1)
  const line = head.lastIndexOf('\n')
  if (line > 0) return head.slice(0, line).trimEnd()
  const sentence = /^.*[.!?।](?=\s)/su.exec(head)
  return sentence?.[0] ?? head.slice(0, head.lastIndexOf(' ')).trimEnd()
}
