import { afterEach, describe, expect, test, vi } from 'vitest'
import { report } from '../../src/commands/kb-check.ts'
import { kbCommand } from '../../src/commands/kb.ts'
import { packageRoot } from '../../src/commands/root.ts'
import { loadContent } from '../../src/content/load.ts'

const asked = { languages: ['es', 'en', 'hi'], homeCountry: 'co' }

afterEach(() => {
  vi.restoreAllMocks()
  process.exitCode = undefined
})

describe('kb check', () => {
  test('says that sound content is sound, and counts it', async () => {
    const written = listen()
    await kbCommand().parseAsync(['check'], { from: 'user' })
    expect(written()).toMatch(
      /All content is sound: \d+ questionnaires?, \d+ questions, \d+ articles, \d+ sections, \d+ phrases in 3 languages, 2 countries, 2 prompts( \(\d+ notices?\))?\n$/,
    )
    expect(process.exitCode).toBeUndefined()
  })

  test('fails where there is nothing to read, and says what to write', async () => {
    const written = listen()
    await kbCommand().parseAsync(['check', `${packageRoot}/src`], { from: 'user' })
    expect(written()).toContain('knowledge/countries/co.yaml:1  the home country co has no file — write this file')
    expect(written()).toContain('prompts/phrases/hi.yaml:1  there are no phrases in hi — ')
    expect(written()).toMatch(/\d+ errors to mend\n$/)
    expect(process.exitCode).toBe(1)
  })

  test('groups the findings by file, one a line, with where and how to mend', () => {
    const { content } = loadContent(packageRoot, asked)
    const finding = { severity: 'error', line: 3, problem: 'p', mend: 'm' } as const
    const findings = [
      { ...finding, file: 'a.yaml' },
      { ...finding, file: 'a.yaml', line: 9, severity: 'notice' } as const,
      { ...finding, file: 'b.yaml' },
    ]
    expect(report({ content, prompts: null, findings })).toBe(
      'a.yaml:3  p — m\na.yaml:9  notice: p — m\n\nb.yaml:3  p — m\n\n2 errors to mend (1 notice)',
    )
  })
})

/** Hears what a command writes. */
function listen(): () => string {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  return () => write.mock.calls.map(([text]) => String(text)).join('')
}
