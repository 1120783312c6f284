import type { Question } from '../../content.ts'
import { change, phrase, send, tell, type Draft } from '../../draft.ts'
import type { TappedChoice } from '../../event.ts'
import { standsAlone } from '../../hearing/choice.ts'
import type { Choice, OutboundMessage } from '../../outcome.ts'
import { answerInWords } from '../../saying/answer.ts'
import type { Next, OpenOf } from '../card.ts'
import { nameOfCard } from '../card-name.ts'
import { picksOf } from './picks.ts'
import { answered, asking, question } from './question.ts'

/**
 * A tap under a question with several answers ticks or unticks, and the last button gives the answer: what is ticked is
 * kept with what is open, so nothing of it is lost before. Null where something else is open.
 */
export function tick(draft: Draft, { value, under }: TappedChoice): Next | null {
  const at = ticking(draft)
  if (at === null) return null
  const { open, asked, picks } = at
  if (asked.part === 'sensitive') draft.sensitive = true
  if (value !== picks.done.value)
    return showTicks(draft, { ...open, picked: toggled(picks.values, value) }, asked, under)
  if (picks.values.length === 0) return showTicks(draft, open, asked, under)
  return answered(draft, asked, { options: picks.values }, open.changing)
}

/** The button that ends the ticking, with what it stands for; none where something else is open. */
export function doneButton(draft: Draft): Choice[] {
  const at = ticking(draft)
  if (at === null) return []
  const { asked, picks } = at
  const { values, done } = picks
  return [values.length === 0 ? done : { ...done, label: answerInWords(draft, asked, { options: values }) }]
}

interface Ticking {
  readonly open: OpenOf<'question'>
  readonly asked: Question
  readonly picks: NonNullable<OutboundMessage['picks']>
}

function ticking(draft: Draft): Ticking | null {
  const { open } = draft.state
  if (open?.kind !== 'question') return null
  const asked = asking(draft, open.question)?.question
  return asked?.kind === 'choices' ? { open, asked, picks: picksOf(draft, open, asked) } : null
}

/** Where the buttons hang; with the question once more where that is not known, or where something else is told too. */
function showTicks(draft: Draft, open: OpenOf<'question'>, asked: Question, under: string | undefined): Next {
  change(draft, { open })
  const { values, done } = picksOf(draft, open, asked)
  const picked = answerInWords(draft, asked, { options: values })
  const text =
    values.length === 0
      ? phrase(draft, 'question.none_picked', { done: done.label })
      : phrase(draft, 'question.picked', { picked, done: done.label })
  if (under === undefined || draft.told.length > 0) {
    tell(draft, text)
    return 'again'
  }
  const shown = { ...question.show(draft, open), choices: question.choices(draft, open) }
  send(draft, { ...shown, text, card: nameOfCard(draft, open), edits: under })
  return 'wait'
}

/** One that says there is nothing to choose unticks all others, and goes itself when another is ticked. */
function toggled(picked: readonly string[], value: string): string[] {
  if (picked.includes(value)) return picked.filter((one) => one !== value)
  return standsAlone(value) ? [value] : [...picked.filter((one) => !standsAlone(one)), value]
}
