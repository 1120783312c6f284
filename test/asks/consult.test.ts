import { describe, expect, it } from 'vitest'
import { consult, type ConsultAsk } from '../../src/asks/consult.ts'
import { openLibrary } from '../../src/asks/library/index.ts'
import { content } from './content.ts'

const library = openLibrary(content)

const today = '2026-11-24'

/** What one question comes to. */
async function ask(
  question: string,
  language = 'es',
  country = 'co',
  more: Partial<ConsultAsk> = {},
  shelves = { content, library, today },
) {
  const asked = {
    id: 'a',
    kind: 'consult',
    question,
    language,
    country,
    before: [],
    product: null,
    askedBack: false,
    ...more,
  } as const
  const { answers } = await consult(asked, shelves)
  const [first] = answers
  if (first === undefined) throw new Error('no answer at all')
  return first
}

describe('consult', () => {
  it('answers in the words of the article, short answer first, with the section and its sources', () => {
    const result = ask('q codigo le pongo al rut')
    expect(result).toMatchObject({ kind: 'consulted', outcome: 'answer', sections: ['co/rut#code-22'] })
    expect(result.text).toMatch(/^En la casilla 53 \(responsabilidades\) va el 10/)
    expect(result.text).toContain('3. En la casilla 54 agregue el 22.')
    expect(result.sources[0]).toEqual({ title: 'DIAN, RUT', url: 'https://www.dian.gov.co', checked: '2026-11-22' })
  })

  it('says nothing of its own when nothing is found', () => {
    expect(ask('what is the capital of France', 'en')).toEqual({
      kind: 'consulted',
      outcome: 'unknown',
      text: '',
      sections: [],
      sources: [],
    })
  })

  it('keeps every answer under 900 characters and ends it at the end of a line', () => {
    for (const { id, language, country, sections } of content.articles) {
      for (const { id: section, heading, body } of sections) {
        const { text, sections: found } = ask(heading, language, country)
        expect(found, heading).toEqual([`${id}#${section}`])
        expect(text.length).toBeLessThanOrEqual(900)
        expect(body.startsWith(text)).toBe(true)
        expect(body.slice(text.length)).toMatch(/^(\n|$)/)
      }
    }
  })

  it('ends a first line that is too long at a sentence', () => {
    const sentence = 'Esta frase habla del quimbombó y nada más. '
    const [article] = content.articles
    if (article === undefined) throw new Error('there are no articles')
    const body = sentence.repeat(40).trim()
    const section = { id: 's', heading: 'Quimbombó', asked: [], facts: [], sources: [], confirm: [], then: [], body }
    const added = { ...article, country: 'co', language: 'es', sections: [section] }
    const long = openLibrary({ ...content, articles: [...content.articles, added] })
    const { text } = consult({ id: 'a', kind: 'consult', question: 'quimbombó', language: 'es', country: 'co' }, long)
    expect(text).toBe(sentence.repeat(20).trim())
  })
})
