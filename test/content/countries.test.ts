import { describe, expect, test } from 'vitest'
import { hearCommand } from '../../src/core/hearing/commands.ts'
import { testMistakes, withEdits } from './broken.ts'

const co = 'knowledge/countries/co.yaml'
const india = 'knowledge/countries/in.yaml'
const glossary = 'knowledge/glossary.yaml'

describe('country files', () => {
  testMistakes([
    {
      title: 'a consent text that one language lacks',
      file: co,
      from: '    en: "ProColombia, which runs the Internationalization Factories programme (procolombia.co)"\n',
      to: '',
      on: 'controller:\n',
      problem: '"controller" of co has no text in en',
      mend: 'add "en:" with the same meaning',
    },
    {
      title: 'a consent text longer than a message',
      file: india,
      from: 'en: "Keep your answers, to give you your result and so that an adviser of the programme can follow up with you."',
      to: `en: "${'x'.repeat(901)}"`,
      on: 'en: "xxx',
      problem: '"answers" of in has 901 characters in en, 900 fit',
      mend: 'shorten it by 1',
    },
    {
      title: 'a time zone that does not exist',
      file: co,
      from: 'time_zone: America/Bogota',
      to: 'time_zone: America/Medellin',
      on: 'time_zone:',
      problem: 'there is no time zone America/Medellin',
      mend: 'use an IANA name such as America/Bogota',
    },
    {
      title: 'a date that does not exist',
      file: co,
      from: '  - 2027-12-25',
      to: '  - 2027-12-32',
      on: '2027-12-32',
      problem: 'number 36 of "holidays" is no date such as 2026-12-31',
      mend: 'write it the way its neighbours are written',
    },
    {
      title: 'holidays out of order',
      file: india,
      from: '  - 2027-03-26',
      to: '  - 2026-03-26',
      on: '2026-03-26',
      problem: 'the holiday 2026-03-26 stands out of order, or twice',
      mend: 'keep the dates in order',
    },
    {
      title: 'a language the bot does not speak',
      file: india,
      from: 'articles: [en, hi]',
      to: 'articles: [en, ta]',
      on: 'articles: [en, ta]',
      problem: 'the bot does not speak ta',
      mend: 'use one of es, en, hi',
    },
  ])
})

describe('a country that does not fit', () => {
  testMistakes([
    {
      title: 'hours that are none',
      file: india,
      from: 'quiet: { from: "20:00"',
      to: 'quiet: { from: "8 pm"',
      on: 'quiet:',
      problem: '"from" is no time such as "08:00"',
      mend: 'write it the way its neighbours are written',
    },
  ])
})

describe('the glossary', () => {
  testMistakes([
    {
      title: 'a term without words in a language',
      file: glossary,
      from: '      hi: ["RUT", "टैक्स रजिस्टर"]\n',
      to: '',
      on: 'words:\n      es: ["RUT"',
      problem: 'rut has no words in hi',
      mend: 'add "hi:" with what people say',
    },
    {
      title: 'a term of a country without a file',
      file: glossary,
      from: '  - id: lut\n    countries: [in]',
      to: '  - id: lut\n    countries: [np]',
      on: 'id: lut',
      problem: 'lut names the country np, which has no file',
      mend: 'use one of co, in',
    },
    {
      title: 'a term without its meaning',
      file: glossary,
      from: '      en: "The request made to DIAN before shipping."\n',
      to: '',
      on: 'meaning:\n      es: "La solicitud que',
      problem: '"meaning" of sae has no text in en',
      mend: 'add "en:" with the same meaning',
    },
  ])
})

describe('the consent', () => {
  const { content } = withEdits([]).loaded

  test('says no word that is not understood: what it tells people to write is heard as that command', () => {
    for (const { consent } of Object.values(content.countries)) {
      for (const text of Object.values(consent.rights)) {
        const words = [...text.matchAll(/[«"]([^»"]+)[»"]/g)].map(([, said]) => said ?? '')
        expect(words.map((said) => hearCommand(said, content.ears)?.command)).toEqual(['my_data', 'delete', 'withdraw'])
      }
    }
  })

  test('tells that a machine answers, and of sensitive questions apart', () => {
    expect(content.countries.co?.consent.more.es).toMatch(/un programa, no una persona/)
    expect(content.countries.in?.consent.more.en).toMatch(/with their own consent/)
  })
})
