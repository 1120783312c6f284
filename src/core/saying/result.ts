import type { Action, Question, ScoredQuestionnaire } from '../content.ts'
import { inLanguage, MESSAGE_LIMIT, phrase, type Draft } from '../draft.ts'
import type { ResultShown } from '../outcome.ts'
import type { Assessed } from '../questionnaire/assess.ts'
import type { Answers } from '../state.ts'
import { answerInWords } from './answer.ts'
import { pack } from './pack.ts'

/** How many of the things to find out are named before the rest is only counted. */
const TO_FIND_OUT_NAMED = 5

/** The result in words, complete without any picture: where you stand, why, what to find out, the line, the steps. */
export function resultMessages(
  draft: Draft,
  asked: ScoredQuestionnaire,
  assessed: Assessed,
  answers: Answers,
  before: ResultShown | null,
): string[] {
  const standing = [headline(draft, asked, assessed), dimensions(draft, assessed), progress(draft, assessed, before)]
  const reasons = [
    moved(draft, answers, 'result.helped', assessed.helped),
    moved(draft, answers, 'result.held_back', assessed.heldBack),
  ]
  const open = [toFindOut(draft, assessed.toFindOut)]
  const ahead = [lines(draft, assessed), ...steps(draft, asked, assessed), closing(draft, asked, assessed)]
  return [standing, [...reasons, ...open], ahead].flatMap((part) =>
    pack(
      part.filter((paragraph) => paragraph !== ''),
      MESSAGE_LIMIT,
    ),
  )
}

/** The result in numbers, as other tools and the record read it. */
export function resultShown(
  draft: Draft,
  asked: ScoredQuestionnaire,
  assessed: Assessed,
  named: readonly Action[],
): ResultShown {
  return {
    questionnaire: asked.id,
    score: assessed.overall.score,
    low: assessed.overall.low,
    high: assessed.overall.high,
    band: assessed.band?.id ?? null,
    dimensions: assessed.dimensions.map(({ dimension, score, low, high }) => ({ id: dimension.id, score, low, high })),
    line: assessed.line.id,
    also: assessed.also.slice(0, 1).map((line) => line.id),
    steps: named.map((step) => ({
      id: step.id,
      title: inLanguage(draft, step.title),
      where: where(draft, asked, step),
      cost: inLanguage(draft, step.cost),
      time: inLanguage(draft, step.time),
      article: step.article,
    })),
    to_find_out: assessed.toFindOut.map((question) => question.id),
  }
}

/** One step: what, who, where, cost, time, whom to confirm with. */
export function stepInWords(draft: Draft, asked: ScoredQuestionnaire, step: Action, number: number): string {
  const office = step.confirm === undefined ? undefined : asked.offices[step.confirm]
  const rows = [
    phrase(draft, 'step.title', { n: number, title: inLanguage(draft, step.title) }),
    inLanguage(draft, step.what),
    phrase(draft, 'step.who', { who: inLanguage(draft, step.who) }),
    phrase(draft, 'step.where', { where: where(draft, asked, step) }),
    phrase(draft, 'step.cost', { cost: inLanguage(draft, step.cost) }),
    phrase(draft, 'step.time', { time: inLanguage(draft, step.time) }),
    office === undefined
      ? ''
      : inLanguage(draft, asked.words.confirm).replace('{office}', inLanguage(draft, office.name)),
    article(draft, step),
  ]
  return rows.filter((row) => row !== '').join('\n')
}

function headline(draft: Draft, asked: ScoredQuestionnaire, assessed: Assessed): string {
  const { score, low, high } = assessed.overall
  const range = inLanguage(draft, asked.noScore.rangeSentence)
    .replace('{low}', String(low))
    .replace('{high}', String(high))
  const { band, bandLow, bandHigh } = assessed
  if (score === null || band === null) {
    const known = assessed.dimensions.some((dimension) => dimension.low > 0 || dimension.high < 100)
    return [inLanguage(draft, asked.noScore.sentence), known ? range : ''].filter(Boolean).join(' ')
  }
  const head = phrase(draft, 'result.head', { score, band: inLanguage(draft, band.name) })
  const wide = bandLow !== band || bandHigh !== band
  return [head, inLanguage(draft, band.sentence), wide ? range : ''].filter(Boolean).join('\n')
}

