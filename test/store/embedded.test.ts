import { createClient } from '@redis/client'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { embeddedRedis, type EmbeddedRedis } from '../../src/store/embedded.ts'
import { identityOf } from '../../src/store/process-registry.ts'
import { compileHolder, startHolder, type Holder } from './holder.ts'

let shared: string
let program: string
let data: string
let said: string[]
let inHand: (EmbeddedRedis | Holder)[]

beforeAll(() => {
  shared = mkdtempSync(join(tmpdir(), 'puerto-holder-'))
  program = compileHolder(shared)
})

afterAll(() => rmSync(shared, { recursive: true, force: true }))

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'puerto-data-'))
  said = []
  inHand = []
})

afterEach(async () => {
  for (const one of inHand) await ('kill' in one ? one.kill() : one.leave())
  // Whoever was killed above left a server behind: take hold of it once more, as the last.
  if (existsSync(noteFile())) await (await embeddedRedis({ dataDir: data })).leave()
  rmSync(data, { recursive: true, force: true })
})

describe('the private Redis of a data folder', () => {
  test('is reached through a socket of this user alone, and through nothing else', async () => {
    const { socket } = await hold()
    expect(lstatSync(socket).mode & 0o777).toBe(0o700)
    expect(lstatSync(join(socket, '..')).mode & 0o777).toBe(0o700)
    expect(Buffer.byteLength(socket)).toBeLessThan(100)
    expect(await configured(socket, 'port')).toBe('0')
  })

  test('keeps what it acknowledged on the disk, and drops nothing when it is full', async () => {
    const { socket } = await hold()
    expect(await configured(socket, 'appendonly')).toBe('yes')
    expect(await configured(socket, 'appendfsync')).toBe('always')
    expect(await configured(socket, 'maxmemory-policy')).toBe('noeviction')
    expect(Number(await configured(socket, 'maxmemory'))).toBeGreaterThan(0)
    expect(await configured(socket, 'save')).toBe('3600 1')
    expect(readdirSync(join(data, 'redis'))).toContain('appendonlydir')
  })

  test('knows nothing of the secrets in our environment', async () => {
    vi.stubEnv('TELEGRAM_BOT_TOKEN', 'seeded-secret')
    await hold()
    vi.unstubAllEnvs()
    if (process.platform === 'linux') {
      expect(readFileSync(`/proc/${serverPid()}/environ`, 'latin1')).not.toContain('seeded-secret')
    }
  })

  test('stops when its only process leaves, and has its data when it is started again', async () => {
    const first = await hold()
    await ask(first.socket, 'SET', 'word', 'kept')
    const pid = serverPid()
    await first.leave()
    expect(isRunning(pid)).toBe(false)
    expect(existsSync(first.socket)).toBe(false)

    const second = await hold()
    expect(serverPid()).not.toBe(pid)
    expect(await ask(second.socket, 'GET', 'word')).toBe('kept')
  })

  test('is shared by the processes that use its folder, also by another name of it, until the last one leaves', async () => {
    const first = await holdElsewhere()
    const pid = serverPid()
    const otherName = `${data}-too`
    symlinkSync(data, otherName)
    const second = await hold(otherName)
    rmSync(otherName)
    expect(second.socket).toBe(first.socket)
    expect(serverPid()).toBe(pid)

    await first.leave()
    expect(await ask(second.socket, 'PING')).toBe('PONG')
    await second.leave()
    expect(isRunning(pid)).toBe(false)
  })

  test('is counted for each hold of one process, and leaving twice is leaving once', async () => {
    const first = await hold()
    const second = await hold()
    await Promise.all([first.leave(), first.leave()])
    expect(await ask(second.socket, 'PING')).toBe('PONG')
  })

  test('outlives a kill -9 of its starter and is adopted with all its data', async () => {
    const starter = await holdElsewhere()
    const pid = serverPid()
    await ask(starter.socket, 'SET', 'word', 'kept')
    await starter.kill()

    const heir = await hold()
    expect(serverPid()).toBe(pid)
    expect(await ask(heir.socket, 'GET', 'word')).toBe('kept')
    await heir.leave()
    expect(isRunning(pid)).toBe(false)
  })

  test('is one when five processes start at the same moment, and none when they leave at the same moment', async () => {
    const holders = await Promise.all(Array.from({ length: 5 }, holdElsewhere))
    const pids = await Promise.all(holders.map(({ socket }) => redisPid(socket)))
    expect(new Set(pids)).toEqual(new Set([serverPid()]))

    const pid = serverPid()
    await Promise.all(holders.map((holder) => holder.leave()))
    expect(isRunning(pid)).toBe(false)
    expect(readdirSync(join(data, 'redis', 'processes'))).toEqual([])
  })

  test('is there for those who come while others go', async () => {
    for (let round = 0; round < 10; round++) {
      const going = await hold()
      const [coming] = await Promise.all([hold(), going.leave()])
      expect(await ask(coming.socket, 'INCR', 'rounds')).toBe(round + 1)
      await coming.leave()
    }
  })

  test('starts over a socket that a dead server left', async () => {
    const { socket } = await hold()
    await inHand.pop()?.leave()
    await leaveStaleSocket(socket)
    expect(lstatSync(socket).isSocket()).toBe(true)
    expect(await ask((await hold()).socket, 'PING')).toBe('PONG')
  })

  test('starts under a lock, a note and a registry that dead processes left', async () => {
    const home = join(data, 'redis')
    mkdirSync(join(home, 'processes'), { recursive: true })
    symlinkSync(deadProcess, join(home, 'lock.7'))
    writeFileSync(join(home, 'processes', `${deadProcess}.00000000`), '')
    writeFileSync(join(home, 'server'), `${deadProcess}\n${join(data, 'gone.sock')}\n`)

    const { socket } = await hold()
    expect(await ask(socket, 'PING')).toBe('PONG')
    expect(readdirSync(join(home, 'processes'))).toHaveLength(1)
  })

  test('leaves a process alone that got the number of a dead server', async () => {
    mkdirSync(join(data, 'redis'), { recursive: true })
    writeFileSync(noteFile(), `${process.pid}-1-elsewhere\n${join(data, 'gone.sock')}\n`)
    expect(await ask((await hold()).socket, 'PING')).toBe('PONG')
  })

  test('comes back by itself after a kill -9, on the same socket, with everything it had acknowledged', async () => {
    const { socket } = await hold()
    const acknowledged: string[] = []
    for (let round = 0; round < 3; round++) {
      const pid = serverPid()
      await writeUntilRefused(socket, `round${round}:`, acknowledged, 20, () => process.kill(pid, 'SIGKILL'))
      await isBack(socket, pid)
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(60)
    expect(await ask(socket, 'EXISTS', ...acknowledged)).toBe(acknowledged.length)
    expect(said).toContain(`Redis stopped by itself: see ${data}/redis/redis.log. It was started anew.`)
  })

  test('is started anew by one of its holders when server and starter are killed together', async () => {
    const starter = await holdElsewhere()
    const others = await Promise.all([hold(), holdElsewhere()])
    await ask(starter.socket, 'SET', 'word', 'kept')
    const pid = serverPid()
    process.kill(pid, 'SIGKILL')
    await starter.kill()

    await isBack(starter.socket, pid)
    expect(await ask(starter.socket, 'GET', 'word')).toBe('kept')
    expect(new Set(await Promise.all(others.map(({ socket }) => redisPid(socket)))).size).toBe(1)
  })

  test('is started anew for a folder that was deleted under the old one', async () => {
    const abandoned = await holdElsewhere()
    const pid = serverPid()
    await ask(abandoned.socket, 'SET', 'word', 'old')
    await abandoned.kill()
    rmSync(join(data, 'redis'), { recursive: true })

    const { socket } = await hold()
    expect(isRunning(pid)).toBe(false)
    expect(await ask(socket, 'GET', 'word')).toBeNull()
  })

  test('is stopped by those who held it when its folder was deleted', async () => {
    const last = await hold()
    const pid = serverPid()
    rmSync(data, { recursive: true })
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
    writeFileSync(join(data, 'file'), '')
    await expect(embeddedRedis({ dataDir: join(data, 'file') })).rejects.toThrow(
      `${data}/file/redis is not a folder: name another one in PUERTO_DATA.`,
    )
  })

  test('when its data are damaged', async () => {
    const redis = await hold()
    await ask(redis.socket, 'SET', 'word', 'kept')
    await redis.leave()
    const folder = join(data, 'redis', 'appendonlydir')
    const journal = readdirSync(folder).find((name) => name.endsWith('.aof')) ?? ''
    writeFileSync(join(folder, journal), 'not a journal, by any means\r\n')
    await expect(embeddedRedis({ dataDir: data })).rejects.toThrow(
      'which is damaged: copy the folder, then repair it with redis-check-aof --fix.',
    )
  })

  test('when the binary does not run', async () => {
    await expect(embeddedRedis({ dataDir: data, binary: '/nowhere/redis-server' })).rejects.toThrow(
      'The Redis at /nowhere/redis-server could not be started: is it there, and may this user run it?',
    )
  })
})

/** The identity of a process that no longer lives: no process starts at the first tick of a boot that never was. */
const deadProcess = '999999-1-00000000'

async function hold(dataDir = data): Promise<EmbeddedRedis> {
  const one = await embeddedRedis({ dataDir, say: (line) => said.push(line) })
  inHand.push(one)
  return one
}

async function holdElsewhere(): Promise<Holder> {
  const one = await startHolder(program, data)
  inHand.push(one)
  return one
}

function noteFile(): string {
  return join(data, 'redis', 'server')
}

function serverPid(): number {
  return Number.parseInt(readFileSync(noteFile(), 'utf8'))
}

/** One that has ended and that nobody has buried still has its number. */
function isRunning(pid: number): boolean {
  return identityOf(pid) !== null
}

async function ask(socket: string, ...command: string[]): Promise<unknown> {
  const client = createClient({ socket: { path: socket, reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}

async function configured(socket: string, name: string): Promise<string | undefined> {
  return z.record(z.string(), z.string()).parse(await ask(socket, 'CONFIG', 'GET', name))[name]
}

async function redisPid(socket: string): Promise<number> {
  return Number(/process_id:(\d+)/.exec(String(await ask(socket, 'INFO', 'server')))?.[1])
}

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
