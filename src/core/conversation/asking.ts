import type { CountryCode } from '../content.ts'
import { change, country, language, phrase, send, tell, type Draft } from '../draft.ts'
import type { MediaRef } from '../event.ts'
import type { AskBody, AskResult } from '../outcome.ts'
import { adviserContact } from './adviser.ts'
import { sayAnswers } from './answering.ts'
import { currentFirm } from './form/assessments.ts'
import type { Next } from './card.ts'
import { answered, asking } from './form/question.ts'

/** Requests slow work; until it comes back, what the person sends waits its turn. */
export function ask(draft: Draft, body: AskBody, said: string, media?: MediaRef): void {
  const id = `${draft.event.id}?${draft.asks.length}`
  draft.asks.push({ id, ...body })
  const voice = { ...(draft.byVoice ? { byVoice: true as const } : {}), ...(media === undefined ? {} : { media }) }
  change(draft, { ask: { id, kind: body.kind, said, saidSlow: false, ...voice } })
}

/** A question of the person's own: the articles are searched. What was told before, and what the firm makes, help. */
export function consult(draft: Draft, question: string, askedBack = false): Next {
  const { told } = draft.state
  ask(
    draft,
    {
      ...{ kind: 'consult', question, askedBack },
      language: language(draft),
      country: country(draft).id,
      ...(draft.state.country === null ? { others: otherCountries(draft) } : {}),
      before: told?.sections ?? [],
      product: productOf(draft),
    },
    question,
  )
  return 'wait'
}

function otherCountries(draft: Draft): CountryCode[] {
  return Object.keys(draft.content.countries).filter((id) => id !== country(draft).id)
}

/** What the firm makes, as it said. */
function productOf(draft: Draft): string | null {
  const answer = currentFirm(draft.state)?.profile.product
  return answer !== undefined && 'text' in answer ? answer.text : null
}

/** The ask came back, well or not. What was open returns after it (P15). */
export function comeBack(draft: Draft, result: AskResult): Next {
  const said = draft.state.ask?.said ?? ''
  draft.byVoice = draft.state.ask?.byVoice ?? false
  change(draft, { ask: null })
  switch (result.kind) {
    case 'consulted':
      change(draft, { missed: 0 })
      return sayAnswers(draft, result.answers)
    case 'interpreted':
      return interpreted(draft, result, said)
    case 'exported':
      send(draft, { text: phrase(draft, 'my_data.here', {}), media: result.media })
      return 'again'
    case 'transcribed':
    case 'code':
    case 'redeemed':
    case 'not_redeemed':
    case 'failed':
      tell(draft, phrase(draft, 'failed', {}))
      return 'again'
  }
}

/** Nothing was understood: first help, then the offer of a person, never a loop (P17). */
export function notUnderstood(draft: Draft): Next {
  const missed = draft.state.missed + 1
  change(draft, { missed })
  const { open } = draft.state
  if (open?.kind === 'adviser_offer') {
    tell(draft, phrase(draft, 'missed.leave', {}), adviserContact(draft))
    change(draft, { missed: 0, open: null })
    return 'wait'
  }
  if (missed >= 2) return { show: { kind: 'adviser_offer' } }
  if (open?.kind === 'question' || open?.kind === 'confirm') tell(draft, phrase(draft, 'missed.question', {}))
  else tell(draft, phrase(draft, 'missed.help', {}))
  return open === null ? { show: { kind: 'menu' } } : 'again'
}

function interpreted(draft: Draft, result: Extract<AskResult, { kind: 'interpreted' }>, said: string): Next {
  const { open } = draft.state
  if (result.isQuestion) return consult(draft, said)
  if ((open?.kind !== 'question' && open?.kind !== 'confirm') || result.option === null) return notUnderstood(draft)
  const asked = asking(draft, open.question)
  if (asked === null) return notUnderstood(draft)
  const answer = { option: result.option }
  if (result.sure) return answered(draft, asked.question, answer, open.changing)
  return { show: { kind: 'confirm', question: open.question, answer, changing: open.changing } }
}
