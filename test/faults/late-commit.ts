import { setTimeout as later } from 'node:timers/promises'
import { redisStore } from '../../src/store/redis.ts'
import type { Committed, Store, Work } from '../../src/store/store.ts'
import { turn } from '../../src/core/turn.ts'
import { content } from '../content.ts'
import { startRedis } from '../redis-server.ts'
import { broken, type Mistake } from './broken-store.ts'
import { lineOf, opening } from './lines.ts'
import { judge, type Verdict } from './oracle.ts'

const person = 'test:ana'

/**
 * A process holds a message for longer than its lease, another one handles it meanwhile, and then the first one commits:
 * when nothing waits any more, or when the next message has become the head.
 */
export async function commitLate(
  when: 'nothing waits' | 'another waits',
  mistake?: Mistake,
): Promise<Verdict & { late: Committed['status'] }> {
  const redis = await startRedis()
  const open = async (leaseMs: number, owner: string) => {
    const store = await redisStore({ socket: redis.socket, times: { leaseMs }, owner })
    return mistake === undefined ? store : broken(store, mistake, redis.socket)
  }
  const slow = await open(1, 'test:slow')
  const quick = await open(60_000, 'test:quick')
  const said: string[] = []
  try {
    for (; said.length < opening.length;) await commit(quick, await heard(quick))
    const held = await heard(slow)
    await commit(quick, await claimed(quick))
    if (when === 'another waits') await write(quick)
    const late = await commit(slow, held)
    if (when === 'another waits') await settle(quick)
    await commit(quick, await heard(quick))
    return { ...(await judge(quick, person, said, [])), late: late.status }
  } finally {
    await slow.close()
    await quick.close()
    await redis.stop()
  }

  async function write(store: Store): Promise<void> {
    const text = lineOf(said.length)
    await store.append({
      id: String(said.length),
      from: person,
      body: { kind: 'text', text },
      hints: { language: 'es', country: 'co' },
    })
    said.push(text)
  }

  async function heard(store: Store): Promise<Work> {
    await write(store)
    return claimed(store)
  }

  /** What still waits is handled, if the late commit has left it there. */
  async function settle(store: Store): Promise<void> {
    const [work] = await store.claim(1)
    if (work !== undefined) await commit(store, work)
  }
}

async function claimed(store: Store): Promise<Work> {
  for (;;) {
    const [work] = await store.claim(1)
    if (work !== undefined) return work
    await later(2)
  }
}

/** As a worker would, but that the replies stay where they are. */
function commit(store: Store, work: Work): Promise<Committed> {
  return store.commit(work, turn(work.state, work.event, content), [])
}
