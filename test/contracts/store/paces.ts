import { describe, expect, test } from 'vitest'
import { type Stores, until } from '../../store/made.ts'

/** What may be done only so often. */
export function storePaces(stores: Stores): void {
  describe('a pace', () => {
    const pace = { everyMs: 60_000, atOnce: 4, refusedMs: 60_000, mostRefusedMs: 600_000 }

    test('is one for all processes: so many at once, and then each in its time', async () => {
      const [here, there] = [await stores(), await stores()]
      const waits = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? here : there).paces.take('ana', pace)),
      )
      expect(waits.filter((ms) => ms === 0)).toHaveLength(4)
      for (const ms of waits.filter((one) => one > 0)) expect(60_000 - ms).toBeLessThan(10_000)
      expect(await here.paces.take('luis', pace)).toBe(0)
    })

    test('allows one more whenever its time has passed', async () => {
      const { paces } = await stores()
      const quick = { ...pace, everyMs: 40, atOnce: 1 }
      const began = Date.now()
      for (let n = 0; n < 3; n++)
        await until(
          () => paces.take('ana', quick),
          (ms) => ms === 0,
        )
      expect(Date.now() - began).toBeGreaterThanOrEqual(79)
    })

    test('that was refused rests, four times as long each time it is refused again soon', async () => {
      const { paces } = await stores()
      expect(await paces.refused('ana', pace)).toBe(60_000)
      expect(await paces.take('ana', pace)).toBeGreaterThan(0)
      expect(await paces.refused('ana', pace)).toBe(240_000)
      expect(await paces.refused('ana', pace)).toBe(600_000)
      await paces.refused('luis', { ...pace, refusedMs: 20 })
      await until(
        () => paces.take('luis', pace),
        (ms) => ms === 0,
      )
    })
  })
}
