import { describe, expect, test } from 'vitest'
import { asker } from '../../src/asks/run.ts'
import { content } from './content.ts'

const run = asker({ content, exportOf: () => Promise.reject(new Error('nothing is exported here')) })

/** Every line of every checklist with the section it names, where that is written, in each language it is written in. */
const lines = Object.values(content.questionnaires)
  .flatMap((byCountry) => Object.values(byCountry))
  .flatMap((q) => (q.ends === 'checklist' ? q.items.map((item) => ({ country: q.country, item })) : []))
  .flatMap(({ country, item: { id, article: address } }) => {
    const [topic, name] = address.split('#')
    return content.articles.flatMap(({ id: article, language, sections }) => {
      const section = article === topic ? sections.find((one) => one.id === name) : undefined
      return section === undefined ? [] : [{ id, country, language, address, heading: section.heading }]
    })
  })

describe('a line of a checklist', () => {
  test.each(lines)('$id is explained in $language by the section it names', async (line) => {
    const { country, language, address, heading } = line
    const ask = {
      kind: 'consult',
      question: heading,
      country,
      language,
      before: [],
      product: null,
      askedBack: true,
    } as const
    const result = await run('c', { id: 'a', ...ask })
    const told =
      result.kind === 'consulted'
        ? result.answers.map((one) => ('sections' in one ? one.sections[0]?.id : one.outcome))
        : []
    expect(told).toEqual([address])
  })
})
