import { expect, test } from 'vitest'
import { workThroughKills } from './killed-worker.ts'
import { flawless } from './oracle.ts'
import { points } from './worker-process.ts'

test(
  'a worker killed at every fourth point of the way of a message loses nothing, doubles nothing and keeps the order',
  { timeout: 60_000 },
  async () => {
    // All of them, five times each: kill-worker.long.test.ts
    const some = points.filter((_, n) => n % 4 === 0)
    const verdict = await workThroughKills(some.map((point, n) => ({ point, nth: 5 + n })))
    expect(verdict).toMatchObject({ ...flawless, kills: some.length })
    // A reply that was under way when the worker ended may be seen twice: one of each of the four people.
    expect(verdict.repeated).toBeLessThanOrEqual(4 * verdict.kills)
  },
)
