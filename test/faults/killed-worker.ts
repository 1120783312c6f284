import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { redisStore } from '../../src/store/redis.ts'
import { startRedis } from '../redis-server.ts'
import type { Mistake } from './broken-store.ts'
import { lineOf } from './lines.ts'
import { judge, together, type Verdict } from './oracle.ts'
import type { Orders } from './worker-process.ts'

/** When a worker ends: at the nth passing of a named point, or so many milliseconds after it has begun. */
export type Kill = NonNullable<Orders['endAt']> | number

const people = ['test:ana', 'test:luz', 'test:rafa', 'test:sol']

/** Four people write ten lines for each worker; all workers but the last are killed. The verdict on all four. */
export async function workThroughKills(
  kills: readonly Kill[],
  mistake?: Mistake,
): Promise<Verdict & { kills: number }> {
  const redis = await startRedis()
  const log = join(redis.folder, 'channel.log')
  writeFileSync(log, '')
  try {
    let killed = 0
    for (const [n, kill] of [...kills, null].entries()) {
      const orders: Orders = {
        ...{ socket: redis.socket, owner: `test:${n}`, people, lines: 10 * (n + 1), log },
        ...(typeof kill === 'object' && kill !== null ? { endAt: kill } : {}),
        ...(mistake === undefined ? {} : { mistake }),
      }
      const ended = await runWorker(orders, typeof kill === 'number' ? kill : null)
      if (ended === 'killed') killed += 1
    }
    const store = await redisStore({ socket: redis.socket })
    const lines = readFileSync(log, 'utf8').split('\n')
    const of = (what: string, person: string) =>
      lines
        .filter((line) => line.startsWith(`${what} ${person} `))
        .map((line) => line.slice(what.length + person.length + 2))
    const verdicts = await Promise.all(
      people.map((person) =>
        judge(
          store,
          person,
          of('taken', person).map((n) => lineOf(Number(n))),
          of('said', person),
        ),
      ),
    )
    await store.close()
    return { ...together(verdicts), kills: killed }
  } finally {
    await redis.stop()
  }
}

async function runWorker(orders: Orders, killAfterMs: number | null): Promise<'killed' | 'done'> {
  const program = fileURLToPath(new URL('./worker-process.ts', import.meta.url))
  const child = fork(program, [JSON.stringify(orders)], { execArgv: ['--import', 'tsx'] })
  const ended = once(child, 'exit')
  if (killAfterMs !== null) {
    await Promise.race([once(child, 'message'), ended])
    await Promise.race([new Promise((resolve) => setTimeout(resolve, killAfterMs)), ended])
    child.kill('SIGKILL')
  }
  await ended
  if (child.signalCode === 'SIGKILL') return 'killed'
  if (child.exitCode !== 0) throw new Error(`the worker ended with ${child.exitCode}`)
  return 'done'
}
