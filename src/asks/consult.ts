import type { Content, CountryCode, Language } from '../core/content.ts'
import type { Ask, AskResult, Consulted, Told } from '../core/outcome.ts'
import { fused, surely } from './library/fusion.ts'
import { search, type Hit, type Library } from './library/index.ts'
import type { Closeness } from './library/vectors.ts'
import { lacking } from './lacking.ts'
import { questionsIn } from './questions-in.ts'
import { smallTalk } from './small-talk.ts'
import { tellFrom } from './tell-from.ts'

export type ConsultAsk = Extract<Ask, { kind: 'consult' }>

/** What a question is answered from. */
export interface Shelves {
  readonly content: Content
  readonly library: Library
  /** `YYYY-MM-DD`: an article whose review was due before it says so. */
  readonly today: string
  /** How near the sections of a country are to a question by what they mean; null where that cannot be told. */
  readonly near?: (question: string, country: CountryCode) => Promise<Closeness | null>
  /** Words an answer from the sections found; null leaves it to the articles' own words. */
  readonly word?: (given: { question: string; language: Language; hits: readonly Hit[] }) => Promise<Told | null>
}

/** Answers each question of a message from the articles, or says what is missing, or that nothing is known. */
export async function consult(ask: ConsultAsk, shelves: Shelves): Promise<Extract<AskResult, { kind: 'consulted' }>> {
  const questions = ask.askedBack ? [ask.question] : questionsIn(ask.question, shelves.content)
  return { kind: 'consulted', answers: await Promise.all(questions.map((one) => answer(one, ask, shelves))) }
}

/** Sections looked at for one question. */
const looked = 6

async function answer(question: string, ask: ConsultAsk, shelves: Shelves): Promise<Consulted> {
  const { content, library, today, near, word } = shelves
  const talk = smallTalk(question, ask.language, content)
  // What may be small talk means little; its words alone say whether it is.
  const places = [ask.country, ...(talk === null ? (ask.others ?? []) : [])]
  const found = await Promise.all(
    places.map(async (country) => {
      const closeness = near === undefined || talk !== null ? null : await near(question, country)
      return find(question, { ...ask, country }, library, closeness)
    }),
  )
  const hits = surest(found)
  const [best] = hits
  if (talk !== null && (best === undefined || best.score < surely)) {
    return { question, outcome: 'small_talk', text: talk }
  }
  if (best === undefined) return { question, outcome: 'unknown' }
  if (best.section.declines) return { question, outcome: 'declined', ...tellFrom(hits, today) }
  const missing = ask.askedBack ? null : lacking(best.section, question, ask, content, library)
  if (missing !== null) return { question, outcome: 'ask_back', missing }
  const worded = word === undefined ? null : await word({ question, language: ask.language, hits })
  return { question, outcome: 'answer', ...(worded ?? tellFrom(hits, today)) }
}

/** What was found in the country where it is most surely meant; the first one where they are alike. */
function surest(found: readonly (readonly Hit[])[]): readonly Hit[] {
  return found.reduce((best, hits) => ((hits[0]?.score ?? 0) > (best[0]?.score ?? 0) ? hits : best), found[0] ?? [])
}

/** What is near enough, best first. A short question may lean on what was told before it: "y cuánto cuesta". */
export function find(
  question: string,
  { language, country, before }: ConsultAsk,
  library: Library,
  closeness: Closeness | null,
): Hit[] {
  const own = fused(library, { question, language, country, limit: looked }, closeness)
  if (own[0] !== undefined && own[0].score >= surely) return own
  const leaning = leanOn(question, { language, country, before }, library)
  if (leaning.length === 0) return own
  return isShort(question) || own.length === 0 ? leaning : own
}

/** The sections of the article last told about that answer the question once its subject is added to it. */
function leanOn(
  question: string,
  { language, country, before }: Pick<ConsultAsk, 'language' | 'country' | 'before'>,
  library: Library,
): Hit[] {
  const article = before[0]?.split('#')[0]
  const title = library.editions
    .get(before[0] ?? '')
    ?.map((entry) => entry.article)
    .find((one) => one.language === language)?.title
  if (article === undefined || title === undefined) return []
  return search(library, { question: `${question} ${title}`, language, country, limit: looked }).filter(
    (hit) => hit.article.id === article,
  )
}

/** Few words say no subject of their own. */
function isShort(question: string): boolean {
  return question.trim().split(/\s+/).length <= 5
}
