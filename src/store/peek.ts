import type { Connection } from './connection.ts'
import { partitions } from './keys.ts'
import { asScored, asTexts } from './reply.ts'

/** For every partition whether the first member of one of its queues has come to its time. One round trip. */
export async function peek(redis: Connection, queues: (partition: number) => readonly string[]): Promise<boolean[]> {
  const [time, ...firsts] = await Promise.all([
    redis.run('TIME'),
    ...partitions.map((partition) =>
      Promise.all(queues(partition).map((queue) => redis.run('ZRANGE', queue, '0', '0', 'WITHSCORES'))),
    ),
  ])
  const [seconds, micros] = asTexts(time).map(Number)
  const now = (seconds ?? 0) * 1000 + (micros ?? 0) / 1000
  return firsts.map((queued) => queued.flatMap(asScored).some(({ score }) => score <= now))
}
