import { expect, test } from 'vitest'
import { workThroughKills } from './killed-worker.ts'
import { commitLate } from './late-commit.ts'

test('a store that pops at claim is caught: it loses what a killed worker held', { timeout: 60_000 }, async () => {
  const { lost, kills } = await workThroughKills([{ point: 'before commit', nth: 20 }], 'pops at claim')
  expect(kills).toBe(1)
  expect(lost).toBeGreaterThan(0)
})

test('a store that commits without looking is caught: a late commit doubles what another has done', async () => {
  const { doubled, late } = await commitLate('nothing waits', 'commits without looking')
  expect(late).toBe('committed')
  expect(doubled).toBeGreaterThan(0)
})

test('a store that commits without looking is caught: a late commit removes the message after its own', async () => {
  const { lost, late } = await commitLate('another waits', 'commits without looking')
  expect(late).toBe('committed')
  expect(lost).toBeGreaterThan(0)
})
