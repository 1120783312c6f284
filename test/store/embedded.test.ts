import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { ask, configured, isRunning, placeForEachTest, redisPid } from './embedded-place.ts'

const place = placeForEachTest()

describe('the private Redis of a data folder', () => {
  test('is reached through a socket of this user alone, and through nothing else', async () => {
    const { socket } = await place.hold()
    expect(lstatSync(socket).mode & 0o777).toBe(0o700)
    expect(lstatSync(join(socket, '..')).mode & 0o777).toBe(0o700)
    expect(Buffer.byteLength(socket)).toBeLessThan(100)
    expect(await configured(socket, 'port')).toBe('0')
  })

  test('keeps what it acknowledged on the disk, and drops nothing when it is full', async () => {
    const { socket } = await place.hold()
    expect(await configured(socket, 'appendonly')).toBe('yes')
    expect(await configured(socket, 'appendfsync')).toBe('always')
    expect(await configured(socket, 'maxmemory-policy')).toBe('noeviction')
    expect(Number(await configured(socket, 'maxmemory'))).toBeGreaterThan(0)
    expect(await configured(socket, 'save')).toBe('3600 1')
    expect(readdirSync(join(place.data, 'redis'))).toContain('appendonlydir')
  })

  test('knows nothing of the secrets in our environment', async () => {
    vi.stubEnv('TELEGRAM_BOT_TOKEN', 'seeded-secret')
    await place.hold()
    vi.unstubAllEnvs()
    if (process.platform === 'linux') {
      expect(readFileSync(`/proc/${place.serverPid()}/environ`, 'latin1')).not.toContain('seeded-secret')
    }
  })

  test('stops when its only process leaves, and has its place.data when it is started again', async () => {
    const first = await place.hold()
    await ask(first.socket, 'SET', 'word', 'kept')
    const pid = place.serverPid()
    await first.leave()
    expect(isRunning(pid)).toBe(false)
    expect(existsSync(first.socket)).toBe(false)

    const second = await place.hold()
    expect(place.serverPid()).not.toBe(pid)
    expect(await ask(second.socket, 'GET', 'word')).toBe('kept')
  })

  test('is shared by the processes that use its folder, also by another name of it, until the last one leaves', async () => {
    const first = await place.holdElsewhere()
    const pid = place.serverPid()
    const otherName = `${place.data}-too`
    symlinkSync(place.data, otherName)
    const second = await place.hold(otherName)
    rmSync(otherName)
    expect(second.socket).toBe(first.socket)
    expect(place.serverPid()).toBe(pid)

    await first.leave()
    expect(await ask(second.socket, 'PING')).toBe('PONG')
    await second.leave()
    expect(isRunning(pid)).toBe(false)
  })

  test('is counted for each hold of one process, and leaving twice is leaving once', async () => {
    const first = await place.hold()
    const second = await place.hold()
    await Promise.all([first.leave(), first.leave()])
    expect(await ask(second.socket, 'PING')).toBe('PONG')
  })

  test('outlives a kill -9 of its starter and is adopted with all its data', async () => {
    const starter = await place.holdElsewhere()
    const pid = place.serverPid()
    await ask(starter.socket, 'SET', 'word', 'kept')
    await starter.kill()

    const heir = await place.hold()
    expect(place.serverPid()).toBe(pid)
    expect(await ask(heir.socket, 'GET', 'word')).toBe('kept')
    await heir.leave()
    expect(isRunning(pid)).toBe(false)
  })

  test('is one when five processes start at the same moment, and none when they leave at the same moment', async () => {
    const holders = await Promise.all(Array.from({ length: 5 }, () => place.holdElsewhere()))
    const pids = await Promise.all(holders.map(({ socket }) => redisPid(socket)))
    expect(new Set(pids)).toEqual(new Set([place.serverPid()]))

    const pid = place.serverPid()
    await Promise.all(holders.map((holder) => holder.leave()))
    expect(isRunning(pid)).toBe(false)
    expect(readdirSync(join(place.data, 'redis', 'processes'))).toEqual([])
  })

  test('is there for those who come while others go', async () => {
    for (let round = 0; round < 10; round++) {
      const going = await place.hold()
      const [coming] = await Promise.all([place.hold(), going.leave()])
      expect(await ask(coming.socket, 'INCR', 'rounds')).toBe(round + 1)
      await coming.leave()
    }
  })
})
