import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../src/commands/root.ts'

/** A command of `puerto` in a process of its own. */
export interface Command {
  /** The first thing it says that fits, now or later; rejects where it ends without. */
  readonly says: (what: RegExp) => Promise<RegExpExecArray>
  /** Everything it has said so far. */
  readonly said: () => string
  /** Tells it to stop; resolves with its exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>
  readonly ended: Promise<number | null>
}

export function puerto(words: readonly string[], environment: Readonly<Record<string, string>>): Command {
  const child = spawn(process.execPath, [join(packageRoot, 'dist/main.js'), ...words], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let heard: () => void = () => undefined
  let isOver = false
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
      heard()
    })
  }
  const ended = once(child, 'close').then(() => {
    isOver = true
    heard()
    return child.exitCode
  })
  return {
    said: () => said,
    ended,
    async says(what) {
      for (;;) {
        const found = what.exec(said)
        if (found !== null) return found
        if (isOver) throw new Error(`it ended without saying ${String(what)}: ${said}`)
        await new Promise<void>((resolve) => (heard = resolve))
      }
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
  }
}

/** Where Node notes which files a process has loaded, and what it noted there once that has ended. */
export function loaded(): { readonly environment: Readonly<Record<string, string>>; files(): string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'puerto-loaded-'))
  return {
    environment: { NODE_V8_COVERAGE: folder },
    files: () =>
      readdirSync(folder).flatMap((name) =>
        [...readFileSync(join(folder, name), 'utf8').matchAll(/"url":"(file:[^"]+)"/g)].map(([, url = '']) => url),
      ),
  }
}
