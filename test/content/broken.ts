import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/commands/root.ts'
import type { Finding } from '../../src/content/finding.ts'
import { loadContent, type Loaded } from '../../src/content/load.ts'

/** One mistake made in the real content, and the finding it has to lead to. */
export interface Mistake {
  /** What is found, as the end of "finds …". */
  readonly title: string
  readonly file: string
  /** The first text of the file that reads so becomes the second. */
  readonly from: string
  readonly to: string
  /** The finding stands on the line of the changed file where this begins. */
  readonly on: string
  /** Where the finding stands, if not in the file of the mistake; unchanged then. */
  readonly found?: string
  readonly problem: string
  readonly mend: string
  readonly severity?: Finding['severity']
}

/** The languages and the day the tests load for. */
export const asked = { languages: ['es', 'en', 'hi'], homeCountry: 'co', today: '2026-11-24', facts: true }

/** What the content has to say about itself without any mistake of ours. */
const before = new Set(loadContent(packageRoot, asked).findings.map(({ file, problem }) => `${file} ${problem}`))

/** Makes all mistakes at once, loads once, and tests each finding: its file, line, problem, mend and severity. */
export function testMistakes(mistakes: readonly Mistake[]): void {
  const edits = mistakes.map(({ file, from, to }) => ({ file, from, to }))
  const { loaded, text } = withEdits(edits)
  test.each(mistakes)('finds $title', ({ file, found = file, on, problem, mend, severity = 'error' }) => {
    const at = text(found).indexOf(on)
    expect(at).toBeGreaterThan(-1)
    const line = text(found).slice(0, at).split('\n').length
    expect(loaded.findings.filter((one) => one.file === found && one.problem === problem)).toEqual([
      { severity, file: found, line, problem, mend },
    ])
    expect(before.has(`${found} ${problem}`)).toBe(false)
  })
}

/** Loads a copy of the real content with some texts replaced; `''` as `from` writes the file anew. */
export function withEdits(edits: readonly { file: string; from: string; to: string }[]): {
  loaded: Loaded
  text: (file: string) => string
} {
  const root = mkdtempSync(join(tmpdir(), 'puerto-content-'))
  try {
    for (const folder of ['knowledge', 'prompts'])
      cpSync(join(packageRoot, folder), join(root, folder), { recursive: true })
    for (const { file, from, to } of edits) {
      const path = join(root, file)
      const before = from === '' ? '' : readFileSync(path, 'utf8')
      if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`)
      writeFileSync(path, from === '' ? to : before.replace(from, () => to))
    }
    const texts = new Map(edits.map(({ file }) => [file, readFileSync(join(root, file), 'utf8')]))
    const text = (file: string) => texts.get(file) ?? readFileSync(join(packageRoot, file), 'utf8')
    return { loaded: loadContent(root, asked), text }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}
