import { createClient } from '@redis/client'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { z } from 'zod'
import { embeddedRedis, type EmbeddedRedis } from '../../src/store/embedded.ts'
import { identityOf } from '../../src/store/process-registry.ts'
import { compileHolder, startHolder, type Holder } from './holder.ts'

/** A data folder of its own for each test; whatever takes hold of its Redis has let go when the test is over. */
export interface Place {
  readonly data: string
  /** What this process was told of its holds. */
  readonly said: readonly string[]
  hold(dataDir?: string): Promise<EmbeddedRedis>
  /** In another process. */
  holdElsewhere(): Promise<Holder>
  /** The file that notes which server runs. */
  noteFile(): string
  serverPid(): number
}

export function placeForEachTest(): Place {
  let programs = ''
  let program = ''
  let data = ''
  let said: string[] = []
  let inHand: (EmbeddedRedis | Holder)[] = []
  const noteFile = () => join(data, 'redis', 'server')

  beforeAll(() => {
    programs = mkdtempSync(join(tmpdir(), 'puerto-holder-'))
    program = compileHolder(programs)
  })
  afterAll(() => rmSync(programs, { recursive: true, force: true }))

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

  return {
    get data() {
      return data
    },
    get said() {
      return said
    },
    noteFile,
    serverPid: () => Number.parseInt(readFileSync(noteFile(), 'utf8')),
    async hold(dataDir = data) {
      const one = await embeddedRedis({ dataDir, say: (line) => said.push(line) })
      inHand.push(one)
      return one
    },
    async holdElsewhere() {
      const one = await startHolder(program, data)
      inHand.push(one)
      return one
    },
  }
}

/** One that has ended and that nobody has buried still has its number, but does not run. */
export function isRunning(pid: number): boolean {
  return identityOf(pid) !== null
}

/** One command over a connection of its own. */
export async function ask(socket: string, ...command: string[]): Promise<unknown> {
  const client = createClient({ socket: { path: socket, reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}

export async function configured(socket: string, name: string): Promise<string | undefined> {
  return z.record(z.string(), z.string()).parse(await ask(socket, 'CONFIG', 'GET', name))[name]
}

export async function redisPid(socket: string): Promise<number> {
  return Number(/process_id:(\d+)/.exec(String(await ask(socket, 'INFO', 'server')))?.[1])
}
