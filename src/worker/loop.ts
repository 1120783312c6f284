import { setImmediate } from 'node:timers/promises'

/** What the loops write to: facts, never a person's words. */
export interface Log {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** A running loop: `wake` when something may be ready, `stop` to let what is in hand end. */
export interface Loop {
  wake(): void
  stop(): Promise<void>
}

const HANDFUL = 16

/**
 * Claim, do, finish: as many at a time as there are places, again at once while there is work, else on a hint or the
 * slow poll that stands behind every hint. Trouble with the store is waited out; what was claimed comes back by itself.
 */
export function runLoop<Work>(options: {
  name: string
  claim: (free: number) => Promise<Work[]>
  work: (work: Work) => Promise<void>
  places: number
  pollMs: number
  log: Log
}): Loop {
  const { name, claim, work, places, pollMs, log } = options
  const inHand = new Set<Promise<void>>()
  let stopping = false
  let hinted = false
  let rouse: () => void = () => undefined

  async function rest(ms: number): Promise<void> {
    if (hinted) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  function start(one: Work): void {
    const running = work(one)
      .catch((error: unknown) =>
        log.error({ loop: name, error: String(error) }, 'work came to nothing and will be taken again'),
      )
      .finally(() => {
        inHand.delete(running)
        if (inHand.size === places - 1) rouse()
      })
    inHand.add(running)
  }

  /** A few at a time: what one handful writes travels, and the server works on it, while the next is thought about. */
  async function startAll(claimed: readonly Work[]): Promise<void> {
    for (const [n, one] of claimed.entries()) {
      start(one)
      if (n % HANDFUL === HANDFUL - 1) await setImmediate()
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      hinted = false
      const free = places - inHand.size
      if (free <= 0) {
        await rest(pollMs)
        continue
      }
      try {
        const claimed = await claim(free)
        await startAll(claimed)
        if (claimed.length === 0) await rest(pollMs)
      } catch (error) {
        log.warn({ loop: name, error: String(error) }, 'the store does not answer; waiting')
        await rest(pollMs)
      }
    }
    await Promise.all(inHand)
  }

  const running = run()
  return {
    wake() {
      hinted = true
      rouse()
    },
    async stop() {
      stopping = true
      rouse()
      await running
    },
  }
}
