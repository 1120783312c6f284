import type { Choice } from '../outcome.ts'
import { change, country, flush, inLanguage, phrase, send, tell, type Draft } from '../draft.ts'
import type { InboundMessage, TappedChoice } from '../event.ts'
import { hearChoice } from '../hearing/choice.ts'
import { hearCommand } from '../hearing/commands.ts'
import type { Command } from '../hearing/ears.ts'
import { isGreeting } from '../hearing/greeting.ts'
import { guessLanguage } from '../hearing/language.ts'
import { looksLikeQuestion } from '../hearing/question.ts'
import { cleanText, fold } from '../hearing/text.ts'
import { DAY_MS } from '../time.ts'
import { ask, consult, notUnderstood } from './asking.ts'
import { currentAssessment } from './assessments.ts'
import type { Next } from './card.ts'
import { nameOfCard } from './card-name.ts'
import { cardOf } from './cards.ts'
import { obey } from './commands.ts'
import { planNudge } from './nudge.ts'
import { proceed } from './proceed.ts'
import { asking } from './question.ts'
import { recap } from './resume.ts'

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
  const awayMs = draft.state.heardAt === 0 ? 0 : draft.event.at - draft.state.heardAt
  meet(draft, message)
  if (message.body.kind === 'choice') draft.tapped = labelOf(draft, message.body)
  if (draft.state.takenOverBy !== null && !commands(draft, message, always)) return
  if (draft.state.ask !== null && !commands(draft, message, urgent)) {
    defer(draft, message)
    return
  }
  const first = !draft.state.greeted
  if (first) greet(draft, message)
  else if (awayMs > AWAY_MS) welcomeBack(draft, message)
  if (!first || !isGreetingOnly(draft, message)) proceed(draft, hear(draft, message))
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

/** The hearing order of the design: a tapped choice, a command, the open card's own check, a question, an interpretation. */
function hear(draft: Draft, message: InboundMessage): Next {
  const { body } = message
  const { open } = draft.state
  switch (body.kind) {
    case 'choice':
      return hearTapped(draft, body)
    case 'voice':
      tell(draft, phrase(draft, 'kind.voice', {}))
      return 'again'
    case 'image':
    case 'document':
      tell(draft, phrase(draft, 'kind.file', {}))
      return 'again'
    case 'other':
      tell(draft, phrase(draft, otherKinds[body.what] ?? 'kind.other', {}))
      return 'again'
    case 'text':
      break
  }
  const text = cleanText(body.text)
  const folded = fold(text)
  if (folded === '') return notUnderstood(draft)
  const card = open === null ? null : cardOf(open)
  const choices = card?.choices(draft) ?? []
  const exact = choices.find(({ value, label }) => value === text.trim() || fold(label) === folded)
  if (card !== null && exact !== undefined) return understood(draft, card.chosen(draft, exact.value))
  const command = hearCommand(text, draft.content.ears)
  if (command !== null) return obey(draft, command)
  if (isGreeting(text, draft.content.ears)) return greetAgain(draft)
  if (card !== null) {
    const next = hearOnCard(draft, text, choices)
    if (next !== null) return next
  }
  if (looksLikeQuestion(text, draft.content.ears)) return consult(draft, text)
  if (open === null && currentAssessment(draft.state) !== null) return { show: { kind: 'resume' } }
  if (open === null || open.kind === 'menu' || open.kind === 'useful') return consult(draft, text)
  return interpret(draft, text) ?? notUnderstood(draft)
}

/** Free words under a question with choices go to be interpreted; elsewhere they mean nothing. */
function interpret(draft: Draft, text: string): Next | null {
  const { open, language } = draft.state
  const asked = open?.kind === 'question' || open?.kind === 'confirm' ? asking(draft, open.question) : null
  if (asked === null || language === null || asked.question.kind !== 'choice') return null
  const options = asked.question.options.map(({ id, label }) => ({ id, label: inLanguage(draft, label) }))
  ask(draft, { kind: 'interpret', text, language, question: asked.question.id, options }, text)
  return 'wait'
}

/** A choice named by number, label or a close spelling, or words that the card understands. */
function hearOnCard(draft: Draft, text: string, choices: readonly Choice[]): Next | null {
  const { open } = draft.state
  if (open === null) return null
  const { ears } = draft.content
  const card = cardOf(open)
  const asked = open.kind === 'question' ? asking(draft, open.question) : null
  if (asked?.question.kind === 'text' && looksLikeQuestion(text, ears)) return null
  if (asked === null || asked.question.kind === 'choice') {
    const heard = hearChoice(
      text,
      choices.map(({ value, label }) => ({ id: value, label })),
      ears,
    )
    const picked = heard?.options[0]
    const isOffered = choices.some(({ value }) => value === picked) || (asked !== null && picked === 'rather_not')
    if (heard !== null && picked !== undefined && isOffered) {
      if (heard.sure || open.kind !== 'question') return understood(draft, card.chosen(draft, picked))
      return { show: { kind: 'confirm', question: open.question, answer: { option: picked }, changing: open.changing } }
    }
  }
  const next = card.words(draft, text)
  return next === null ? null : understood(draft, next)
}

function hearTapped(draft: Draft, tapped: TappedChoice): Next {
  const { open } = draft.state
  if (open === null || labelOf(draft, tapped) === null) {
    tell(draft, phrase(draft, 'stale', {}))
    return 'again'
  }
  return understood(draft, cardOf(open).chosen(draft, tapped.value))
}

/** What a button of the open card says; null for one that hung under anything else. */
function labelOf(draft: Draft, { value, question, card }: TappedChoice): string | null {
  const { open } = draft.state
  if (open === null) return null
  if (question !== undefined && (open.kind !== 'question' || open.question !== question)) return null
  if (card !== undefined && card !== nameOfCard(draft, open)) return null
  return (
    cardOf(open)
      .choices(draft)
      .find((choice) => choice.value === value)?.label ?? null
  )
}

/** What is said of a message that is neither words nor a file. */
const otherKinds: Readonly<Record<string, 'kind.edited' | 'kind.too_large'>> = {
  edited: 'kind.edited',
  too_large: 'kind.too_large',
}

function understood(draft: Draft, next: Next): Next {
  if (draft.state.missed > 0 && next !== 'again') change(draft, { missed: 0 })
  return next
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

function greetAgain(draft: Draft): Next {
  tell(draft, phrase(draft, 'greet.again', {}))
  if (currentAssessment(draft.state) !== null) return { show: { kind: 'resume' } }
  return draft.state.open === null ? { show: { kind: 'menu' } } : 'again'
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
  if (fold(text) === '' || text.trim() === '/start' || isGreeting(text, ears)) return true
  return hearCommand(text, ears) === null && !looksLikeQuestion(text, ears) && text.trim().split(/\s+/).length < 3
}
