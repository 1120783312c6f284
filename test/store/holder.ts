import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { z } from 'zod'

/** Another process that holds the Redis of a data folder. */
export interface Holder {
  readonly pid: number
  readonly socket: string
  /** Lets go in order; resolves when the process has ended. */
  leave(): Promise<void>
  /** kill -9; resolves when the process has ended. */
  kill(): Promise<void>
}

/** Compiles the store into `folder`, as other processes cannot run it from its source; resolves to what they run. */
export function compileHolder(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const source = fileURLToPath(new URL('../../src/store/', import.meta.url))
  for (const name of readdirSync(source).filter((file) => file.endsWith('.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(source, name), 'utf8'), { compilerOptions })
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), outputText)
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  const program = join(folder, 'holder.js')
  writeFileSync(program, holderProgram)
  return program
}

/** Starts a process that takes hold of the Redis of `dataDir`; resolves when it has, and rejects with what it said. */
export async function startHolder(program: string, dataDir: string): Promise<Holder> {
  const child = fork(program, [dataDir], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const ended = once(child, 'exit')
  const messages: unknown[] = await once(child, 'message')
  const { socket, error } = z.object({ socket: z.string(), error: z.string() }).partial().parse(messages[0])
  if (socket === undefined) throw new Error(error)
  return {
    pid: child.pid ?? 0,
    socket,
    async leave() {
      child.send('leave')
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const compilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
} satisfies ts.CompilerOptions

const holderProgram = `
import { embeddedRedis } from './embedded.js'
try {
  const redis = await embeddedRedis({ dataDir: process.argv[2] })
  process.on('message', async () => {
    await redis.leave()
    process.exit(0)
  })
  process.send({ socket: redis.socket })
} catch (error) {
  process.send({ error: error.message }, () => process.exit(1))
}
`
