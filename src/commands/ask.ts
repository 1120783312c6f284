import { Command } from 'commander'
import { consult } from '../asks/consult.ts'
import { openLibrary } from '../asks/library/index.ts'
import { readConfig } from '../config.ts'
import type { Consulted } from '../core/outcome.ts'
import { readContent } from './open.ts'
import { packageRoot } from './root.ts'

interface AskOptions {
  lang?: string
  country?: string
  json: boolean
}

/** `puerto ask`: one answer, as a person would get it, with what it rests on. */
export function askCommand(): Command {
  return new Command('ask')
    .argument('<question...>', 'what somebody wants to know')
    .option('--lang <code>', 'the language of the person')
    .option('--country <code>', 'the country to export from')
    .option('--json', 'one JSON object', false)
    .description('answers one question from the articles')
    .action(ask)
}

async function ask(words: readonly string[], { lang, country, json }: AskOptions): Promise<void> {
  const { content } = readContent(readConfig(), packageRoot)
  const asked = {
    ...({ id: 'ask', kind: 'consult', question: words.join(' ') } as const),
    language: lang ?? content.languages[0] ?? 'en',
    country: country ?? content.homeCountry,
    ...{ before: [], product: null, askedBack: false },
  }
  const today = new Date().toISOString().slice(0, 10)
  const { answers } = await consult(asked, { content, library: openLibrary(content), today })
  const shown = show(answers)
  process.stdout.write(`${json ? JSON.stringify(shown) : inWords(shown)}\n`)
}

interface Shown {
  readonly answered: boolean
  readonly outcome: Consulted['outcome']
  readonly text: string
  readonly sections: readonly string[]
  readonly facts: readonly string[]
  readonly sources: readonly { readonly title: string; readonly url: string; readonly checked: string }[]
  readonly reviewed: string | null
  readonly score: number
}

/** What the questions of one message came to, together. */
function show(answers: readonly Consulted[]): Shown {
  const told = answers.flatMap((one) => (one.outcome === 'answer' || one.outcome === 'declined' ? [one] : []))
  const texts = answers.flatMap((one) => ('text' in one ? [one.text] : []))
  return {
    answered: answers.some(({ outcome }) => outcome === 'answer'),
    outcome: told[0]?.outcome ?? answers[0]?.outcome ?? 'unknown',
    text: texts.join('\n\n'),
    sections: told.flatMap(({ sections }) => sections.map(({ id }) => id)),
    facts: [...new Set(told.flatMap(({ facts }) => facts))],
    sources: told.flatMap(({ sources }) => sources),
    reviewed: told[0]?.reviewed ?? null,
    score: Math.round((told[0]?.score ?? 0) * 1000) / 1000,
  }
}

function inWords({ outcome, text, sections, sources }: Shown): string {
  const lines = sources.map(({ title, url, checked }) => `${title}: ${url} (${checked})`)
  return [`${outcome}  ${sections.join(' ')}`, text, ...lines].filter((part) => part !== '').join('\n\n')
}
