import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from '@redis/client'
import type { TestRedis } from '../redis-server.ts'

/** Every key with its value, as text, of a whole server. */
export async function everything(redis: TestRedis): Promise<string> {
  const client = await createClient({ url: redis.url }).connect()
  const keys = await client.keys('*')
  const values = await Promise.all(
    keys.map(async (key) => {
      switch (await client.type(key)) {
        case 'string':
          return client.get(key)
        case 'hash':
          return client.hGetAll(key)
        case 'list':
          return client.lRange(key, 0, -1)
        case 'set':
          return client.sMembers(key)
        default:
          return client.zRangeWithScores(key, 0, -1)
      }
    }),
  )
  client.destroy()
  return keys.map((key, n) => `${key} ${JSON.stringify(values[n])}`).join('\n')
}

/** Everything the server wrote to disk. */
export async function disk(redis: TestRedis): Promise<string> {
  const files = await readdir(redis.folder, { recursive: true, withFileTypes: true })
  const contents = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'latin1'))
  return (await Promise.all(contents)).join('\n')
}

/** Runs one command of the server itself. */
export async function command(redis: TestRedis, ...words: string[]): Promise<string> {
  const client = await createClient({ url: redis.url }).connect()
  try {
    return await client.sendCommand<string>([...words])
  } finally {
    client.destroy()
  }
}
