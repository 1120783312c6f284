import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { embeddedRedis } from '../../src/store/embedded.ts'
import { findRedis, usualCommands } from '../../src/store/redis-binary.ts'

let folder: string
let cacheDir: string
const say = () => undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'puerto-binary-'))
  cacheDir = join(folder, 'cache', 'redis')
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe('the Redis that is used', () => {
  test('is the redis-server of the PATH before a valkey-server, and the first folder before the second', async () => {
    const first = folderWith({ 'valkey-server': 'Valkey server v=8.1.0 sha=0' })
    const second = folderWith({ 'redis-server': 'Redis server v=7.4.2 sha=0' })
    const third = folderWith({ 'redis-server': 'Redis server v=7.0.0 sha=0' })
    vi.stubEnv('PATH', [first, second, third].join(delimiter))
    const { command } = await findRedis({ commands: usualCommands, cacheDir, say })
    expect(command).toBe(join(second, 'redis-server'))
  })

  test('is a valkey-server where the redis-server is too old to understand the scripts', async () => {
    const path = folderWith({
      'redis-server': 'Redis server v=6.0.16 sha=0',
      'valkey-server': 'Valkey server v=8.1.0 sha=0',
    })
    vi.stubEnv('PATH', path)
    const { command } = await findRedis({ commands: usualCommands, cacheDir, say })
    expect(command).toBe(join(path, 'valkey-server'))
  })

  test('is the one fetched earlier where the PATH has none', async () => {
    const bin = join(cacheDir, 'usr', 'bin')
    mkdirSync(dirname(bin), { recursive: true })
    symlinkSync(folderWith({ 'redis-server': 'Redis server v=7.0.15 sha=0' }), bin)
    const { command } = await findRedis({ commands: [], cacheDir, say })
    expect(command).toBe(join(bin, 'redis-server'))
  })
})

