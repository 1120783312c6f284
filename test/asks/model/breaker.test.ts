import { expect, test } from 'vitest'
import { breaker, type Shown } from '../../../src/asks/model/breaker.ts'

function opened() {
  let now = 0
  let calls = 0
  const { run } = breaker({ failures: 2, restMs: 100, now: () => now })
  return {
    at: (ms: number) => (now = ms),
    calls: () => calls,
    run: (shown: Shown) =>
      run(
        () => {
          calls += 1
          return Promise.resolve(shown)
        },
        (answer) => answer,
      ),
  }
}

test('failures count only in a row', async () => {
  const { run, calls } = opened()
  for (const shown of ['fails', 'works', 'fails', 'neither', 'works', 'fails'] as const) await run(shown)
  expect(calls()).toBe(6)
  expect(await run('fails')).toBe('fails')
  expect(await run('works')).toBeNull()
})

test('a trial that fails begins another rest, one that works ends it', async () => {
  const { run, at } = opened()
  for (const shown of ['fails', 'fails'] as const) await run(shown)
  at(100)
  expect(await run('fails')).toBe('fails')
  at(199)
  expect(await run('works')).toBeNull()
  at(200)
  expect(await run('works')).toBe('works')
  expect(await run('works')).toBe('works')
})

test('a trial that never reached the service leaves the next call to try', async () => {
  const { run, at } = opened()
  for (const shown of ['fails', 'fails'] as const) await run(shown)
  at(100)
  expect(await run('neither')).toBe('neither')
  expect(await run('works')).toBe('works')
})

test('a call that throws is a failure, and is thrown', async () => {
  const { run } = breaker({ failures: 1, restMs: 100, now: () => 0 })
  const broken = () => Promise.reject<Shown>(new Error('a bug'))
  await expect(run(broken, (answer) => answer)).rejects.toThrow('a bug')
  expect(await run(broken, (answer) => answer)).toBeNull()
})
