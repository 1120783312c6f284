import type { Connection } from './connection.ts'
import type { Store } from './store.ts'

/** What a server must be set to so that what was acknowledged is never lost, and what it costs where it is not. */
const wanted = [
  {
    name: 'appendonly',
    value: 'yes',
    cost: 'whatever people wrote since the last snapshot is lost when the server stops',
  },
  { name: 'appendfsync', value: 'always', cost: 'up to a second of answers is lost in a power cut' },
  { name: 'maxmemory-policy', value: 'noeviction', cost: 'the server throws answers away when its memory is full' },
] as const

/** Looks how durable the server is; a sentence for each setting that is not as it should be. */
export function durability(redis: Connection): Store['durability'] {
  return async () => {
    const found = await Promise.all(wanted.map(async (one) => ({ ...one, is: await setting(redis, one.name) })))
    return found.flatMap(({ name, value, cost, is }) => {
      if (is === value) return []
      if (is === null) return [`Redis does not tell its ${name}; it should be ${value}, or else ${cost}.`]
      return [`Redis has ${name} ${is} where ${value} is needed: ${cost}.`]
    })
  }
}

/** Null where the server keeps its settings to itself, as many hosted ones do. */
async function setting(redis: Connection, name: string): Promise<string | null> {
  try {
    const reply = await redis.run('CONFIG', 'GET', name)
    const values: unknown[] = typeof reply === 'object' && reply !== null ? Object.values(reply) : []
    return values.map(String).find((value) => value !== name) ?? null
  } catch {
    return null
  }
}
