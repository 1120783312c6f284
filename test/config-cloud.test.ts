import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../src/commands/root.ts'
import { readConfig } from '../src/config.ts'

const whole = {
  WHATSAPP_CLOUD_TOKEN: 'EAAGm0PX4ZCpsBO',
  WHATSAPP_CLOUD_PHONE_ID: '106540352242922',
  WHATSAPP_CLOUD_APP_SECRET: '0123456789abcdef0123456789abcdef',
  WHATSAPP_CLOUD_VERIFY_TOKEN: 'a-word-of-ours',
}

function problemsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    const lines = error instanceof Error ? error.message.split('\n').slice(1) : []
    return lines.map((line) => line.trim().split(':')[0] ?? '')
  }
}

describe('the settings of WhatsApp', () => {
  test('are none by default: the channel is not there', () => {
    const config = readConfig({})
    expect(config.WHATSAPP_CLOUD_TOKEN).toBeUndefined()
    expect(config.WHATSAPP_CLOUD_GRAPH_URL).toBe('https://graph.facebook.com/v25.0')
    expect(config.WHATSAPP_CLOUD_TEMPLATES).toEqual([])
  })

  test('are right together, and may come from files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'puerto-config-'))
    const { WHATSAPP_CLOUD_TOKEN: token, WHATSAPP_CLOUD_APP_SECRET: secret, ...others } = whole
    for (const [name, value] of Object.entries({ token, secret })) writeFileSync(join(folder, name), `${value}\n`)
    const config = readConfig({
      ...others,
      WHATSAPP_CLOUD_TOKEN_FILE: join(folder, 'token'),
      WHATSAPP_CLOUD_APP_SECRET_FILE: join(folder, 'secret'),
      WHATSAPP_CLOUD_GRAPH_URL: 'http://localhost:9090/v25.0/',
      WHATSAPP_CLOUD_TEMPLATES: 'es_CO:news, en:news_2',
    })
    expect(config).toMatchObject({ ...whole, WHATSAPP_CLOUD_TEMPLATES: ['es_CO:news', 'en:news_2'] })
    expect(config.WHATSAPP_CLOUD_GRAPH_URL).toBe('http://localhost:9090/v25.0')
  })

  test.each([
    [
      'a token alone',
      { WHATSAPP_CLOUD_TOKEN: 'EAAx' },
      ['WHATSAPP_CLOUD_PHONE_ID', 'WHATSAPP_CLOUD_APP_SECRET', 'WHATSAPP_CLOUD_VERIFY_TOKEN'],
    ],
    ['a token in quotes', { ...whole, WHATSAPP_CLOUD_TOKEN: '"EAAx"' }, ['WHATSAPP_CLOUD_TOKEN']],
    ['the number for its id', { ...whole, WHATSAPP_CLOUD_PHONE_ID: '+57 300' }, ['WHATSAPP_CLOUD_PHONE_ID']],
    ['a secret cut short', { ...whole, WHATSAPP_CLOUD_APP_SECRET: '0123' }, ['WHATSAPP_CLOUD_APP_SECRET']],
    ['a server that is no address', { ...whole, WHATSAPP_CLOUD_GRAPH_URL: 'http://' }, ['WHATSAPP_CLOUD_GRAPH_URL']],
    ['templates without a language', { ...whole, WHATSAPP_CLOUD_TEMPLATES: 'news' }, ['WHATSAPP_CLOUD_TEMPLATES.0']],
    ['templates of nobody', { WHATSAPP_CLOUD_TEMPLATES: 'es:news' }, ['WHATSAPP_CLOUD_TEMPLATES']],
    [
      'all that is wrong, at once',
      { ...whole, WHATSAPP_CLOUD_VERIFY_TOKEN: 'a b', WHATSAPP_CLOUD_PHONE_ID: 'x', PORT: 'x' },
      ['PORT', 'WHATSAPP_CLOUD_PHONE_ID', 'WHATSAPP_CLOUD_VERIFY_TOKEN'],
    ],
  ])('%s is listed', (_what, environment, problems) => {
    expect(problemsOf(environment)).toEqual(problems)
  })
})

test('each is explained in the example and in the README', () => {
  for (const file of ['.env.example', 'README.md']) {
    const text = readFileSync(join(packageRoot, file), 'utf8')
    for (const name of [...Object.keys(whole), 'WHATSAPP_CLOUD_GRAPH_URL', 'WHATSAPP_CLOUD_TEMPLATES'])
      expect(text).toContain(name)
  }
})
