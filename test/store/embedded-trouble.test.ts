import { createClient } from '@redis/client'
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { embeddedRedis } from '../../src/store/embedded.ts'
import { ask, isRunning, placeForEachTest, redisPid } from './embedded-place.ts'

const place = placeForEachTest()

describe('the private Redis of a data folder', () => {
  test('starts over a socket that a dead server left', async () => {
    const before = await place.hold()
    await before.leave()
    await leaveStaleSocket(before.socket)
    expect(lstatSync(before.socket).isSocket()).toBe(true)
    expect(await ask((await place.hold()).socket, 'PING')).toBe('PONG')
  })

  test('starts under a lock, a note and a registry that dead processes left', async () => {
    const home = join(place.data, 'redis')
    mkdirSync(join(home, 'processes'), { recursive: true })
    symlinkSync(deadProcess, join(home, 'lock.7'))
    writeFileSync(join(home, 'processes', `${deadProcess}.00000000`), '')
    writeFileSync(join(home, 'server'), `${deadProcess}\n${join(place.data, 'gone.sock')}\n`)

    const { socket } = await place.hold()
    expect(await ask(socket, 'PING')).toBe('PONG')
    expect(readdirSync(join(home, 'processes'))).toHaveLength(1)
  })

  test('leaves a process alone that got the number of a dead server', async () => {
    mkdirSync(join(place.data, 'redis'), { recursive: true })
    writeFileSync(place.noteFile(), `${process.pid}-1-elsewhere\n${join(place.data, 'gone.sock')}\n`)
    expect(await ask((await place.hold()).socket, 'PING')).toBe('PONG')
  })

  test('comes back by itself after a kill -9, on the same socket, with everything it had acknowledged', async () => {
    const { socket } = await place.hold()
    const acknowledged: string[] = []
    for (let round = 0; round < 3; round++) {
      const pid = place.serverPid()
      await writeUntilRefused(socket, `round${round}:`, acknowledged, 20, () => process.kill(pid, 'SIGKILL'))
      await isBack(socket, pid)
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(60)
    expect(await ask(socket, 'EXISTS', ...acknowledged)).toBe(acknowledged.length)
    expect(place.said).toContain(`Redis stopped by itself: see ${place.data}/redis/redis.log. It was started anew.`)
  })

  test('is started anew by one of its holders when server and starter are killed together', async () => {
    const starter = await place.holdElsewhere()
    const others = await Promise.all([place.hold(), place.holdElsewhere()])
    await ask(starter.socket, 'SET', 'word', 'kept')
    const pid = place.serverPid()
    process.kill(pid, 'SIGKILL')
    await starter.kill()

    await isBack(starter.socket, pid)
    expect(await ask(starter.socket, 'GET', 'word')).toBe('kept')
    expect(new Set(await Promise.all(others.map(({ socket }) => redisPid(socket)))).size).toBe(1)
  })

  test('is started anew for a folder that was deleted under the old one', async () => {
    const abandoned = await place.holdElsewhere()
    const pid = place.serverPid()
    await ask(abandoned.socket, 'SET', 'word', 'old')
    await abandoned.kill()
    rmSync(join(place.data, 'redis'), { recursive: true })

    const { socket } = await place.hold()
    expect(isRunning(pid)).toBe(false)
    expect(await ask(socket, 'GET', 'word')).toBeNull()
  })

  test('is stopped by those who held it when its folder was deleted', async () => {
    const last = await place.hold()
    const pid = place.serverPid()
    rmSync(place.data, { recursive: true })
    await last.leave()
    expect(isRunning(pid)).toBe(false)
  })
})

describe('a Redis that cannot start says what to do', () => {
  test('when the data folder cannot be written to', async () => {
    // Not even root may make folders there.
    await expect(embeddedRedis({ dataDir: '/sys/puerto' })).rejects.toThrow(
      '/sys/puerto/redis cannot be written to: give this user the right to, or name another folder in PUERTO_DATA.',
    )
  })

  test('when the data folder is a file', async () => {
    writeFileSync(join(place.data, 'file'), '')
    await expect(embeddedRedis({ dataDir: join(place.data, 'file') })).rejects.toThrow(
      `${place.data}/file/redis is not a folder: name another one in PUERTO_DATA.`,
    )
  })

  test('when its data are damaged', async () => {
    const redis = await place.hold()
    await ask(redis.socket, 'SET', 'word', 'kept')
    await redis.leave()
    const folder = join(place.data, 'redis', 'appendonlydir')
    const journal = readdirSync(folder).find((name) => name.endsWith('.aof')) ?? ''
    writeFileSync(join(folder, journal), 'not a journal, by any means\r\n')
    await expect(embeddedRedis({ dataDir: place.data })).rejects.toThrow(
      'which is damaged: copy the folder, then repair it with redis-check-aof --fix.',
    )
  })

  test('when the binary does not run', async () => {
    await expect(embeddedRedis({ dataDir: place.data, binary: '/nowhere/redis-server' })).rejects.toThrow(
      'The Redis at /nowhere/redis-server could not be started: is it there, and may this user run it?',
    )
  })
})

/** The identity of a process that no longer lives: none starts at the first tick of a boot that never was. */
const deadProcess = '999999-1-00000000'

/** Resolves when another server than the one of before answers. */
async function isBack(socket: string, before: number): Promise<void> {
  const answers = async () => {
    expect(await ask(socket, 'PING')).toBe('PONG')
    expect(await redisPid(socket)).not.toBe(before)
  }
  await vi.waitFor(answers, { timeout: 10_000, interval: 20 })
}

/** Writes keys one after the other, notes those that were acknowledged, and kills after the first `killAfter` of them. */
async function writeUntilRefused(
  socket: string,
  prefix: string,
  acknowledged: string[],
  killAfter: number,
  kill: () => void,
): Promise<void> {
  const client = createClient({ socket: { path: socket, reconnectStrategy: false }, disableOfflineQueue: true })
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (let n = 0; ; n++) {
      const writing = client.set(`${prefix}${n}`, 'x')
      if (n === killAfter) kill()
      await writing
      acknowledged.push(`${prefix}${n}`)
    }
  } catch {
    client.destroy()
  }
}

/** A socket whose server was killed: bound, with nobody behind it. */
async function leaveStaleSocket(path: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(`${path}.new`, resolve))
  // Closing removes the socket by the name it was made with, and no longer by this one.
  renameSync(`${path}.new`, path)
  await new Promise((resolve) => server.close(resolve))
}
