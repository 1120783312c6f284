import { packageRoot } from '../src/commands/root.ts'
import { loadContent } from '../src/content/load.ts'
import type { Content } from '../src/core/content.ts'

/** The real content, as the tests of the whole house use it. */
export const content: Content = readContent()

function readContent(): Content {
  const { content: read, findings } = loadContent(packageRoot, { languages: ['es', 'en', 'hi'], homeCountry: 'co' })
  const errors = findings.filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    throw new Error(errors.map(({ file, line, problem }) => `${file}:${line} ${problem}`).join('\n'))
  return read
}
