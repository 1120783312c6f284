import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { identityOf, isAlive, pidOf } from './process-registry.ts'
import type { RedisBinary } from './redis-binary.ts'
import { redisConfigFile } from './redis-config.ts'
import { StoreUnavailable } from './store.ts'

/** A redis-server that was started: which process, and where it listens. */
export interface RedisProcess {
  readonly identity: string
  readonly socket: string
}

/** Starts a server that outlives us, on the data and the configuration in `home`. It may still be reading its data. */
export function spawnRedis(binary: RedisBinary, home: string, socket: string): RedisProcess {
  const log = openSync(redisLog(home), 'a', 0o600)
  try {
    const child = spawn(binary.command, [redisConfigFile(home)], {
      cwd: home,
      // Nothing of our own environment: it holds secrets that the server has no use for.
      env: binary.env,
      // A group of its own: Ctrl-C in the terminal is meant for us, and we stop it in order.
      detached: true,
      stdio: ['ignore', log, log],
    })
    child.on('error', () => undefined)
    child.unref()
    if (child.pid === undefined) throw new StoreUnavailable(notStarted(binary))
    return { identity: identityOf(child.pid) ?? `${child.pid}-ended`, socket }
  } finally {
    closeSync(log)
  }
}

/** Resolves to whether the server takes commands, after it has read its data; false when it died or is deaf. */
export async function untilReady(redis: RedisProcess, say: (line: string) => void): Promise<boolean> {
  const begun = Date.now()
  let deafSince = begun
  let told = false
  while (isAlive(redis.identity)) {
    const reply = await call(redis.socket, 'PING')
    const loading = reply?.startsWith('-LOADING') === true
    if (loading) deafSince = Date.now()
    else if (reply !== null && reply !== '') return true
    if (Date.now() - deafSince > deafMs) return false
    if (Date.now() - begun > loadingMs) {
      throw new StoreUnavailable(
        `Redis is still reading its data after ${loadingMs / 60_000} minutes: try again later.`,
      )
    }
    if (!told && Date.now() - begun > 2000) {
      say('Redis is reading its data; this may take a while.')
      told = true
    }
    await pause(10)
  }
  return false
}

/** Stops a server in order and resolves when its process is gone. Nothing that it acknowledged is lost. */
export async function stopRedis({ identity, socket }: RedisProcess): Promise<void> {
  const asked = await call(socket, 'SHUTDOWN NOSAVE')
  if (asked !== null && (await gone(identity, 5000))) return
  signal(identity, 'SIGTERM')
  if (await gone(identity, 10_000)) return
  signal(identity, 'SIGKILL')
  await gone(identity, 5000)
}

/** Asks whoever listens at this socket to shut down, and resolves when nobody does. */
export async function dismiss(socket: string): Promise<void> {
  const until = Date.now() + deafMs
  while ((await call(socket, 'SHUTDOWN NOSAVE')) !== null && Date.now() < until) await pause(10)
}

/** Why a server stopped by itself, from its log after the first `size` bytes: a sentence a person can act on. */
export function lastWords(home: string, { identity }: RedisProcess, size: number): string {
  const log = readFileSync(redisLog(home)).subarray(size).toString().trim().split('\n')
  // The one that came after it may have begun to write there.
  const lines = log.filter((line) => line.startsWith(`${pidOf(identity)}:`) || !/^\d+:/.test(line))
  const words = lines.join('\n')
  if (/No space left|quota exceeded/i.test(words)) return diskFull(home)
  if (/AOF write error|Input\/output error/i.test(words))
    return `The disk that holds ${home} is full or failing: look after it.`
  if (/Permission denied|Read-only file system/i.test(words)) return notWritable(home)
  if (/Bad file format|Unrecoverable error|corrupt/i.test(words)) {
    return `Redis cannot read its data in ${home}, which is damaged: copy the folder, then repair it with redis-check-aof --fix.`
  }
  const last = (lines.at(-1) ?? '').replace(/^\d+:\S+ .*? [#*.-] /, '')
  return `Redis stopped by itself${last === '' ? '' : `, saying "${last}"`}: see ${redisLog(home)}.`
}

/** Bytes in the server's log, 0 before there is one. */
export function logSize(home: string): number {
  return statSync(redisLog(home), { throwIfNoEntry: false })?.size ?? 0
}

export function diskFull(folder: string): string {
  return `The disk that holds ${folder} is full: free some space on it.`
}

export function notWritable(folder: string): string {
  return `${folder} cannot be written to: give this user the right to, or name another folder in PUERTO_DATA.`
}

function notStarted({ command }: RedisBinary): string {
  return `The Redis at ${command} could not be started: is it there, and may this user run it?`
}

const deafMs = 10_000
const loadingMs = 10 * 60_000

function redisLog(home: string): string {
  return join(home, 'redis.log')
}

async function gone(identity: string, patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs
  while (isAlive(identity) && Date.now() < until) await pause(10)
  return !isAlive(identity)
}

function signal(identity: string, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (isAlive(identity)) process.kill(pidOf(identity), name)
  } catch {
    // It went by itself in between.
  }
}

/** The first line of the answer to one command; '' when none came, null when nobody listens. */
function call(socket: string, command: string): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let reply = ''
    const connection = createConnection(socket, () => connection.write(`${command}\r\n`))
    connection.setTimeout(1000, () => connection.destroy())
    connection.on('data', (bytes) => {
      reply += bytes.toString()
      if (reply.includes('\r\n')) connection.destroy()
    })
    connection.on('error', (error) => {
      if ('code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT')) resolve(null)
      else if ('code' in error && error.code === 'EACCES') reject(new StoreUnavailable(foreign(socket)))
    })
    connection.on('close', () => resolve(reply.split('\r\n')[0] ?? ''))
  })
}

function foreign(socket: string): string {
  return `The Redis of this data folder was started by another user (its socket is ${socket}): run Puerto as that user.`
}