function dimensions(draft: Draft, assessed: Assessed): string {
  const rows = assessed.dimensions.map(({ dimension, score, feedback }) => {
    const title = inLanguage(draft, dimension.title)
    if (score === null || feedback === 'no_score') return phrase(draft, 'result.dimension_unknown', { title })
    const row = phrase(draft, 'result.dimension', { title, score, standing: phrase(draft, `result.${feedback}`, {}) })
    return draft.state.access.plain ? row : `${bar(score)} ${row}`
  })
  return rows.join('\n')
}

/** Five small blocks: readable without colour; left out for people who asked for plain text. */
function bar(score: number): string {
  const full = Math.round(score / 20)
  return '▰'.repeat(full) + '▱'.repeat(5 - full)
}

function progress(draft: Draft, assessed: Assessed, before: ResultShown | null): string {
  if (before?.score == null || assessed.overall.score === null) return ''
  return phrase(draft, 'result.progress', { before: before.score, now: assessed.overall.score })
}

function moved(
  draft: Draft,
  answers: Answers,
  title: 'result.helped' | 'result.held_back',
  questions: readonly Question[],
): string {
  const rows = questions.flatMap((question) => {
    const answer = answers[question.id]
    if (answer === undefined) return []
    const values = { question: inLanguage(draft, question.ask), answer: answerInWords(draft, question, answer) }
    return [phrase(draft, 'result.moved', values)]
  })
  return rows.length === 0 ? '' : [phrase(draft, title, {}), ...rows].join('\n')
}

function toFindOut(draft: Draft, questions: readonly Question[]): string {
  if (questions.length === 0) return ''
  const named = questions
    .slice(0, TO_FIND_OUT_NAMED)
    .map((question) => phrase(draft, 'result.find_out_line', { question: inLanguage(draft, question.ask) }))
  const rest = questions.length - named.length
  const more = rest > 0 ? [phrase(draft, 'result.find_out_more', { n: rest })] : []
  return [phrase(draft, 'result.find_out', {}), ...named, ...more].join('\n')
}

function lines(draft: Draft, { line, also }: Assessed): string {
  const values = {
    name: inLanguage(draft, line.name),
    what: inLanguage(draft, line.what),
    because: inLanguage(draft, line.because),
  }
  const first = phrase(draft, 'result.line', values)
  const second = also[0]
  if (second === undefined) return first
  return `${first}\n${phrase(draft, 'result.also', { name: inLanguage(draft, second.name), what: inLanguage(draft, second.what) })}`
}

function steps(draft: Draft, asked: ScoredQuestionnaire, assessed: Assessed): string[] {
  if (assessed.steps.length === 0) return [phrase(draft, 'steps.none', {})]
  return [
    phrase(draft, 'steps.title', {}),
    ...assessed.steps.map((step, index) => stepInWords(draft, asked, step, index + 1)),
  ]
}

function closing(draft: Draft, asked: ScoredQuestionnaire, { band }: Assessed): string {
  return [band === null ? '' : inLanguage(draft, band.offers), inLanguage(draft, asked.disclaimer)]
    .filter(Boolean)
    .join('\n')
}

function where(draft: Draft, asked: ScoredQuestionnaire, step: Action): string {
  const offices = step.where.flatMap((id) => {
    const office = asked.offices[id]
    if (office === undefined) return []
    const name = inLanguage(draft, office.name)
    return [office.site === undefined ? name : `${name} (${office.site})`]
  })
  return offices.join(', ')
}

/** How to hear more about a step, where an article explains it. */
function article(draft: Draft, step: Action): string {
  const found =
    draft.content.articles.find((one) => one.id === step.article && one.language === draft.state.language) ??
    draft.content.articles.find((one) => one.id === step.article)
  return found === undefined ? '' : phrase(draft, 'step.article', { title: found.title })
}
