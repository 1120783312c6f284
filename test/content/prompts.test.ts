import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/commands/root.ts'
import { loadContent } from '../../src/content/load.ts'
import { asked, testMistakes, withEdits } from './broken.ts'

const ground = 'prompts/model/ground.md'

test('there is a prompt for every task', () => {
  expect(Object.keys(loadContent(packageRoot, asked).prompts ?? {})).toEqual(['ground', 'choose'])
})

describe('prompts', () => {
  testMistakes([
    {
      title: 'a limit that is none',
      file: ground,
      from: 'temperature: 0',
      to: 'temperature: 3',
      on: 'temperature: 3',
      problem: '"temperature" is at most 2',
      mend: 'write it the way its neighbours are written',
    },
    {
      title: 'a field that lacks',
      file: 'prompts/model/choose.md',
      from: 'answer_tokens: 60\n',
      to: '',
      on: 'temperature',
      problem: '"answer_tokens" is missing',
      mend: 'add it here, as its neighbours have it',
    },
    {
      title: 'a task the model does not have',
      file: 'prompts/model/poem.md',
      from: '',
      to: 'x',
      on: 'x',
      problem: 'the model has no such task',
      mend: 'call it ground, choose, or take it out',
    },
  ])
})

test.each([
  ['without a head', 'Write.', 1, 'the prompt has no head'],
  ['without words', '---\ntemperature: 0\nanswer_tokens: 9\ndata_characters: 900\n---\n', 6, 'the prompt says nothing'],
  [
    'with other places to fill',
    '---\ntemperature: 0\nanswer_tokens: 9\ndata_characters: 900\n---\n{language} {name}',
    6,
    'the prompt has {language} {name}, and takes {language} {mark}',
  ],
  ['that is no YAML', '---\na: [\n---\nx', 2, expect.stringContaining('this is not YAML')],
])('a prompt %s is found, and no model is told anything', (_title, to, line, problem) => {
  const { loaded } = withEdits([{ file: ground, from: '', to }])
  expect(loaded.findings).toContainEqual(expect.objectContaining({ severity: 'error', file: ground, line, problem }))
  expect(loaded.prompts).toBeNull()
})
