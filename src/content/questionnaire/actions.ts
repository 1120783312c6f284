import type { CountryCode } from '../../core/content.ts'
import type { Path, Problem } from '../finding.ts'
import type { Sheet, SheetAction } from './format.ts'
import type { Known } from './known.ts'
import { officeProblems } from './offices.ts'

/** Next steps that lead nowhere, go round in a circle or are never suggested. */
export function* actionProblems(
  sheet: Sheet,
  country: CountryCode,
  known: Known,
  articles: ReadonlySet<string>,
): Generator<Problem> {
  const suggested = new Set([sheet.scoring.first_step, ...sheet.questions.flatMap((question) => question.gap_actions)])
  const seen = new Set<string>()
  for (const [n, action] of sheet.actions.entries()) {
    const at = ['actions', n]
    if (seen.has(action.id))
      yield { at: [...at, 'id'], problem: `there are two actions ${action.id}`, mend: 'give this one an id of its own' }
    seen.add(action.id)
    yield* deadEnds(sheet, action, at, country, known)
    if (!suggested.has(action.id)) {
      yield {
        at,
        problem: `the action ${action.id} is never suggested`,
        mend: 'name it in "gap_actions" of a question, or take it out',
      }
    }
    if (circles(sheet.actions, action.id)) {
      yield { at: [...at, 'after'], problem: `${action.id} comes after itself`, mend: 'break the circle of "after"' }
    }
    if (action.article.slice(0, 2) !== country) {
      yield {
        at: [...at, 'article'],
        problem: `${action.id} leads to ${action.article}, an article of another country`,
        mend: `name one that begins with ${country}/`,
      }
    }
  }
  yield* missingArticles(sheet, country, articles)
}

function* deadEnds(
  sheet: Sheet,
  action: SheetAction,
  at: Path,
  country: CountryCode,
  known: Known,
): Generator<Problem> {
  const { id, dimension, line, after, where, confirm } = action
  if (!known.dimensions.has(dimension)) {
    yield {
      at: [...at, 'dimension'],
      problem: `${id} names the dimension ${dimension}, which does not exist`,
      mend: 'use an id of "dimensions"',
    }
  }
  if (!known.lines.has(line)) {
    yield {
      at: [...at, 'line'],
      problem: `${id} names the line ${line}, which does not exist`,
      mend: 'use an id of "lines"',
    }
  }
  for (const [n, before] of after.entries()) {
    if (!known.actions.has(before)) {
      yield {
        at: [...at, 'after', n],
        problem: `${id} comes after the action ${before}, which does not exist`,
        mend: 'use an id of "actions"',
      }
    }
  }
  const offices: [Path, string][] = where.map((office, n) => [[...at, 'where', n], office])
  if (confirm !== undefined) offices.push([[...at, 'confirm'], confirm])
  yield* officeProblems(id, offices, sheet.offices, country, known)
}

/** One notice an article, as an article is written once and many actions lead to it. */
function* missingArticles(sheet: Sheet, country: CountryCode, articles: ReadonlySet<string>): Generator<Problem> {
  const told = new Set<string>()
  for (const [n, { id, article }] of sheet.actions.entries()) {
    if (articles.has(article) || told.has(article) || !article.startsWith(`${country}/`)) continue
    told.add(article)
    const others = sheet.actions.filter((one) => one.article === article).length - 1
    yield {
      at: ['actions', n, 'article'],
      problem: `the article ${article} is not written yet (${id}${others > 0 ? ` and ${others} more` : ''} lead to it)`,
      mend: `write knowledge/articles/${article}.<language>.md`,
      severity: 'notice',
    }
  }
}

function circles(actions: readonly SheetAction[], id: string): boolean {
  const reached = new Set<string>()
  const walk = (from: string): boolean =>
    (actions.find((one) => one.id === from)?.after ?? []).some((before) => {
      if (before === id) return true
      if (reached.has(before)) return false
      reached.add(before)
      return walk(before)
    })
  return walk(id)
}
