import { expect, test } from 'vitest'
import { linkThroughKills } from './killed-linking.ts'

test(
  'two conversations that join are killed twice on the way, and end joined: nothing lost, nothing doubled',
  { timeout: 60_000 },
  async () => {
    const verdict = await linkThroughKills([
      { point: 'after redeeming', nth: 1 },
      { point: 'after forwarding', nth: 1 },
    ])
    expect(verdict).toEqual({ kills: 2, joined: true, lost: 0, doubled: 0 })
  },
)

test(
  'a process that forwards before it has kept is caught: it loses what was on its way',
  { timeout: 60_000 },
  async () => {
    const verdict = await linkThroughKills([{ point: 'after finishing a forward', nth: 1 }], true)
    expect(verdict.kills).toBe(1)
    expect(verdict.lost).toBeGreaterThan(0)
  },
)
