import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../src/commands/root.ts'
import { readConfig } from '../src/config.ts'

test('WhatsApp by a linked phone is off unless it is switched on', () => {
  expect(readConfig({}).WHATSAPP).toBe('off')
  expect(readConfig({ WHATSAPP: 'on' }).WHATSAPP).toBe('on')
  expect(() => readConfig({ WHATSAPP: 'yes' })).toThrow('WHATSAPP: is on or off')
})

test('a number is taken as people write it', () => {
  expect(readConfig({ WHATSAPP_PAIR_NUMBER: '+57 (300) 111-2233' }).WHATSAPP_PAIR_NUMBER).toBe('573001112233')
  for (const WHATSAPP_PAIR_NUMBER of ['0300 1112233', '3001', 'mine'])
    expect(() => readConfig({ WHATSAPP_PAIR_NUMBER })).toThrow('WHATSAPP_PAIR_NUMBER: is a phone number')
})

test('another server and another version are looked at', () => {
  const whole = { WHATSAPP_WS_URL: 'ws://127.0.0.1:9000/ws/chat', WHATSAPP_VERSION: '2.3000.1043857760' }
  expect(readConfig(whole)).toMatchObject(whole)
  expect(() => readConfig({ WHATSAPP_WS_URL: 'http://127.0.0.1' })).toThrow('WHATSAPP_WS_URL: is the address')
  expect(() => readConfig({ WHATSAPP_VERSION: '2.3000' })).toThrow('WHATSAPP_VERSION: is three numbers')
})

test('each is explained in the example and in the README', () => {
  for (const file of ['.env.example', 'README.md']) {
    const text = readFileSync(join(packageRoot, file), 'utf8')
    for (const name of ['WHATSAPP', 'WHATSAPP_PAIR_NUMBER', 'WHATSAPP_WS_URL', 'WHATSAPP_VERSION'])
      expect(text, `${name} in ${file}`).toMatch(new RegExp(`\\b${name}\\b(?!_)`))
  }
})
