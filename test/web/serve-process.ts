import { createServer } from 'node:net'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { packageRoot } from '../../src/commands/root.ts'

/** `puerto serve` in a process of its own, as people start it. */
export interface Served {
  readonly url: string
  readonly staffLink: string
  readonly pid: number
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Ends it as an operator would; the milliseconds it took and its exit code. */
  stop(): Promise<{ ms: number; code: number | null }>
}

export async function startServe(data: string, port: number, more: Record<string, string> = {}): Promise<Served> {
  const child = spawn(process.execPath, [join(packageRoot, 'dist/main.js'), 'serve'], {
    env: { PATH: process.env.PATH, PUERTO_DATA: data, PORT: String(port), ...more },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const staffLink = await linkSaid(child)
  const ended = once(child, 'exit')
  return {
    url: `http://localhost:${port}`,
    staffLink,
    pid: child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async stop() {
      const begun = performance.now()
      child.kill('SIGTERM')
      await ended
      return { ms: performance.now() - begun, code: child.exitCode }
    },
  }
}

/** Waits for the address of the console, '' where no pages are served; fails with what was said where the process ends. */
function linkSaid(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const link = /http\S+\/staff\/enter\/\S+/.exec(said)?.[0]
      if (link !== undefined || said.includes('Puerto works')) resolve(link ?? '')
    })
    child.once('exit', () => reject(new Error(said)))
  })
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}
