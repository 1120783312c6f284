import { describe, expect, it } from 'vitest'
import { edition, openLibrary, search, type Query } from '../../../src/asks/library/index.ts'
import { content } from '../content.ts'
import { answerable, type Asked } from '../questions.ts'
import { unanswerable } from '../unanswerable.ts'

const library = openLibrary(content)

function best({ q, language, country }: Asked) {
  return search(library, { question: q, language, country, limit: 1 })[0]
}

/** Whether the section found is one of those, or rests on a fact of theirs. */
function isRight(asked: (typeof answerable)[number]): boolean {
  const found = best(asked)
  const facts = asked.sections.flatMap((id) => edition(library, id, asked.language)?.section.facts ?? [])
  return (
    found !== undefined && (asked.sections.includes(found.id) || found.section.facts.some((one) => facts.includes(one)))
  )
}

function find(question: string, language: string, country: string, more: Partial<Query> = {}) {
  return search(library, { question, language, country, limit: 3, ...more })
}

describe('search', () => {
  it('puts the right section first for at least 85 of 100 questions typed on a phone', () => {
    const wrong = answerable.filter((asked) => !isRight(asked))
    expect(wrong.length, wrong.map(({ q }) => q).join('\n')).toBeLessThanOrEqual(answerable.length * 0.15)
  })

  it('does so in each language and country', () => {
    for (const [language, country] of [
      ['es', 'co'],
      ['en', 'co'],
      ['en', 'in'],
      ['hi', 'in'],
    ] as const) {
      const some = answerable.filter((asked) => asked.language === language && asked.country === country)
      const right = some.filter(isRight)
      expect(right.length / some.length, `${language} in ${country}`).toBeGreaterThanOrEqual(0.8)
    }
  })

  it('finds nothing for nearly all questions about something else, and something for all that are answered', () => {
    const found = unanswerable.filter((asked) => best(asked) !== undefined)
    expect(found.length, found.map(({ q }) => q).join('\n')).toBeLessThanOrEqual(unanswerable.length * 0.13)
    const refused = answerable.filter((asked) => best(asked) === undefined)
    expect(refused.length, refused.map(({ q }) => q).join('\n')).toBeLessThanOrEqual(answerable.length * 0.05)
  })

  it('forgives missing accents, letters that sound alike and a slip of the finger', () => {
    const right = find('¿Cómo actualizo el RUT?', 'es', 'co')[0]
    expect(right?.id).toBe('co/rut#update')
    for (const typed of ['como actualiso el rut', 'komo actualizo el rut', 'como acutalizo el rut']) {
      expect(find(typed, 'es', 'co')[0]?.id, typed).toBe(right?.id)
    }
  })

  it('keeps to the articles of the country', () => {
    expect(find('hs code of my product', 'en', 'in').map(({ id }) => id.slice(0, 2))).toEqual(['in', 'in', 'in'])
    expect(find('hs code of my product', 'en', 'co').map(({ id }) => id.slice(0, 2))).toEqual(['co', 'co', 'co'])
    expect(find('how do I file a LUT', 'en', 'co')).toEqual([])
  })

  it('gives at most as many as asked for, best first, each with a share of 0 to 1', () => {
    const hits = find('código del rut para exportar', 'es', 'co', { limit: 2 })
    const scores = hits.map(({ score }) => score)
    expect(scores).toHaveLength(2)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true)
  })

  it('understands a question in another language of the country and answers in the language of the person', () => {
    const hit = find('iec code ke liye kya document lagega', 'en', 'in')[0]
    expect(hit).toMatchObject({ id: 'in/iec#apply', language: 'en' })
    expect(hit?.section.heading).toBe('How do I get an IEC, and which documents are needed?')
  })

  it('gives the nearest language and says which, where the country has no articles in the language of the person', () => {
    expect(find('IEC fees', 'es', 'in')[0]).toMatchObject({ id: 'in/iec#cost', language: 'en' })
    expect(find('electronic signature expired', 'hi', 'co')[0]).toMatchObject({ id: 'co/ife#renew', language: 'en' })
  })

  it('finds nothing in a country without articles, or for words without letters', () => {
    expect(find('how do I export', 'en', 'xx')).toEqual([])
    expect(find('', 'es', 'co')).toEqual([])
    expect(find('??? 🙂', 'es', 'co')).toEqual([])
  })
})
