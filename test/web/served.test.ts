import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort, startServe } from './serve-process.ts'

describe('a server that is served', () => {
  test('is open within seconds, and closes in good order when it is told to', { timeout: 60_000 }, async () => {
    const data = await mkdtemp(join(tmpdir(), 'puerto-serve-'))
    const server = await startServe(data, await freePort())
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ ready: true })
    const stream = await fetch(`${server.url}/chat/stream`, { headers: { Cookie: `puerto=${'a'.repeat(32)}` } })
    const { ms, code } = await server.stop()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(10_000)
    await stream.body?.cancel().catch(() => undefined)
    await rm(data, { recursive: true, force: true })
  })

  test('says which port is taken, and ends', { timeout: 60_000 }, async () => {
    const data = await mkdtemp(join(tmpdir(), 'puerto-serve-'))
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const address = taken.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    await expect(startServe(data, port)).rejects.toThrow(`Port ${port} is taken`)
    taken.close()
    await rm(data, { recursive: true, force: true })
  })
})
