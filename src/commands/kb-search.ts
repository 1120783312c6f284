import { readConfig } from '../config.ts'
import { openLibrary, ranked } from '../asks/library/index.ts'
import { readContent } from './open.ts'
import { packageRoot } from './root.ts'

interface SearchOptions {
  lang?: string
  country?: string
  limit: number
  json: boolean
}

/** Prints the sections nearest to some words, best first, with their scores. */
export function searchKnowledge(words: readonly string[], { lang, country, limit, json }: SearchOptions): void {
  const { content } = readContent(readConfig(), packageRoot)
  const language = lang ?? content.languages[0] ?? 'en'
  const query = { question: words.join(' '), language, limit, ...(country === undefined ? {} : { country }) }
  const hits = ranked(openLibrary(content), query).map(({ id, language: written, section, score }) => ({
    ...{ section: id, lang: written, heading: section.heading },
    score: Math.round(score * 1000) / 1000,
  }))
  const lines = hits.map(
    ({ section, lang: written, heading, score }) => `${score.toFixed(3)}  ${section} (${written})  ${heading}`,
  )
  process.stdout.write(`${json ? JSON.stringify(hits) : lines.join('\n')}\n`)
}
