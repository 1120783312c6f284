import { describe, expect, it } from 'vitest'
import { consult, type ConsultAsk, type Shelves } from '../../src/asks/consult.ts'
import { openLibrary } from '../../src/asks/library/index.ts'
import type { Section } from '../../src/core/content.ts'
import { content } from './content.ts'

const library = openLibrary(content)

const today = '2026-11-24'

const plain: ConsultAsk = {
  ...{ id: 'a', kind: 'consult', question: '', language: 'es', country: 'co' },
  ...{ before: [], product: null, askedBack: false },
}

/** What one question comes to. */
async function ask(
  question: string,
  language = 'es',
  country = 'co',
  more: Partial<ConsultAsk> = {},
  shelves: Shelves = { content, library, today },
) {
  const { answers } = await consult({ ...plain, question, language, country, ...more }, shelves)
  const [first] = answers
  if (first === undefined) throw new Error('no answer at all')
  return first
}

/** The same, where it has to be an answer. */
async function told(question: string, more: Partial<ConsultAsk> = {}, shelves?: Shelves) {
  const answer = await ask(question, 'es', 'co', more, shelves)
  if (answer.outcome !== 'answer') throw new Error(`${question}: ${answer.outcome}`)
  return answer
}

describe('consult', () => {
  it('answers in the words of the article, short answer first, with what it rests on and its age', async () => {
    const result = await told('q codigo le pongo al rut')
    expect(result.sections.map(({ id }) => id)).toEqual(['co/rut#code-22'])
    expect(result.sections[0]?.version).toMatch(/^[0-9a-f]{8}$/)
    expect(result.text).toMatch(/^En la casilla 53 \(responsabilidades\) va el 10/)
    expect(result.text).toContain('3. En la casilla 54 agregue el 22.')
    expect(result.facts).toContain('RUT-02')
    expect(result.sources[0]).toEqual({ title: 'DIAN, RUT', url: 'https://www.dian.gov.co', checked: '2026-11-22' })
    expect(result).toMatchObject({ language: 'es', reviewed: '2026-11-22', overdueSince: null })
  })

  it('knows that a review was due', async () => {
    const late = await told('q codigo le pongo al rut', {}, { content, library, today: '2027-06-01' })
    expect(late.overdueSince).toBe('2027-05-22')
  })

  it('says who confirms what the facts do not carry alone', async () => {
    expect((await told('cuanto vale actualizar el rut')).confirm.map(({ title }) => title)).toEqual(['DIAN, RUT'])
  })

  it('says nothing of its own when nothing is found', async () => {
    expect(await ask('what is the population of the moon', 'en')).toEqual({
      question: 'what is the population of the moon',
      outcome: 'unknown',
    })
  })

  it('answers the questions of one message one by one', async () => {
    const asked = { ...plain, question: '¿Qué código pongo en el RUT? ¿Y cómo saco la firma electrónica?' }
    const { answers } = await consult(asked, { content, library, today })
    expect(answers.map((one) => ('sections' in one ? one.sections[0]?.id : one.outcome))).toEqual([
      'co/rut#code-22',
      'co/ife#get',
    ])
  })

  it('lets a short question lean on what was told before it', async () => {
    expect((await told('y cuanto cuesta', { before: ['co/rut#code-22'] })).sections[0]?.id).toBe('co/rut#cost')
  })

  it('answers small talk in the language of the person', async () => {
    expect(await ask('how are you', 'hi', 'in')).toMatchObject({
      outcome: 'small_talk',
      text: content.voices.hi?.say['small_talk.how_are_you'],
    })
  })

  it('keeps every answer under 900 characters and ends it at the end of a line', async () => {
    // Every third article; the others are written to the same rules.
    for (const { id, language, country, sections } of content.articles.filter((_, n) => n % 3 === 0)) {
      for (const { id: section, heading, body } of sections) {
        const answer = await ask(heading, language, country, { askedBack: true })
        if (answer.outcome !== 'answer' && answer.outcome !== 'declined')
          throw new Error(`${heading}: ${answer.outcome}`)
        const { text, sections: found } = answer
        expect(found[0]?.id, heading).toBe(`${id}#${section}`)
        expect(text.length).toBeLessThanOrEqual(900)
        expect(body.startsWith(text)).toBe(true)
        expect(body.slice(text.length)).toMatch(/^(\n|$)/)
      }
    }
  })

  describe('with sections of our own', () => {
    const [article] = content.articles
    if (article === undefined) throw new Error('there are no articles')
    const section = {
      ...{
        id: 's',
        heading: 'Quimbombó',
        asked: ['quimbombó en dólares'],
        facts: [],
        sources: [],
        confirm: [],
        then: [],
      },
      ...{ needs: [], declines: false, version: '00000000', body: 'Se corta.' },
    } satisfies Section
    const withSection = (more: Partial<Section>) => {
      const added = { ...article, country: 'co', language: 'es', sections: [{ ...section, ...more }] }
      const wider = { ...content, articles: [...content.articles, added] }
      return { content: wider, library: openLibrary(wider), today }
    }

    it('ends a first line that is too long at a sentence', async () => {
      const sentence = 'Esta frase habla del quimbombó y nada más. '
      const shelves = withSection({ body: sentence.repeat(40).trim() })
      expect((await told('quimbombó', {}, shelves)).text).toBe(sentence.repeat(20).trim())
    })

    it('declines what is asked for where a section says so', async () => {
      const shelves = withSection({ declines: true })
      expect(await ask('quimbombó', 'es', 'co', {}, shelves)).toMatchObject({ outcome: 'declined', text: 'Se corta.' })
    })

    it.each([
      ['product', 'quimbombó', 'quimbombó de café', { product: 'panela' }],
      ['destination', 'quimbombó', 'quimbombó para Alemania', null],
      ['amount', 'quimbombó', 'quimbombó de 300 dólares', null],
    ] as const)('asks once for the %s an answer depends on', async (need, bare, whole, known) => {
      const shelves = withSection({ needs: [need] })
      expect(await ask(bare, 'es', 'co', {}, shelves)).toMatchObject({ outcome: 'ask_back', missing: need })
      expect((await ask(whole, 'es', 'co', {}, shelves)).outcome).toBe('answer')
      expect((await ask(bare, 'es', 'co', { askedBack: true }, shelves)).outcome).toBe('answer')
      if (known !== null) expect((await ask(bare, 'es', 'co', known, shelves)).outcome).toBe('answer')
    })
  })
})
