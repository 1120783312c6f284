import { currentFirm } from './conversation/form/assessments.ts'
import type { Question } from './content.ts'
import { inLanguage, phrase, type Draft } from './draft.ts'
import { hearCommand } from './hearing/commands.ts'
import { isGreeting } from './hearing/greeting.ts'
import { looksLikeQuestion } from './hearing/question.ts'
import { cleanText } from './hearing/text.ts'
import type { FollowUp } from './outcome.ts'
import { answerInWords } from './saying/answer.ts'
import { countryInWords, isUnknown, profileInWords } from './summary/firm.ts'
import { sourcesOf, type Sources, type SummaryInput } from './summary/sources.ts'
import {
  beforeStartInWords,
  listInWords,
  progressInWords,
  scoreInWords,
  standingOf,
  type Standing,
} from './summary/standing.ts'
import { momentInWords, viewFor } from './summary/view.ts'

export interface SummaryLine {
  readonly topic: 'who' | 'makes' | 'stands' | 'blocks' | 'asked' | 'promised' | 'next'
  readonly text: string
  /** Id of the transcript entry behind it; null where there is none. */
  readonly message: string | null
}

/** How much is told of each: a summary is read in seconds. */
const UNKNOWN_NAMED = 3
const QUESTIONS_NAMED = 3
const QUOTED_GRAPHEMES = 160

/**
 * A conversation in some lines, in the officer's language: who, what they make, where they stand, what blocks them, what
 * they asked, what was promised, what comes next. Worked out from what is stored, without a model; only what is known is
 * told, nothing sensitive ever, and each line names the message behind it.
 */
export function summarise(input: SummaryInput): SummaryLine[] {
  const view = viewFor(input.state, input.content, input.language)
  const standing = standingOf(view)
  const sources = sourcesOf(input)
  return [
    ...who(view, sources),
    ...makes(view, sources),
    ...stands(view, standing, sources),
    ...blocks(view, standing, sources),
    ...asked(view, input),
    ...promised(view, input.followUps, sources),
    ...next(view, standing, sources),
  ]
}

function who(view: Draft, sources: Sources): SummaryLine[] {
  const named = ['firm_name', 'place', 'firm_kind'].filter((id) => profileInWords(view, id) !== '')
  const message = sources.ofAnswer(named)
  const by = currentFirm(view.state)?.answeredBy === 'helper' ? phrase(view, 'task.helper', {}) : ''
  return line('who', [...named.map((id) => profileInWords(view, id)), countryInWords(view), by], message)
}

function makes(view: Draft, sources: Sources): SummaryLine[] {
  const destination = profileInWords(view, 'destination')
  const parts = ['product', 'family'].map((id) => profileInWords(view, id))
  const wish = destination === '' ? '' : phrase(view, 'summary.destination', { place: destination })
  return line('makes', [...parts, wish], sources.ofAnswer(['product', 'family', 'destination']))
}

function stands(view: Draft, { result, list, underWay }: Standing, sources: Sources): SummaryLine[] {
  if (result === null && list === null && underWay === null)
    return line('stands', [beforeStartInWords(view)], sources.last)
  const progress = [
    ...(underWay === null ? [] : line('stands', [progressInWords(view, underWay)], sources.last)),
    ...(list === null ? [] : line('stands', [listInWords(view, list)], sources.ofResult(list.assessment.id))),
  ]
  if (result === null) return progress
  const fits = phrase(view, 'summary.line', { name: inLanguage(view, result.assessed.line.name) })
  return [...progress, ...line('stands', [scoreInWords(view, result), fits], sources.ofResult(result.assessment.id))]
}

/** What held the score back most, then what the firm itself does not know yet. */
function blocks(view: Draft, { result, underWay }: Standing, sources: Sources): SummaryLine[] {
  const judged = underWay?.judged ?? result
  if (judged === null) return []
  const { answers, assessed, assessment } = judged
  const message = ({ id }: Question) => sources.ofAnswer([id], assessment.id)
  const heldBack = assessed.heldBack.flatMap((question) => {
    const answer = answers[question.id]
    if (answer === undefined) return []
    const words = { question: inLanguage(view, question.ask), answer: answerInWords(view, question, answer) }
    return line('blocks', [phrase(view, 'review.line_plain', words)], message(question))
  })
  const unknown = assessed.toFindOut.filter((question) => {
    const answer = answers[question.id]
    return answer !== undefined && isUnknown(question, answer)
  })
  const named = unknown.slice(0, UNKNOWN_NAMED).flatMap((question, index) => {
    const words = phrase(view, 'summary.unknown', { question: inLanguage(view, question.ask) })
    const rest = unknown.length - UNKNOWN_NAMED
    const isLast = index === UNKNOWN_NAMED - 1 && rest > 0
    return line('blocks', [words, isLast ? phrase(view, 'summary.more', { n: rest }) : ''], message(question))
  })
  return [...heldBack, ...named]
}

/** The person's own questions, newest first. What answered a question, gave a command or greeted is none. */
function asked(view: Draft, { answers, transcript, content }: SummaryInput): SummaryLine[] {
  const answering = new Set(answers.map(({ event }) => event))
  const { ears } = content
  return transcript
    .filter(({ who, id, sensitive }) => who === 'person' && sensitive !== true && !answering.has(id))
    .map(({ id, text }) => ({ id, text: text.replace(/^\[voice\] /, '') }))
    .filter(({ text }) => looksLikeQuestion(text, ears) && hearCommand(text, ears) === null && !isGreeting(text, ears))
    .slice(-QUESTIONS_NAMED)
    .reverse()
    .flatMap(({ id, text }) => line('asked', [phrase(view, 'summary.quote', { text: shortened(text) })], id))
}

function promised(view: Draft, followUps: readonly FollowUp[], sources: Sources): SummaryLine[] {
  return followUps
    .filter(({ state }) => state === 'planned' || state === 'due')
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .flatMap(({ id, kind, dueAt }) => {
      const words = phrase(view, `summary.promised.${kind}`, { when: momentInWords(view, dueAt) })
      return line('promised', [words], sources.ofEvent(id.slice(id.indexOf(':') + 1)))
    })
}

function next(view: Draft, { result, underWay }: Standing, sources: Sources): SummaryLine[] {
  if (underWay !== null) {
    const { question } = underWay
    if (question === null) return []
    return line('next', [phrase(view, 'summary.to_answer', { question: inLanguage(view, question.ask) })], sources.last)
  }
  const step = result?.assessed.steps[0]
  if (result === null || step === undefined) return []
  return line('next', [inLanguage(view, step.title)], sources.ofResult(result.assessment.id))
}

/** What is known, in one line; nothing where nothing is. */
function line(topic: SummaryLine['topic'], parts: readonly string[], message: string | null): SummaryLine[] {
  const text = parts.filter((part) => part !== '').join(' · ')
  return text === '' ? [] : [{ topic, text, message }]
}

function shortened(text: string): string {
  const words = cleanText(text).trim().replace(/\s+/g, ' ')
  const start = cleanText(words, QUOTED_GRAPHEMES)
  return start.length < words.length ? `${start.trimEnd()}…` : start
}
