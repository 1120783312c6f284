import { describe, expect, it } from 'vitest'
import { content } from './content.ts'

const sections = content.articles.flatMap((article) => {
  return article.sections.map((section) => ({ name: `${article.id}#${section.id} (${article.language})`, section }))
})

describe('every section of an article', () => {
  it.each(sections)('$name begins with a short answer of at most 60 words', ({ section }) => {
    const [answer = ''] = section.body.split('\n\n')
    expect(answer.split(/\s+/).length).toBeLessThanOrEqual(60)
    expect(answer).not.toContain('\n')
  })

  it.each(sections)('$name stands on a fact, has a source and is asked for in five ways', ({ section }) => {
    // What is declined may rest on no fact; then it states none.
    expect(section.facts.length > 0 || section.declines).toBe(true)
    expect(section.sources.length).toBeGreaterThan(0)
    expect(section.asked.length).toBeGreaterThanOrEqual(5)
  })
})
