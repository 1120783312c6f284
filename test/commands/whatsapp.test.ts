import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { loaded, puerto, type Command } from './serving.ts'

let redis: TestRedis
let serve: Command | null = null

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

afterAll(async () => {
  await serve?.stop('SIGKILL')
  await redis.stop()
})

// That the same look finds them where it is on, the long test shows.
test(
  'with WHATSAPP off, nothing of its library and of what that brings along is loaded',
  { timeout: 60_000 },
  async () => {
    const watch = loaded()
    serve = puerto(['serve'], {
      ...{ REDIS_URL: redis.url, PUERTO_KEY: '07'.repeat(32), PORT: '0' },
      PUERTO_DATA: mkdtempSync(join(tmpdir(), 'puerto-data-')),
      ...watch.environment,
    })
    await serve.says(/Ctrl\+C closes/)
    expect(await serve.stop()).toBe(0)
    const files = watch.files()
    expect(files.some((file) => file.includes('/dist/commands/serve.js'))).toBe(true)
    expect(files.filter((file) => /baileys|libsignal|\/sharp\//.test(file))).toEqual([])
  },
)
