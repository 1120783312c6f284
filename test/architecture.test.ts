import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../src/commands/root.ts'

const src = join(packageRoot, 'src')

/** Which rooms a room may import, besides itself. `main.ts` and `commands` may import everything. */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  content: ['core'],
  channels: ['core'],
  store: ['core'],
  asks: ['core'],
  worker: ['core', 'store', 'channels', 'asks'],
  web: ['core', 'store'],
}

/** Of these rooms the worker sees the contract alone. */
const contracts: Record<string, string> = { store: 'store.ts', channels: 'channel.ts', asks: 'run.ts' }

/** Libraries that appear in one place only: a room, or a part of it. */
const keptIn: Record<string, string> = {
  '@redis/client': 'store',
  zod: 'content or config.ts or web or asks/model or channels',
  openai: 'asks/model',
  '@langchain/core': 'asks/model',
  '@langchain/openai': 'asks/model',
  grammy: 'channels',
  hono: 'web',
  '@hono/node-server': 'web',
  'prom-client': 'web',
  commander: 'commands or main.ts',
  '@whiskeysockets/baileys': 'channels/whatsapp',
  qrcode: 'commands',
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => join(src, file))
const importsOf = new Map(files.map((file) => [file, specifiersIn(file)]))

describe('imports go one way', () => {
  test.each(Object.keys(mayImport))('%s imports only what it may', (room) => {
    const strays = inRoom(room).flatMap((file) =>
      localImports(file)
        .map(roomOf)
        .filter((other) => other !== room && !mayImport[room]?.includes(other))
        .map((other) => `${relative(src, file)} imports ${other}`),
    )
    expect(strays).toEqual([])
  })

  test('the worker knows contracts, not who fulfils them', () => {
    const strays = inRoom('worker')
      .flatMap(localImports)
      .filter(
        (file) =>
          contracts[roomOf(file)] !== undefined && contracts[roomOf(file)] !== relative(join(src, roomOf(file)), file),
      )
    expect(strays.map((file) => relative(src, file))).toEqual([])
  })

  test('no file imports itself by a detour', () => {
    const cycles = files.filter((file) => reachable(file).has(file)).map((file) => relative(src, file))
    expect(cycles).toEqual([])
  })

  test('each of these libraries is known to one place', () => {
    const strays = [...importsOf].flatMap(([file, imported]) =>
      imported
        .filter((name) => placesOf(name)?.some((place) => isIn(file, place)) === false)
        .map((name) => `${relative(src, file)} imports ${name}`),
    )
    expect(strays).toEqual([])
  })
})

describe('the core is pure', () => {
  test.each([
    ['no clock', /\bDate\.now\b|new Date\(\)|performance\./],
    ['no chance', /Math\.random|randomUUID|crypto\./],
    ['no waiting', /\bawait\b|\basync\b|\bPromise\b|setTimeout/],
    ['no talk', /\bconsole\.\w+\(|process\./],
  ])('%s', (_rule, forbidden) => {
    const strays = inRoom('core').filter((file) => forbidden.test(codeOf(file)))
    expect(strays.map((file) => relative(src, file))).toEqual([])
  })

  test('nothing from outside', () => {
    const strays = inRoom('core').flatMap((file) => (importsOf.get(file) ?? []).filter((name) => !name.startsWith('.')))
    expect(strays).toEqual([])
  })
})

describe('the house', () => {
  test('has the rooms of the design and no others', () => {
    const rooms = readdirSync(src).sort()
    expect(rooms).toEqual([
      'asks',
      'channels',
      'commands',
      'config.ts',
      'content',
      'core',
      'main.ts',
      'store',
      'web',
      'worker',
    ])
  })

  test('no file of code is longer than 300 lines', () => {
    const walls = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 300)
    expect(walls.map((file) => relative(src, file))).toEqual([])
  })

  test('the environment is read in one place', () => {
    const readers = files.filter((file) => codeOf(file).includes('process.env')).map((file) => relative(src, file))
    expect(readers).toEqual(['config.ts'])
  })
})

/** The places that may know a library, by its own name or that of a part of it. */
function placesOf(imported: string): string[] | undefined {
  const library = Object.keys(keptIn).find((name) => imported === name || imported.startsWith(`${name}/`))
  return library === undefined ? undefined : keptIn[library]?.split(' or ')
}

function isIn(file: string, place: string): boolean {
  const path = relative(src, file)
  return path === place || path.startsWith(`${place}/`)
}

function inRoom(room: string): string[] {
  return files.filter((file) => roomOf(file) === room)
}

function roomOf(file: string): string {
  return relative(src, file).split('/')[0] ?? ''
}

function localImports(file: string): string[] {
  return (importsOf.get(file) ?? []).filter((name) => name.startsWith('.')).map((name) => resolve(dirname(file), name))
}

function specifiersIn(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s+'([^']+)'/g)].map((match) => match[1] ?? '')
}

/** Everything a file's values depend on; types alone make no cycle. */
function reachable(file: string): Set<string> {
  const seen = new Set<string>()
  const queue = valueImports(file)
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    queue.push(...valueImports(next))
  }
  return seen
}

function valueImports(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const values = [...text.matchAll(/^import\s+(?!type\b)([^']*?)from\s+'(\.[^']+)'/gms)]
  return values
    .filter(([, names = '']) => !/^\{\s*(type\s+[^,}]+,?\s*)+\}\s*$/.test(names))
    .map(([, , name = '']) => resolve(dirname(file), name))
}

/** The text without its comments. */
function codeOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
}
