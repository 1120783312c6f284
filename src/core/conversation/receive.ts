import { change, country, flush, phrase, send, tell, type Draft } from '../draft.ts'
import type { InboundMessage } from '../event.ts'
import { codeIn } from '../hearing/code.ts'
import { hearCommand } from '../hearing/commands.ts'
import type { Command } from '../hearing/ears.ts'
import { isGreeting } from '../hearing/greeting.ts'
import { guessLanguage } from '../hearing/language.ts'
import { looksLikeQuestion } from '../hearing/question.ts'
import { cleanText, fold } from '../hearing/text.ts'
import { DAY_MS } from '../time.ts'
import { currentAssessment } from './form/assessments.ts'
import { nameOfCard } from './card-name.ts'
import { cardOf } from './cards.ts'
import { hear, labelOf } from './hear.ts'
import { migrate } from './form/migrating.ts'
import { planNudge } from './nudge.ts'
import { proceed } from './proceed.ts'
import { reactionTo } from './reaction.ts'
import { recap } from './form/resume.ts'

/** Kept while an ask is pending; more are only counted. */
const DEFERRED_AT_MOST = 20

/** After this long a person is met with where they stand rather than with the bare question. */
const AWAY_MS = DAY_MS / 2

/** Never wait for an ask: a person can always stop, leave, change language or call a person. */
const urgent: ReadonlySet<Command> = new Set(['stop', 'delete', 'withdraw', 'adviser', 'language', 'pause'])

/** What still works while a member of staff talks to the person. */
const always: ReadonlySet<Command> = new Set(['stop', 'delete', 'withdraw', 'my_data'])

/** A message of the person, at the moment it is its turn. */
export function receive(draft: Draft, message: InboundMessage): void {
  const meant = message.body.kind === 'reaction' ? reactionTo(draft, message.body) : message.body
  if (meant === null && draft.state.ask === null) return
  const awayMs = draft.state.heardAt === 0 ? 0 : draft.event.at - draft.state.heardAt
  meet(draft, message)
  if (meant !== null && typeof meant === 'object' && 'kind' in meant && meant.kind === 'choice')
    draft.tapped = labelOf(draft, meant)
  if (draft.state.takenOverBy !== null && !commands(draft, message, always)) return
  if (draft.state.ask !== null && !commands(draft, message, urgent)) {
    defer(draft, message)
    return
  }
  const first = !draft.state.greeted
  if (first) greet(draft, message)
  else if (awayMs > AWAY_MS) welcomeBack(draft, message)
  const isStale = migrate(draft)
  if (!first || !isGreetingOnly(draft, message)) {
    proceed(draft, isStale && isPick(draft, message) ? 'again' : hear(draft, message))
  }
  planNudge(draft)
}

/** What waited while an ask was pending, one by one, until one of them raises an ask again. */
export function replayDeferred(draft: Draft): void {
  while (draft.state.ask === null && draft.state.deferred.length > 0) {
    const [message, ...deferred] = draft.state.deferred
    if (message === undefined) return
    change(draft, { deferred })
    proceed(draft, hear(draft, message))
  }
  if (draft.state.ask === null && draft.state.deferredBeyond > 0) {
    tell(draft, phrase(draft, 'overflowed', { n: draft.state.deferredBeyond }))
    change(draft, { deferredBeyond: 0 })
  }
}

/** Where the person is heard, in which language, from which country. */
function meet(draft: Draft, message: InboundMessage): void {
  const { hints = {}, from, body } = message
  const { state, content, event } = draft
  const known = hints.country !== undefined && content.countries[hints.country] !== undefined ? hints.country : null
  change(draft, { address: from, heardAt: event.at, country: state.country ?? known })
  if (state.language === null) {
    const spoken = body.kind === 'text' ? body.text : ''
    const language = guessLanguage(
      spoken,
      hints,
      content.ears,
      (code) => content.countries[code]?.language,
      country(draft).language,
    )
    change(draft, { language: content.voices[language] === undefined ? country(draft).language : language })
  }
}

/** One short greeting: a program and not a person, and what it can do (P1). */
function greet(draft: Draft, message: InboundMessage): void {
  change(draft, { greeted: true })
  tell(draft, phrase(draft, 'greet.hello', {}))
  if (!isGreetingOnly(draft, message)) {
    flush(draft)
    return
  }
  const card = { kind: 'menu' } as const
  change(draft, { open: card })
  const choices = cardOf(card).choices(draft)
  send(draft, { text: phrase(draft, 'greet.languages', {}), choices, card: nameOfCard(draft, card) })
}

/** After a long time away: a line of recap; a resting assessment, or words that are no answer, get the choice to go on. */
function welcomeBack(draft: Draft, message: InboundMessage): void {
  const assessment = currentAssessment(draft.state)
  if (assessment === null) return
  if (assessment.status === 'open' && message.body.kind !== 'other' && draft.state.open?.kind === 'question')
    tell(draft, recap(draft))
}

function defer(draft: Draft, message: InboundMessage): void {
  const { deferred, deferredBeyond } = draft.state
  if (deferred.length < DEFERRED_AT_MOST) change(draft, { deferred: [...deferred, message] })
  else change(draft, { deferredBeyond: deferredBeyond + 1 })
}

/** Words that can only be the answer to what is open: neither a command nor a question of the person's own. */
function isPick(draft: Draft, { body }: InboundMessage): boolean {
  if (body.kind !== 'text') return false
  const text = cleanText(body.text)
  const { ears } = draft.content
  const isWords = codeIn(text, ears) === null && !looksLikeQuestion(text, ears) && !isGreeting(text, ears)
  return isWords && hearCommand(text, ears) === null
}

/** Whether the message is a command, and one of these. */
function commands(draft: Draft, { body }: InboundMessage, these: ReadonlySet<Command>): boolean {
  const heard = body.kind === 'text' ? hearCommand(cleanText(body.text), draft.content.ears) : null
  return heard !== null && these.has(heard.command)
}

/** A first message that says nothing yet: a greeting, /start, a sticker, a word or two that are no question. */
function isGreetingOnly(draft: Draft, { body }: InboundMessage): boolean {
  if (body.kind !== 'text') return body.kind === 'other'
  const text = cleanText(body.text)
  const { ears } = draft.content
  if (codeIn(text, ears) !== null) return false
  if (fold(text) === '' || isGreeting(text, ears)) return true
  return hearCommand(text, ears) === null && !looksLikeQuestion(text, ears) && text.trim().split(/\s+/).length < 3
}
