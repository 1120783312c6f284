import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { underLock } from './folder-lock.ts'
import { fetchRedis } from './redis-packages.ts'
import { StoreUnavailable } from './store.ts'

/** How to run a redis-server: an absolute path, and the environment it needs. */
export interface RedisBinary {
  readonly command: string
  readonly env: Record<string, string>
}

/** Where to look: for `commands`, on the PATH, then in `cacheDir`, which a missing one is fetched into. */
export interface RedisPlaces {
  readonly commands: readonly string[]
  readonly cacheDir: string
  readonly say: (line: string) => void
}

/** What a system that has Redis calls it. */
export const usualCommands = ['redis-server', 'valkey-server'] as const

/** Finds a Redis or Valkey that is new enough, or fetches one; fails with what to do on this system. */
export async function findRedis({ commands, cacheDir, say }: RedisPlaces): Promise<RedisBinary> {
  const found = (await Promise.all(commands.map(onPath))).flatMap((command) => command ?? [])
  const tooOld: string[] = []
  for (const binary of [...found.map(installed), unpacked(cacheDir)]) {
    const version = await versionOf(binary)
    if (version !== null && version >= oldest) return binary
    if (version !== null) tooOld.push(`${binary.command} is version ${version}`)
  }
  if (!canFetch()) throw new StoreUnavailable(advice(tooOld))
  const parent = dirname(cacheDir)
  try {
    await mkdir(parent, { recursive: true })
    return await underLock(parent, patienceMs, () => fetchOnce(cacheDir, say))
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StoreUnavailable(`Redis could not be fetched (${reason}). ${installCommand()} ${ownServer}`, {
      cause: error,
    })
  }
}

/** A binary that was named, taken at its word. */
export function namedRedis(command: string): RedisBinary {
  return installed(command)
}

/** The scripts declare their flags, which older servers do not understand. */
const oldest = 7

const patienceMs = 10 * 60_000

const ownServer = 'Or set REDIS_URL to a server of your own.'

/** The absolute path of a command, as the shell finds it; null when there is none. */
async function onPath(command: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', 'command -v "$1"', 'sh', command])
    return resolve(stdout.trim())
  } catch {
    return null
  }
}

function installed(command: string): RedisBinary {
  return { command, env: {} }
}

/** The one that `fetchRedis` unpacks: it brings libraries, which lie in folders named after the processor. */
function unpacked(cacheDir: string): RedisBinary {
  const libraries = ['usr/lib', 'lib'].flatMap((folder) => {
    const path = join(cacheDir, folder)
    return existsSync(path) ? [path, ...readdirSync(path).map((name) => join(path, name))] : []
  })
  return { command: join(cacheDir, 'usr/bin/redis-server'), env: { LD_LIBRARY_PATH: libraries.join(delimiter) } }
}

/** Unless another process has just done it. */
async function fetchOnce(cacheDir: string, say: (line: string) => void): Promise<RedisBinary> {
  const before = await versionOf(unpacked(cacheDir))
  if (before === null || before < oldest) await fetchRedis(cacheDir, say)
  const binary = unpacked(cacheDir)
  const version = await versionOf(binary)
  if (version === null) throw new StoreUnavailable(`The Redis fetched into ${cacheDir} does not run here. ${ownServer}`)
  if (version >= oldest) return binary
  throw new StoreUnavailable(
    `This system offers Redis ${version}, and Puerto needs ${oldest} or later: see https://redis.io/docs/install. ${ownServer}`,
  )
}

/** The major version, or null when there is nothing there that runs and says one. */
async function versionOf({ command, env }: RedisBinary): Promise<number | null> {
  if (!existsSync(command)) return null
  try {
    const { stdout } = await promisify(execFile)(command, ['--version'], { env, timeout: 10_000 })
    const found = /v=(\d+)\./.exec(stdout)
    return found === null ? null : Number(found[1])
  } catch {
    return null
  }
}

function canFetch(): boolean {
  return process.platform === 'linux' && existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-deb')
}

function advice(tooOld: readonly string[]): string {
  const missing =
    tooOld.length === 0
      ? 'Puerto needs a Redis to keep its data, and none is installed'
      : `Puerto needs Redis ${oldest} or later, and ${tooOld.join(', ')}`
  return `${missing}. ${installCommand()} ${ownServer}`
}

function installCommand(): string {
  if (process.platform === 'darwin') return 'Install it with: brew install redis.'
  if (process.platform === 'win32') return 'Run Puerto in WSL (https://learn.microsoft.com/windows/wsl).'
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const names = (/^ID=.*$/m.exec(release)?.[0] ?? '') + (/^ID_LIKE=.*$/m.exec(release)?.[0] ?? '')
  const [, command] = installers.find(([name]) => name.test(names)) ?? []
  return command === undefined ? 'Install redis or valkey with your package manager.' : `Install it with: ${command}.`
}

const installers: readonly (readonly [RegExp, string])[] = [
  [/alpine/, 'sudo apk add redis'],
  [/fedora|rhel|centos/, 'sudo dnf install valkey'],
  [/arch/, 'sudo pacman -S valkey'],
  [/suse/, 'sudo zypper install redis'],
  [/debian|ubuntu/, 'sudo apt-get install redis-server'],
]
