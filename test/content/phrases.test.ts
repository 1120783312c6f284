import { describe, expect, test } from 'vitest'
import { testMistakes, withEdits } from './broken.ts'

const es = 'prompts/phrases/es.yaml'
const en = 'prompts/phrases/en.yaml'

describe('phrases', () => {
  testMistakes([
    {
      title: 'a missing phrase',
      file: es,
      from: '    only_answers: ',
      to: '    # only_answers: ',
      on: 'say:\n',
      problem: 'the phrase consent.only_answers is missing',
      mend: 'add it',
    },
    {
      title: 'a phrase the bot never says',
      file: es,
      from: '    read_more: ',
      to: '    read_on: ',
      on: '    read_on: ',
      problem: 'the bot never says consent.read_on',
      mend: 'correct the key, or take the phrase out',
    },
    {
      title: 'a place to fill that differs',
      file: es,
      from: 'responsible: "Responsable: {controller}."',
      to: 'responsible: "Responsable: {controlador}."',
      on: '    responsible: ',
      problem: 'the phrase consent.responsible has {controlador}, and takes {controller}',
      mend: 'use exactly these places',
    },
    {
      title: 'a command nobody can give',
      file: en,
      from: '    withdraw:',
      to: '    withdrow:',
      on: '    withdrow:',
      problem: 'there is no command withdrow',
      mend: 'correct its spelling, or take it out',
    },
    {
      title: 'a part of hearing that lacks',
      file: 'prompts/phrases/hi.yaml',
      from: '  fillers:',
      to: '  filers:',
      on: 'hear:',
      problem: '"fillers" is missing',
      mend: 'add it here, as its neighbours have it',
    },
  ])
})

test('a language without phrases is a finding, and the others are still read', () => {
  const { loaded } = withEdits([{ file: 'prompts/phrases/hi.yaml', from: '', to: 'language: [' }])
  expect(loaded.findings).toContainEqual(
    expect.objectContaining({ severity: 'error', file: 'prompts/phrases/hi.yaml', line: 1 }),
  )
  expect(Object.keys(loaded.content.voices)).toEqual(['es', 'en'])
})

test('a phrase that lacks does not keep the rest of its language from being read', () => {
  const { loaded } = withEdits([{ file: es, from: '    only_answers: ', to: '    # only_answers: ' }])
  expect(loaded.content.voices.es?.say['menu.start']).toBe('Ver qué tan listo estoy')
})