describe.skipIf(!canPackage())(
  'where no Redis is installed and the system has apt (skipped without dpkg-deb and Redis)',
  () => {
    test('Redis and the libraries that are missing are fetched once, and it keeps data', async () => {
      offerPackages('7.0.15')
      const lines: string[] = []
      const places = { commands: [], cacheDir, say: (line: string) => lines.push(line) }
      const fetched = await findRedis(places)
      expect(fetched.command).toBe(join(cacheDir, 'usr/bin/redis-server'))
      expect(existsSync(join(cacheDir, 'usr/lib/puerto/libpuertomissing.so'))).toBe(true)
      expect(fetched.env.LD_LIBRARY_PATH?.split(delimiter)).toContain(join(cacheDir, 'usr/lib/puerto'))
      // What was downloaded to get there is gone.
      expect(besidesLock()).toEqual(['redis'])

      expect(await findRedis(places)).toEqual(fetched)
      expect(lines.filter((line) => line.startsWith('No Redis here yet'))).toHaveLength(1)

      vi.stubEnv('PATH', '/nowhere')
      const dataDir = join(folder, 'data')
      const redis = await embeddedRedis({ dataDir, cacheDir })
      expect(readFileSync(join(dataDir, 'redis/redis.log'), 'utf8')).toContain('Redis version=7')
      await redis.leave()
    })

    test('two who look at the same moment fetch it once, and both have it', async () => {
      offerPackages('7.0.15')
      const lines: string[] = []
      const places = { commands: [], cacheDir, say: (line: string) => lines.push(line) }
      const [first, second] = await Promise.all([findRedis(places), findRedis(places)])
      expect(first).toEqual(second)
      expect(lines.filter((line) => line.startsWith('No Redis here yet'))).toHaveLength(1)
      expect(besidesLock()).toEqual(['redis'])
    })

    test('one sentence says that it cannot be fetched, and nothing is left behind', async () => {
      configureApt('')
      await expect(findRedis({ commands: [], cacheDir, say })).rejects.toThrow(
        /^Redis could not be fetched \(.*redis-server\): is this machine online\? Install it with: sudo apt-get install redis-server\. Or set REDIS_URL to a server of your own\.$/,
      )
      expect(besidesLock()).toEqual([])
    })

    test('a cache that cannot be written to is named, with the way out', async () => {
      offerPackages('7.0.15')
      await expect(findRedis({ commands: [], cacheDir: '/sys/puerto/redis', say })).rejects.toThrow(
        /^Redis could not be fetched \(.*\/sys\/puerto'?\)\. Install it with: .*\. Or set REDIS_URL to a server of your own\.$/,
      )
    })

    test('a Redis that the system offers and that is too old is refused', async () => {
      offerPackages('6.0.16')
      await expect(findRedis({ commands: [], cacheDir, say })).rejects.toThrow(
        'This system offers Redis 6, and Puerto needs 7 or later',
      )
    })
  },
)

function besidesLock(): string[] {
  return readdirSync(dirname(cacheDir)).filter((name) => !name.startsWith('lock.'))
}

/** A folder of programs that only say their version. */
function folderWith(versions: Record<string, string>): string {
  const path = mkdtempSync(join(folder, 'bin-'))
  for (const [name, version] of Object.entries(versions)) program(join(path, name), `#!/bin/sh\necho '${version}'\n`)
  return path
}

function program(path: string, text: string): void {
  writeFileSync(path, text)
  chmodSync(path, 0o755)
}

function canPackage(): boolean {
  return ['/usr/bin/dpkg-deb', '/usr/bin/apt-get', '/usr/bin/redis-server'].every((path) => existsSync(path))
}

/**
 * Lets apt know one source only, with packages as Debian has them: redis-tools brings the program (an old one only says
 * its version), redis-server a link to it, and one of the libraries is not installed here.
 */
function offerPackages(version: string): void {
  const tools = join(folder, 'redis-tools')
  mkdirSync(join(tools, 'usr/bin'), { recursive: true })
  const real = join(tools, 'usr/bin/redis-check-rdb')
  if (version.startsWith('7')) cpSync(realpathSync('/usr/bin/redis-server'), real)
  else program(real, `#!/bin/sh\necho 'Redis server v=${version} sha=0'\n`)

  const server = join(folder, 'redis-server')
  mkdirSync(join(server, 'usr/bin'), { recursive: true })
  symlinkSync('redis-check-rdb', join(server, 'usr/bin/redis-server'))

  const library = join(folder, 'libpuertomissing')
  mkdirSync(join(library, 'usr/lib/puerto'), { recursive: true })
  writeFileSync(join(library, 'usr/lib/puerto/libpuertomissing.so'), '')

  const index = [
    pack(tools, `5:${version}`, 'Depends: libpuertomissing, libc6'),
    pack(server, `5:${version}`, 'Depends: redis-tools'),
    pack(library, '1', 'Depends: libc6'),
  ]
  writeFileSync(join(folder, 'Packages'), index.join('\n'))
  configureApt(`deb [trusted=yes] file:${folder} ./\n`)
}

/** Builds a package from a folder; gives its paragraph for the index. */
function pack(tree: string, version: string, depends: string): string {
  const name = tree.split('/').at(-1) ?? ''
  mkdirSync(join(tree, 'DEBIAN'))
  const control = `Package: ${name}\nVersion: ${version}\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: for a test\n${depends}\n`
  writeFileSync(join(tree, 'DEBIAN/control'), control)
  const file = `${name}.deb`
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Znone', tree, join(folder, file)], { stdio: 'pipe' })
  const bytes = readFileSync(join(folder, file))
  const digest = createHash('sha256').update(bytes).digest('hex')
  return `${control}Filename: ./${file}\nSize: ${bytes.length}\nSHA256: ${digest}\n`
}

/** apt sees the sources of this text only, and a system on which nothing of ours is installed. */
function configureApt(sources: string): void {
  writeFileSync(join(folder, 'sources.list'), sources)
  const status = readFileSync('/var/lib/dpkg/status', 'utf8').split('\n\n')
  const withoutRedis = status.filter((paragraph) => !/^(Package|Depends): .*redis/m.test(paragraph))
  writeFileSync(join(folder, 'status'), withoutRedis.join('\n\n'))
  writeFileSync(
    join(folder, 'apt.conf'),
    [
      `Dir::Etc::sourcelist "${folder}/sources.list";`,
      'Dir::Etc::sourceparts "/nowhere";',
      'Dir::Etc::preferences "/nowhere";',
      'Dir::Etc::preferencesparts "/nowhere";',
      `Dir::State::status "${folder}/status";`,
    ].join('\n'),
  )
  vi.stubEnv('APT_CONFIG', join(folder, 'apt.conf'))
}
