import { existsSync } from 'node:fs'
import { createConnection } from 'node:net'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { endRedis, ensureRedis, makeHome, type EmbeddedOptions, type Home } from './embedded-server.ts'
import { underLock } from './folder-lock.ts'
import { countLiving, signIn, signOut } from './process-registry.ts'
import { diskFull, lastWords, logSize, notWritable, stopRedis, type RedisProcess } from './redis-process.ts'
import { StoreUnavailable } from './store.ts'

/** A hold on the private Redis of a data folder. */
export interface EmbeddedRedis {
  /** Path of the Unix socket it listens on; stays the same when the server is started anew. */
  readonly socket: string
  /** Lets go of it; resolves when, after the last of all its processes, the server has stopped. */
  leave(): Promise<void>
}

/**
 * Takes a hold on the private Redis of `dataDir`: the one that runs, or one started now. While it is held, a server
 * that dies is started anew. Fails with a sentence a person can act on.
 */
export async function embeddedRedis(options: EmbeddedOptions): Promise<EmbeddedRedis> {
  const folder = resolve(options.dataDir, 'redis')
  try {
    const home = await makeHome(folder, options)
    return await take(home)
  } catch (error) {
    throw told(error, folder)
  }
}

async function take(home: Home): Promise<EmbeddedRedis> {
  const { redis, entry } = await locked(home, async (takenOver) => ({
    redis: await ensureRedis(home, takenOver),
    entry: await signIn(home.processes),
  }))
  const stop = new AbortController()
  const watched = watch(home, redis, stop.signal)
  let left: Promise<void> | null = null
  return {
    socket: redis.socket,
    leave: () => (left ??= leave()),
  }

  async function leave(): Promise<void> {
    stop.abort()
    const last = await watched
    // Whoever deleted the folder left us the only ones who know of the server.
    if (!existsSync(home.path)) return stopRedis(last)
    await locked(home, async () => {
      await signOut(entry)
      if ((await countLiving(home.processes)) === 0) await endRedis(home)
    })
  }
}

/** Starts the server anew whenever it is lost, until told to stop; resolves to the server that was the last. */
async function watch(home: Home, redis: RedisProcess, stop: AbortSignal): Promise<RedisProcess> {
  let current = redis
  let logRead = logSize(home.path)
  let complaint = ''
  while (await isLost(current.socket, stop)) {
    try {
      const found = await locked(home, (takenOver) => ensureRedis(home, takenOver))
      if (found.identity !== current.identity)
        home.say(`${lastWords(home.path, current, logRead)} It was started anew.`)
      current = found
      logRead = logSize(home.path)
      complaint = ''
    } catch (error) {
      const { message } = told(error, home.path)
      if (message !== complaint) home.say(message)
      complaint = message
    }
    // One that dies at every write, on a full disk, is not to be started hundreds of times.
    await rest(500, stop)
  }
  return current
}

/** Resolves when a connection held for nothing else is closed: true by the server, or for want of one; false by `stop`. */
function isLost(socket: string, stop: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection({ path: socket })
    const end = () => connection.destroy()
    stop.addEventListener('abort', end)
    if (stop.aborted) end()
    connection.unref()
    connection.resume()
    connection.on('error', () => undefined)
    connection.on('close', () => {
      stop.removeEventListener('abort', end)
      resolve(!stop.aborted)
    })
  })
}

async function rest(ms: number, stop: AbortSignal): Promise<void> {
  await pause(ms, undefined, { ref: false, signal: stop }).catch(() => undefined)
}

function locked<T>(home: Home, work: (takenOver: boolean) => Promise<T>): Promise<T> {
  return underLock(home.path, patienceMs, work)
}

/** Longer than a server may take to read its data, or a slow line to bring one. */
const patienceMs = 12 * 60_000

/** The trouble of the file system in a sentence; anything else as it is. */
function told(error: unknown, folder: string): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StoreUnavailable(diskFull(folder), { cause: error })
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StoreUnavailable(notWritable(folder), { cause: error })
    case 'ENOTDIR':
    case 'EEXIST':
      return new StoreUnavailable(`${folder} is not a folder: name another one in PUERTO_DATA.`, { cause: error })
    default:
      return error instanceof Error ? error : new Error(String(error))
  }
}
