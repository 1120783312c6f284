import type { Source } from '../core/content.ts'
import type { Told } from '../core/outcome.ts'
import type { Hit } from './library/index.ts'

/** UTF-16 units; a message longer than this is not read on a small phone. */
const longestAnswer = 900

/** Headings offered to go on with. */
const mostRelated = 3

/** The best section in its own words, short answer first, and the ways on from it. `hits` has at least one. */
export function tellFrom(hits: readonly Hit[], today: string): Told {
  const [best] = hits
  if (best === undefined) throw new Error('an answer needs a section')
  return { ...standingOn([best], hits, today), text: opening(best.section.body, longestAnswer) }
}

/** What an answer from these sections rests on; `around` are the sections found with them, best first. */
export function standingOn(used: readonly Hit[], around: readonly Hit[], today: string): Omit<Told, 'text'> {
  const [best] = used
  if (best === undefined) throw new Error('an answer rests on a section')
  const due = used.map(({ article }) => article.reviewBy).toSorted()[0] ?? today
  return {
    language: best.language,
    country: best.article.country,
    sections: used.map(({ id, section }) => ({ id, version: section.version })),
    facts: [...new Set(used.flatMap(({ section }) => section.facts))],
    sources: distinct(used.flatMap(({ section }) => section.sources)),
    confirm: distinct(used.flatMap(({ section }) => section.confirm)).map(({ title, url }) => ({ title, url })),
    reviewed: used.map(({ article }) => article.reviewed).toSorted()[0] ?? today,
    overdueSince: due < today ? due : null,
    related: related(used, around),
    score: best.score,
  }
}

/** What the editors say people ask next, then what else was found; never what was just told. */
function related(used: readonly Hit[], around: readonly Hit[]): Told['related'] {
  const told = new Set(used.map(({ id }) => id))
  const named = used.flatMap(({ next }) => next)
  const near = around
    .filter(({ section }) => !section.declines)
    .map(({ id, section }) => ({ id, heading: section.heading }))
  const all = [...named, ...near].filter(({ id }) => !told.has(id))
  return all.filter(({ id }, n) => all.findIndex((one) => one.id === id) === n).slice(0, mostRelated)
}

function distinct(sources: readonly Source[]): Source[] {
  return sources.filter(({ url }, n) => sources.findIndex((one) => one.url === url) === n)
}

/** The beginning of a text up to a limit, ended at a line, or at a sentence where the first line alone is too long. */
export function opening(text: string, limit: number): string {
  if (text.length <= limit) return text
  const head = text.slice(0, limit + 1)
  const line = head.lastIndexOf('\n')
  if (line > 0) return head.slice(0, line).trimEnd()
  const sentence = /^.*[.!?।](?=\s)/su.exec(head)
  return sentence?.[0] ?? head.slice(0, head.lastIndexOf(' ')).trimEnd()
}
