import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../src/commands/root.ts'
import { readConfig } from '../src/config.ts'

const token = '123456789:AAE4x_-qwertyuiopasdfghjklzxcvbnmQW'

function problemsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    return error instanceof Error
      ? error.message
          .split('\n')
          .slice(1)
          .map((line) => line.trim().split(':')[0] ?? '')
      : []
  }
}

describe('the settings of Telegram', () => {
  test('are none by default: the channel is not there', () => {
    const { TELEGRAM_BOT_TOKEN, TELEGRAM_WEBHOOK_SECRET, TELEGRAM_API_ROOT } = readConfig({})
    expect([TELEGRAM_BOT_TOKEN, TELEGRAM_WEBHOOK_SECRET]).toEqual([undefined, undefined])
    expect(TELEGRAM_API_ROOT).toBe('https://api.telegram.org')
  })

  test('may come from files, and lose the slash at the end', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'puerto-config-')), 'token')
    writeFileSync(file, `${token}\n`)
    const config = readConfig({ TELEGRAM_BOT_TOKEN_FILE: file, TELEGRAM_API_ROOT: 'http://localhost:8081/' })
    expect([config.TELEGRAM_BOT_TOKEN, config.TELEGRAM_API_ROOT]).toEqual([token, 'http://localhost:8081'])
  })

  test.each([
    ['a token cut short', { TELEGRAM_BOT_TOKEN: '123456789:AAE4' }, ['TELEGRAM_BOT_TOKEN']],
    ['a token in quotes', { TELEGRAM_BOT_TOKEN: `"${token}"`, TELEGRAM_API_ROOT: 'http://x' }, ['TELEGRAM_BOT_TOKEN']],
    ['a server that is no address', { TELEGRAM_API_ROOT: 'localhost' }, ['TELEGRAM_API_ROOT']],
    [
      'a secret with neither token nor address, and a space in it',
      { TELEGRAM_WEBHOOK_SECRET: 'a b' },
      ['TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_WEBHOOK_SECRET'],
    ],
    [
      'an address Telegram would not post to',
      { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_SECRET: 'x', PUBLIC_URL: 'http://puerto.example.org' },
      ['PUBLIC_URL'],
    ],
    [
      'a token cut short and a port that is none, both at once',
      { TELEGRAM_BOT_TOKEN: '1:x', PORT: 'x' },
      ['TELEGRAM_BOT_TOKEN', 'PORT'],
    ],
  ])('%s is listed', (_what, environment, problems) => {
    expect(problemsOf(environment)).toEqual(problems)
  })

  test('are right together', () => {
    const environment = {
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_WEBHOOK_SECRET: 'a_b-1',
      PUBLIC_URL: 'https://p.example.org/',
    }
    expect(problemsOf(environment)).toEqual([])
  })
})

test('each is explained in the example and in the README', () => {
  for (const file of ['.env.example', 'README.md']) {
    const text = readFileSync(join(packageRoot, file), 'utf8')
    for (const name of ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_API_ROOT', 'TELEGRAM_WEBHOOK_SECRET'])
      expect(text).toContain(name)
  }
})
