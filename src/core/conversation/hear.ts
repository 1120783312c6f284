import { change, inLanguage, language, phrase, tell, type Draft } from '../draft.ts'
import type { InboundMessage, MediaRef, TappedChoice } from '../event.ts'
import { hearChoice } from '../hearing/choice.ts'
import { codeIn } from '../hearing/code.ts'
import { hearCommand } from '../hearing/commands.ts'
import { isGreeting } from '../hearing/greeting.ts'
import { looksLikeQuestion } from '../hearing/question.ts'
import { cleanText, fold } from '../hearing/text.ts'
import type { Choice } from '../outcome.ts'
import type { Open } from '../state.ts'
import { ask, consult, notUnderstood } from './asking.ts'
import { currentAssessment } from './form/assessments.ts'
import type { Next } from './card.ts'
import { nameOfCard } from './card-name.ts'
import { cardOf } from './cards.ts'
import { obey } from './commands.ts'
import { firmCalled, goOverTo } from './firms/choosing.ts'
import { redeem } from './linking.ts'
import { asking, asksPrivately } from './form/question.ts'
import { reactionTo } from './reaction.ts'
import { doneButton, tick } from './form/ticking.ts'

/** Cards under which any words that are no choice are looked up. */
const takesQuestions: ReadonlySet<Open['kind']> = new Set(['menu', 'useful', 'lines'])

/** The hearing order of the design: a tapped choice, a command, the open card's own check, a question, an interpretation. */
export function hear(draft: Draft, { body }: InboundMessage): Next {
  draft.byVoice = false
  switch (body.kind) {
    case 'choice':
      return hearTapped(draft, body)
    case 'reaction': {
      const meant = reactionTo(draft, body) ?? 'wait'
      if (meant === 'again') tell(draft, phrase(draft, 'kind.thumb', {}))
      return typeof meant === 'object' && 'kind' in meant ? hearTapped(draft, meant) : meant
    }
    case 'voice':
      return listen(draft, body.media)
    case 'image':
    case 'document':
      tell(draft, phrase(draft, 'kind.file', {}))
      return 'again'
    case 'other':
      tell(draft, phrase(draft, otherKinds[body.what] ?? 'kind.other', {}))
      return 'again'
    case 'text':
      return hearWords(draft, body.text)
  }
}

/** Words, written or heard by voice. */
export function hearWords(draft: Draft, words: string): Next {
  const { open } = draft.state
  const text = cleanText(words)
  const folded = fold(text)
  if (folded === '') return notUnderstood(draft)
  const code = codeIn(text, draft.content.ears)
  if (code !== null) return redeem(draft, code)
  const card = open === null ? null : cardOf(open)
  const choices = card?.choices(draft) ?? []
  const exact = choices.find(({ value, label }) => value === text.trim() || fold(label) === folded)
  if (card !== null && exact !== undefined) return understood(draft, card.chosen(draft, exact.value))
  const named = firmCalled(draft, folded)
  if (named !== null) return understood(draft, goOverTo(draft, named))
  const command = hearCommand(text, draft.content.ears)
  if (command !== null) return obey(draft, command)
  if (isGreeting(text, draft.content.ears)) return greetAgain(draft)
  if (card !== null) {
    const next = hearOnCard(draft, text, choices)
    if (next !== null) return next
  }
  if (looksLikeQuestion(text, draft.content.ears)) return consult(draft, text)
  if (open === null && currentAssessment(draft.state) !== null) return { show: { kind: 'resume' } }
  if (open === null || takesQuestions.has(open.kind)) return consult(draft, text)
  return interpret(draft, text) ?? notUnderstood(draft)
}

/** What a button of the open card says; null for one that hung under anything else. */
export function labelOf(draft: Draft, { value, question, card }: TappedChoice): string | null {
  const { open } = draft.state
  if (open === null) return null
  if (question !== undefined && (open.kind !== 'question' || open.question !== question)) return null
  if (card !== undefined && card !== nameOfCard(draft, open)) return null
  const choices = [...cardOf(open).choices(draft), ...doneButton(draft)]
  return choices.find((choice) => choice.value === value)?.label ?? null
}

/** A voice note is listened to outside; what was said comes back as words. */
function listen(draft: Draft, media: MediaRef): Next {
  if (asksPrivately(draft)) draft.sensitive = true
  ask(draft, { kind: 'transcribe', media, language: language(draft) }, '', media)
  return 'wait'
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
  return understood(draft, tick(draft, tapped) ?? cardOf(open).chosen(draft, tapped.value))
}

/** What is said of a message that is neither words nor a file. */
const otherKinds: Readonly<Record<string, 'kind.edited' | 'kind.too_large' | 'kind.call'>> = {
  edited: 'kind.edited',
  too_large: 'kind.too_large',
  call: 'kind.call',
}

function understood(draft: Draft, next: Next): Next {
  if (draft.state.missed > 0 && next !== 'again') change(draft, { missed: 0 })
  return next
}

function greetAgain(draft: Draft): Next {
  tell(draft, phrase(draft, 'greet.again', {}))
  if (currentAssessment(draft.state) !== null) return { show: { kind: 'resume' } }
  return draft.state.open === null ? { show: { kind: 'menu' } } : 'again'
}
