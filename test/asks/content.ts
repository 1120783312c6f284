import { loadContent } from '../../src/content/load.ts'

/** The articles and voices people really get. */
export const { content } = loadContent(process.cwd(), { languages: ['es', 'en', 'hi'], homeCountry: 'co' })
