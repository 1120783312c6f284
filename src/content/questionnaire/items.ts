import type { CountryCode } from '../../core/content.ts'
import type { Path, Problem } from '../finding.ts'
import type { ChecklistSheet, SheetItem } from './checklist-format.ts'
import { judge } from './conditions.ts'
import type { Known } from './known.ts'
import { officeProblems } from './offices.ts'

/** The articles there are: their ids, and those of their sections (`co/sae#steps`). */
export interface Shelf {
  readonly articles: ReadonlySet<string>
  readonly sections: ReadonlySet<string>
}

/** Lines that nobody can reach, that stand in no stage, or that lead nowhere. */
export function* itemProblems(
  sheet: ChecklistSheet,
  country: CountryCode,
  known: Known,
  shelf: Shelf,
): Generator<Problem> {
  const seen = new Set<string>()
  for (const [n, item] of sheet.items.entries()) {
    const at = ['items', n]
    const { id, stage, office, confirm, when } = item
    if (seen.has(id))
      yield { at: [...at, 'id'], problem: `there are two items ${id}`, mend: 'give this one an id of its own' }
    seen.add(id)
    if (!sheet.stages.some((one) => one.id === stage)) {
      yield {
        at: [...at, 'stage'],
        problem: `${id} stands in the stage ${stage}, which does not exist`,
        mend: 'use an id of "stages"',
      }
    }
    const named: [Path, string][] = [[[...at, 'office'], office]]
    if (confirm !== undefined) named.push([[...at, 'confirm'], confirm])
    yield* officeProblems(id, named, sheet.offices, country, known)
    yield* judge(id, when, [...at, 'when'], sheet.questions, '', known)
    yield* sectionProblems(item, [...at, 'article'], country, shelf)
  }
  yield* stageProblems(sheet)
  yield* missingArticles(sheet, country, shelf)
}

function* stageProblems({ stages, items }: ChecklistSheet): Generator<Problem> {
  for (const [n, { id }] of stages.entries()) {
    if (stages.findIndex((one) => one.id === id) !== n) {
      yield { at: ['stages', n, 'id'], problem: `there are two stages ${id}`, mend: 'give this one an id of its own' }
    }
    if (!items.some(({ stage, kind }) => stage === id && kind !== 'caution')) {
      yield { at: ['stages', n], problem: `nothing is done in the stage ${id}`, mend: 'add an item, or take it out' }
    }
  }
}

function* sectionProblems(
  { id, article }: SheetItem,
  at: Path,
  country: CountryCode,
  shelf: Shelf,
): Generator<Problem> {
  const [topic = ''] = article.split('#')
  if (!topic.startsWith(`${country}/`)) {
    yield {
      at,
      problem: `${id} leads to ${topic}, an article of another country`,
      mend: `name one that begins with ${country}/`,
    }
  } else if (shelf.articles.has(topic) && !shelf.sections.has(article)) {
    yield { at, problem: `${id} leads to ${article}, a section that does not exist`, mend: `use a section of ${topic}` }
  }
}

/** One notice an article, as an article is written once and many items lead to it. */
function* missingArticles({ items }: ChecklistSheet, country: CountryCode, shelf: Shelf): Generator<Problem> {
  const told = new Set<string>()
  for (const [n, { id, article }] of items.entries()) {
    const [topic = ''] = article.split('#')
    if (shelf.articles.has(topic) || told.has(topic) || !topic.startsWith(`${country}/`)) continue
    told.add(topic)
    const others = items.filter((one) => one.article.startsWith(`${topic}#`)).length - 1
    yield {
      at: ['items', n, 'article'],
      problem: `the article ${topic} is not written yet (${id}${others > 0 ? ` and ${others} more` : ''} lead to it)`,
      mend: `write knowledge/articles/${topic}.<language>.md`,
      severity: 'notice',
    }
  }
}
