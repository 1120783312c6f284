import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { countLiving, isAlive } from './process-registry.ts'
import { findRedis, namedRedis, usualCommands, type RedisBinary } from './redis-binary.ts'
import { writeRedisConfig } from './redis-config.ts'
import { dismiss, lastWords, logSize, spawnRedis, stopRedis, untilReady, type RedisProcess } from './redis-process.ts'
import { StoreUnavailable } from './store.ts'

/** `binary`, an absolute path, is used untried; without it one is looked for, and where it can be fetched, fetched into `cacheDir`. */
export interface EmbeddedOptions {
  readonly dataDir: string
  readonly binary?: string
  readonly cacheDir?: string
  readonly say?: (line: string) => void
}

/** Where the server of a data folder and all that concerns it lives. */
export interface Home {
  /** The real path of the folder `redis` in the data folder. */
  readonly path: string
  /** The registry of the processes that use the server. */
  readonly processes: string
  readonly say: (line: string) => void
  binary(): Promise<RedisBinary>
}

/** Makes `folder` the home of a server; it may be one already. */
export async function makeHome(
  folder: string,
  { binary, cacheDir, say = () => undefined }: EmbeddedOptions,
): Promise<Home> {
  await mkdir(join(folder, 'processes'), { recursive: true, mode: 0o700 })
  // One folder by several names is one home.
  const path = await realpath(folder)
  return {
    path,
    processes: join(path, 'processes'),
    say,
    binary: async () =>
      binary === undefined
        ? findRedis({ commands: usualCommands, cacheDir: cacheDir ?? ownCache, say })
        : namedRedis(binary),
  }
}

/** The server of this home, running and ready; to be called under its lock. `takenOver`: from one who died at work. */
export async function ensureRedis(home: Home, takenOver: boolean): Promise<RedisProcess> {
  const noted = readNote(home)
  if (noted !== null && isAlive(noted.identity)) {
    if (await untilReady(noted, home.say)) return noted
    await stopRedis(noted)
  }
  // Those who use the server go on looking where it was.
  const inUse = noted !== null && (await countLiving(home.processes)) > 0
  const socket = inUse ? noted.socket : socketFor(home)
  makePrivate(dirname(socket))
  // One who died at the very start may have left a server that is not noted: let it show itself, and send it away.
  if (takenOver) await pause(500)
  await dismiss(socket)
  return startRedis(home, socket)
}

/** Stops the server of this home and clears away what tells of it; to be called under its lock. */
export async function endRedis(home: Home): Promise<void> {
  const noted = readNote(home)
  if (noted !== null) await stopAndForget(home, noted)
}

async function startRedis(home: Home, socket: string): Promise<RedisProcess> {
  const binary = await home.binary()
  await writeRedisConfig(home.path, socket)
  const size = logSize(home.path)
  const redis = spawnRedis(binary, home.path, socket)
  try {
    writeFileSync(noteFile(home), `${redis.identity}\n${socket}\n`)
    if (await untilReady(redis, home.say)) return redis
    throw new StoreUnavailable(lastWords(home.path, redis, size))
  } catch (error) {
    await stopAndForget(home, redis)
    throw error
  }
}

async function stopAndForget(home: Home, redis: RedisProcess): Promise<void> {
  await stopRedis(redis)
  await rm(redis.socket, { force: true })
  await rm(noteFile(home), { force: true })
}

const ownCache = fileURLToPath(new URL('../../node_modules/.cache/puerto/redis', import.meta.url))

/** Which server was started here last, and where it listens. */
function noteFile(home: Home): string {
  return join(home.path, 'server')
}

function readNote(home: Home): RedisProcess | null {
  try {
    const [identity = '', socket = ''] = readFileSync(noteFile(home), 'utf8').split('\n')
    return socket === '' ? null : { identity, socket }
  } catch {
    return null
  }
}

/** In the temporary folder, since the path of a socket may not be longer than about a hundred bytes. */
function socketFor(home: Home): string {
  const name = `puerto-${process.getuid?.() ?? 0}/${createHash('sha256').update(home.path).digest('hex').slice(0, 16)}.sock`
  const path = join(tmpdir(), name)
  return Buffer.byteLength(path) < 100 ? path : join('/tmp', name)
}

/** The temporary folder belongs to everybody: somebody else may have been there first. */
function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0) return
  throw new StoreUnavailable(`${folder} must be a folder of this user alone: remove it and start again.`)
}
