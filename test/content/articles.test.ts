import { describe, expect, test } from 'vitest'
import { testMistakes, withEdits } from './broken.ts'

const rutEs = 'knowledge/articles/co/rut.es.md'
const rutEn = 'knowledge/articles/co/rut.en.md'
const hsEs = 'knowledge/articles/co/hs.es.md'
const gst = 'knowledge/articles/in/gst.hi.md'

const newArticle = `---
id: co/new
country: co
title: Algo nuevo
topic: NEW
dimension: customs
reviewed: 2026-11-22
review_by: 2027-05-22
reviewer: knowledge editor
sources:
  dian: { title: "DIAN", url: "https://www.dian.gov.co", checked: 2026-11-22 }
changes: []
---
## ¿Qué es esto? {#what}
<!-- asked: que es esto | facts: RUT-01 | sources: dian -->
Algo nuevo.
`

describe('articles', () => {
  testMistakes([
    {
      title: 'an overdue review, as a notice',
      file: rutEs,
      from: 'reviewed: 2026-11-22\nreview_by: 2027-05-22',
      to: 'reviewed: 2026-05-01\nreview_by: 2026-11-23',
      on: 'review_by:',
      problem: 'the review is overdue since 2026-11-23',
      mend: 'check every fact again, then set "reviewed" and "review_by"',
      severity: 'notice',
    },
    {
      title: 'a section without a source',
      file: rutEs,
      from: '| facts: RUT-10 | sources: dian |',
      to: '| facts: RUT-10 | sources: |',
      on: '<!-- asked: cuanto vale',
      problem: 'the section cost has no source',
      mend: 'name at least one of "sources"',
    },
    {
      title: 'a source that does not exist',
      file: rutEs,
      from: 'RUT-05 RUT-10 | sources: dian casillas guia',
      to: 'RUT-05 RUT-10 | sources: dian casilas',
      on: '<!-- asked: como actualiso',
      problem: 'the section update names the source casilas, which does not exist',
      mend: 'use a name of "sources", or add it there',
    },
    {
      title: 'a fact that does not exist',
      file: rutEn,
      from: 'facts: RUT-11 RUT-12 ',
      to: 'facts: RUT-11 RUT-12 RUT-99 ',
      on: '<!-- asked: rut rejected',
      problem: 'the fact RUT-99 does not exist',
      mend: 'use a fact of knowledge/facts/co.yaml',
    },
    {
      title: 'a section that rests only on what is not to be affirmed, and names nobody to confirm it',
      file: hsEs,
      from: '| facts: HS-04 HS-06 | sources: dian | confirm: dian |',
      to: '| facts: HS-04 HS-06 | sources: dian |',
      on: '<!-- asked: como busco la partida',
      problem: 'the section find rests only on facts that are not to be affirmed: HS-04 HS-06',
      mend: 'say who confirms it ("| confirm: <source>"), or give it a fact that carries it',
    },
    {
      title: 'a way on that leads nowhere',
      file: rutEs,
      from: '| then: co/rut#code-22 co/cam#registration co/rut#vat -->',
      to: '| then: co/rut#nowhere -->',
      on: '<!-- asked: soy persona natural',
      problem: 'who-can leads on to co/rut#nowhere, which is no other section of this country',
      mend: 'name one like co/rut#update, or take it out',
    },
    {
      title: 'a link that is none',
      file: rutEs,
      from: 'url: "https://www.dian.gov.co"',
      to: 'url: "www.dian.gov.co"',
      on: '  dian:',
      problem: '"url" is no link such as https://www.dian.gov.co',
      mend: 'write it the way its neighbours are written',
    },
    {
      title: 'a link in the text that is none',
      file: rutEs,
      from: 'Costo: hasta donde sabemos, no se cobra.',
      to: 'Costo: [aquí](dian.gov.co/rut).',
      on: 'Costo: [aquí]',
      problem: '"dian.gov.co/rut" is no link',
      mend: 'write it whole: https://…',
    },
    {
      title: 'a heading without an id',
      file: gst,
      from: '## ',
      to: '## ¿Y esto?\n\n## ',
      on: '## ¿Y esto?',
      problem: 'the heading has no id',
      mend: 'end it with {#id}: small letters, digits and -',
    },
    {
      title: 'a section that does not say what it stands on',
      file: 'knowledge/articles/in/iec.en.md',
      from: '## ',
      to: '## ¿Y esto? {#this}\nNada.\n\n## ',
      on: '## ¿Y esto? {#this}',
      problem: 'the section this does not say what it stands on',
      mend: 'add the line "<!-- asked: … | facts: … | sources: … -->" below the heading',
    },
    {
      title: 'a section one language lacks',
      file: hsEs,
      from: '## ',
      to: '## ¿Algo más? {#more}\n<!-- asked: algo mas | facts: HS-01 | sources: dian -->\nNo.\n\n## ',
      found: 'knowledge/articles/co/hs.en.md',
      on: '---',
      problem: 'the section more is missing; knowledge/articles/co/hs.es.md:16 has it',
      mend: 'translate it',
    },
    {
      title: 'other facts in another language',
      file: rutEn,
      from: 'facts: RUT-01 RUT-02 RUT-03 RUT-04',
      to: 'facts: RUT-01 RUT-02 RUT-03',
      on: '## Which code do I put in the RUT to export?',
      problem: `the section code-22 stands on other facts: RUT-01 RUT-02 RUT-03 here, RUT-01 RUT-02 RUT-03 RUT-04 in ${rutEs}:19`,
      mend: 'say the same in both languages',
    },
    {
      title: 'an id that is not that of the file',
      file: gst,
      from: 'id: in/gst',
      to: 'id: in/gist',
      on: 'id: in/gist',
      problem: 'the file is called in/gst and the article in/gist',
      mend: 'give both the same name',
    },
    {
      title: 'a change of a section that does not exist',
      file: gst,
      from: 'changes: []',
      to: 'changes:\n  - { date: 2026-11-23, section: nothing, what: "x", material: true }',
      on: '- { date: 2026-11-23',
      problem: 'a change names the section nothing, which does not exist',
      mend: 'use the id of a section',
    },
    {
      title: 'a language the country expects and the article lacks',
      file: 'knowledge/articles/co/new.es.md',
      from: '',
      to: newArticle,
      on: '---',
      problem: 'the article co/new is not written in en',
      mend: 'write knowledge/articles/co/new.en.md',
    },
  ])
})

