import type { ReadArticle } from './articles.ts'
import type { Finding } from './finding.ts'

/** What people ask next has to be there: the sections that `then` names, of any article of the same country. */
export function checkThen(articles: readonly ReadArticle[]): Finding[] {
  const known = new Set(
    articles.flatMap(({ article }) => article.sections.map((section) => `${article.id}#${section.id}`)),
  )
  return articles.flatMap(({ file, article, sections }) =>
    sections.flatMap(({ value, line }) =>
      value.then
        .filter((id) => !known.has(id) || !id.startsWith(`${article.country}/`) || id === `${article.id}#${value.id}`)
        .map((id) => ({
          severity: 'error' as const,
          file,
          line: line + 1,
          problem: `${value.id} leads on to ${id}, which is no other section of this country`,
          mend: 'name one like co/rut#update, or take it out',
        })),
    ),
  )
}
