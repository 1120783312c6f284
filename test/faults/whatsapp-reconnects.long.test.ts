import { expect, test } from 'vitest'
import { heapAfter } from './whatsapp-reconnects.ts'

test('a line that is lost a thousand times holds on to nothing', async () => {
  const [early = 0, late = 0] = await heapAfter([100, 1_000])
  expect(early).toBeGreaterThan(0)
  expect(late - early).toBeLessThan(5_000_000)
})
