import { expect, test } from 'vitest'
import { lifeOnWhatsApp, printedOf } from './whatsapp-keys.ts'

test('a process that lets libsignal print is caught', { timeout: 120_000 }, async () => {
  expect(printedOf(await lifeOnWhatsApp(true)).length).toBeGreaterThan(0)
})
