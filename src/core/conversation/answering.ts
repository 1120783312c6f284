import { change, cite, country, inLanguage, language, phrase, tell, type Draft } from '../draft.ts'
import type { Consulted, Told } from '../outcome.ts'
import { dayInWords } from '../saying/day.ts'
import { isEphemeral } from '../state.ts'
import { currentAssessment } from './form/assessments.ts'
import type { Next } from './card.ts'
import { offerToFindOut } from './promise.ts'

/** Sources written out under an answer; the rest are kept for channels that show them as links. */
const sourcesInWords = 2

/**
 * What each question of a message came to. At most one thing is waited for afterwards: what a question lacks, then whether
 * the team shall find out, then whether the answer was useful. What was open before comes back by itself (P15).
 */
export function sayAnswers(draft: Draft, answers: readonly Consulted[]): Next {
  const isFirst = draft.state.told === null
  for (const one of answers) say(draft, one)
  const lacks = answers.find((one) => one.outcome === 'ask_back')
  if (lacks !== undefined) return { show: { kind: 'asked_back', question: lacks.question, missing: lacks.missing } }
  const unknown = answers.find((one) => one.outcome === 'unknown')
  if (unknown !== undefined) return offerToFindOut(draft, unknown.question)
  const [related] = answers.flatMap((one) => (one.outcome === 'answer' ? [one.related] : []))
  if (related === undefined) return isFree(draft) ? 'wait' : 'again'
  if (isFree(draft)) return { show: { kind: 'useful', related } }
  if (isFirst && !draft.state.access.short) tell(draft, phrase(draft, 'useful.in_form', {}))
  return 'again'
}

/** Nothing is under way that an answer would interrupt. */
function isFree(draft: Draft): boolean {
  const { open } = draft.state
  const between = open === null || open.kind === 'menu' || open.kind === 'useful' || open.kind === 'asked_back'
  return between && currentAssessment(draft.state)?.status !== 'open'
}

function say(draft: Draft, one: Consulted): void {
  switch (one.outcome) {
    case 'answer':
    case 'declined':
      tellAnswer(draft, one)
      return
    case 'small_talk':
      tell(draft, one.text)
      return
    case 'unknown':
      draft.records.push({
        ...{ type: 'gap', question: one.question, language: language(draft) },
        ...{ country: country(draft).id, at: draft.event.at },
      })
      return
    case 'ask_back':
      return
  }
}

/** The answer, who confirms it, how old it is and where it is from (P30, P31). */
function tellAnswer(draft: Draft, answer: { readonly question: string } & Told): void {
  const spoken = language(draft)
  if (answer.language !== spoken) {
    const name = draft.content.voices[answer.language]?.name ?? answer.language
    tell(draft, phrase(draft, 'answer.other_language', { language: name }))
  }
  const place = draft.content.countries[answer.country]
  if (place !== undefined && place.id !== country(draft).id) {
    tell(draft, phrase(draft, 'answer.other_country', { country: inLanguage(draft, place.name) }))
  }
  const who = answer.confirm.map(({ title }) => title).join(', ')
  const sources = answer.sources.slice(0, sourcesInWords)
  tell(
    draft,
    answer.text,
    [
      ...(who === '' ? [] : [phrase(draft, 'answer.confirm', { who })]),
      ageOf(draft, answer),
      ...sources.map((source) => phrase(draft, 'answer.source', source)),
    ].join('\n'),
  )
  cite(draft, answer.sources)
  change(draft, { told: { question: answer.question, sections: answer.sections.map(({ id }) => id) } })
  if (!isEphemeral(draft.state)) {
    draft.records.push({ type: 'told', sections: answer.sections, at: draft.event.at })
  }
}

function ageOf(draft: Draft, { overdueSince, reviewed }: Told): string {
  const say = (date: string) => dayInWords(date, language(draft))
  if (overdueSince === null) return phrase(draft, 'answer.reviewed', { date: say(reviewed) })
  return phrase(draft, 'answer.overdue', { date: say(overdueSince) })
}
