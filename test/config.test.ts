import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig, tokenLimits } from '../src/config.ts'
import { packageRoot } from '../src/commands/root.ts'

test('nothing has to be set, and then no model is reached', () => {
  const config = readConfig({})
  expect(config.OPENAI_API_KEY).toBeUndefined()
  expect(tokenLimits(config)).toEqual({ personDay: 25_000, day: 500_000, month: 15_000_000 })
})

test('a key may be a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'puerto-key-'))
  try {
    writeFileSync(join(folder, 'key'), 'sk-1\n')
    expect(readConfig({ OPENAI_API_KEY_FILE: join(folder, 'key') }).OPENAI_API_KEY).toBe('sk-1')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what is wrong is listed whole', () => {
  const wrong = {
    PORT: 'x',
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: 'localhost',
    MODEL_TOKENS_PER_DAY: '-1',
    LANGSMITH_TRACING: 'true',
  }
  expect(() => readConfig(wrong)).toThrow(
    [
      'These settings need mending:',
      '  LANGSMITH_TRACING: would show elsewhere what people ask; take it out',
      '  PORT: is a number',
      '  OPENAI_BASE_URL: is the address of an endpoint, such as https://api.openai.com/v1',
      '  MODEL_TOKENS_PER_DAY: is at least 0',
    ].join('\n'),
  )
})

test('every setting of the models is explained in the example and in the README', () => {
  const models = ['OPENAI_MODEL', 'OPENAI_EMBEDDING_MODEL', 'OPENAI_TRANSCRIPTION_MODEL', 'OPENAI_SPEECH_MODEL']
  const names = ['OPENAI_API_KEY', 'OPENAI_BASE_URL', ...models, 'MODEL_TOKENS_PER_DAY']
  for (const file of ['.env.example', 'README.md']) {
    const text = readFileSync(join(packageRoot, file), 'utf8')
    for (const name of names) expect(text).toContain(name)
  }
})
