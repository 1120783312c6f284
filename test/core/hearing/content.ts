import { packageRoot } from '../../../src/commands/root.ts'
import { loadContent } from '../../../src/content/load.ts'

/** The real words and questionnaires; what else may be amiss in the content is for other tests to say. */
export const { content } = loadContent(packageRoot, { languages: ['es', 'en', 'hi'], homeCountry: 'co' })

export const { ears } = content
