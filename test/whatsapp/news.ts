/** Lets a test wait for something without asking again and again. */
export interface News {
  /** Something happened that somebody may wait for. */
  readonly happened: () => void
  /** Resolves with what `look` finds, asked again after each thing that happens. */
  readonly until: <T>(look: () => T | null | undefined | false, what?: string) => Promise<T>
}

/** The longest wait; whoever waits longer is told for what. */
const PATIENCE_MS = 45_000

export function news(): News {
  const watchers = new Set<() => void>()
  return {
    happened: () => [...watchers].forEach((look) => look()),
    until: (look, what = look.toString()) =>
      new Promise((resolve, reject) => {
        const again = () => {
          const found = look()
          if (found === null || found === undefined || found === false) return
          end()
          resolve(found)
        }
        const timer = setTimeout(() => {
          end()
          reject(new Error(`waited ${PATIENCE_MS} ms for ${what}`))
        }, PATIENCE_MS)
        const end = () => {
          clearTimeout(timer)
          watchers.delete(again)
        }
        watchers.add(again)
        again()
      }),
  }
}