test('an article becomes sections with their ways of asking, facts and sources', () => {
  const { loaded } = withEdits([])
  const rut = loaded.content.articles.find(({ id, language }) => id === 'co/rut' && language === 'es')
  expect(rut).toMatchObject({
    country: 'co',
    title: 'El RUT para exportar',
    reviewed: '2026-11-22',
    reviewBy: '2027-05-22',
  })
  const section = rut?.sections[0]
  expect(section).toMatchObject({ id: 'code-22', heading: '¿Qué código pongo en el RUT para exportar?' })
  expect(section?.asked).toContain('casilla 53 y casilla 54 del rut')
  expect(section?.facts).toEqual(['RUT-01', 'RUT-02', 'RUT-03', 'RUT-04'])
  expect(section?.sources[0]).toEqual({ title: 'DIAN, RUT', url: 'https://www.dian.gov.co', checked: '2026-11-22' })
  expect(section?.body).toMatch(/^En la casilla 53 .*es el RUT\.$/s)
})

test('a file saved on Windows reads the same', () => {
  const file = 'knowledge/articles/co/new.es.md'
  const { content } = withEdits([{ file, from: '', to: `\uFEFF${newArticle.replaceAll('\n', '\r\n')}` }]).loaded
  const article = content.articles.find(({ id }) => id === 'co/new')
  expect(article?.sections[0]).toMatchObject({ id: 'what', body: 'Algo nuevo.', facts: ['RUT-01'] })
})
