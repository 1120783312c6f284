import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { randomBytes } from 'node:crypto'
import type { Meaning } from '../asks/library/vectors.ts'
import type { Model } from '../asks/model/model.ts'
import type { Config } from '../config.ts'
import { loadContent } from '../content/load.ts'
import type { Prompts } from '../content/prompts.ts'
import type { Content } from '../core/content.ts'
import { embeddedRedis } from '../store/embedded.ts'
import { mediaFolder, type MediaFolder } from '../store/media.ts'
import { redisStore } from '../store/redis.ts'
import { sealWith } from '../store/seal.ts'
import type { Store } from '../store/store.ts'
import { meaningOf, modelOf } from './model.ts'
import { patiently } from './patiently.ts'

/** What every command that talks to people or to the store stands on. */
export interface House {
  readonly content: Content
  /** Null without a key for one. */
  readonly model: Model | null
  /** Null where no model makes vectors. */
  readonly meaning: Meaning | null
  readonly store: Store
  readonly media: MediaFolder
  /** The absolute data folder. */
  readonly data: string
  /** Lets go of the store; the last to leave stops an embedded server. */
  leave(): Promise<void>
}

/** Opens content and store. Fails with sentences a person can act on. */
export async function openHouse(config: Config, root: string, say: (line: string) => void): Promise<House> {
  const { content, prompts } = readContent(config, root)
  const data = resolve(config.PUERTO_DATA)
  makeFolder(data)
  const media = mediaFolder(join(data, 'media'))
  const seal = sealWith(keyOf(config, data, say))
  const owner = `${hostname()}:${process.pid}`
  const closing = new AbortController()
  if (config.REDIS_URL !== undefined) {
    const store = await redisStore({ url: config.REDIS_URL, owner, seal })
    const model = await modelOf(config, prompts, store)
    const meaning = meaningOf(config, store, closing.signal)
    const leave = () => {
      closing.abort()
      return store.close()
    }
    return { content, model, meaning, store, media, data, leave }
  }
  const server = await embeddedRedis({ dataDir: data, say })
  // A server that is lost at this very moment is started anew.
  const store = await patiently(async () => {
    const opened = await redisStore({ socket: server.socket, owner, seal })
    try {
      await opened.release(isDead)
      return opened
    } catch (error) {
      await opened.close()
      throw error
    }
  })
  return {
    content,
    model: await modelOf(config, prompts, store),
    meaning: meaningOf(config, store, closing.signal),
    store,
    media,
    data,
    async leave() {
      closing.abort()
      await store.close()
      await server.leave()
    },
  }
}

/** The content and what models are told, or an error that lists all that is wrong with them. */
export function readContent(config: Config, root: string): { content: Content; prompts: Prompts } {
  const { content, prompts, findings } = loadContent(root, {
    languages: config.PUERTO_LANGUAGES,
    homeCountry: config.PUERTO_COUNTRY,
  })
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length === 0 && prompts !== null) return { content, prompts }
  const lines = errors.map(({ file, line, problem, mend }) => `  ${file}:${line}  ${problem} — ${mend}`)
  throw new Error(['The content needs mending:', ...lines].join('\n'))
}

function makeFolder(path: string): void {
  try {
    makeWithParents(path)
    writeFileSync(join(path, '.writable'), '')
  } catch {
    throw new Error(`The data folder ${path} cannot be written to. Give PUERTO_DATA a folder of your own.`)
  }
}

/** Level by level: under /proc, Node's own recursive way never ends. */
function makeWithParents(path: string): void {
  if (existsSync(path)) return
  makeWithParents(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process may have made it at the same moment.
    if (!existsSync(path)) throw error
  }
}

/** The key that seals sensitive answers: given, or made once and kept beside the data. */
function keyOf(config: Config, data: string, say: (line: string) => void): Uint8Array {
  if (config.PUERTO_KEY !== undefined) return Buffer.from(config.PUERTO_KEY, 'hex')
  if (config.REDIS_URL !== undefined) {
    throw new Error(
      'PUERTO_KEY is missing. With a Redis of your own it must be given, so that sealed answers can be read again.',
    )
  }
  const path = join(data, 'key')
  try {
    return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  } catch {
    const key = randomBytes(32).toString('hex')
    writeFileSync(path, `${key}\n`, { mode: 0o600, flag: 'wx' })
    say(`A key was made in ${path}. Keep it safe: without it sealed answers cannot be read.`)
    return Buffer.from(key, 'hex')
  }
}

/** Whether the process named `<host>:<pid>` lived on this machine and lives no more. */
function isDead(owner: string): boolean {
  const [host, pid] = owner.split(':')
  if (host !== hostname() || pid === undefined) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
