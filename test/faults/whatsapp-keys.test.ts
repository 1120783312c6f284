import { expect, test } from 'vitest'
import { lifeOnWhatsApp, printedOf } from './whatsapp-keys.ts'

test('no key is printed or noted, whatever happens to the sessions', { timeout: 120_000 }, async () => {
  const life = await lifeOnWhatsApp(false)
  expect(life.keys.length).toBeGreaterThan(50)
  expect(printedOf(life)).toEqual([])
  expect(life.printed).toContain('The WhatsApp library has noted something.')
})
