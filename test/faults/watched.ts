import type { Store } from '../../src/store/store.ts'

/** Ends this process as by `kill -9` when it passes a point for the nth time; without an order it goes on. */
export function endingAt<Point extends string>(
  endAt: { readonly point: Point; readonly nth: number } | null | undefined,
): (point: Point) => void {
  let passed = 0
  return (point) => {
    if (point === endAt?.point && ++passed === endAt.nth) process.kill(process.pid, 'SIGKILL')
  }
}

/** A store that tells where a turn stands. */
export function watchedTurns(
  store: Store,
  pass: (point: 'after claim' | 'before commit' | 'after commit') => void,
): Store {
  return {
    ...store,
    async claim(limit) {
      const works = await store.claim(limit)
      works.forEach(() => pass('after claim'))
      return works
    },
    async commit(work, result, channels) {
      pass('before commit')
      const committed = await store.commit(work, result, channels)
      pass('after commit')
      return committed
    },
  }
}
