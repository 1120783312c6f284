import type { Question } from '../../content.ts'
import { change, inLanguage, phrase, questionnaire, tell, type Draft } from '../../draft.ts'
import { hearChoices } from '../../hearing/choice.ts'
import { hearNumber } from '../../hearing/numbers.ts'
import { fold } from '../../hearing/text.ts'
import type { Choice } from '../../outcome.ts'
import type { Answer, Assessment } from '../../state.ts'
import { answerTo, answersOf, putAnswer } from './answers.ts'
import { currentAssessment, currentFirm, lastFinished, putAssessment, recordFirm } from './assessments.ts'
import type { Card, Next } from '../card.ts'
import { firmInTalk } from '../firms/names.ts'
import { readiness } from './questionnaires.ts'
import { migrate } from './migrating.ts'
import { numbering, sectionOf } from './agenda.ts'
import { picksOf } from './picks.ts'
import { answerInWords } from '../../saying/answer.ts'

/** Longest text answer kept, in characters: a name, a product, a place. */
const TEXT_ANSWER_LIMIT = 200

/** One question of a questionnaire. */
export const question: Card<'question'> = {
  choices(draft, open) {
    const asked = asking(draft, open.question)
    // A number is written, not picked: numbered choices beside it would be taken for it.
    return asked === null || asked.question.kind === 'number' ? [] : choicesOfQuestion(draft, asked.question)
  },
  show(draft, open) {
    const asked = asking(draft, open.question)
    if (asked === null) return { text: phrase(draft, 'menu.text', {}) }
    const { number, of } = numberOf(draft, asked)
    const heading = headingOf(draft, asked, number, of)
    const hint = hintOf(draft, asked.question)
    const text = [heading, [inLanguage(draft, asked.question.ask), hint].filter(Boolean).join('\n')]
      .filter(Boolean)
      .join('\n')
    const { questionnaire } = asked.assessment
    const shown = { questionnaire, id: asked.question.id, number, of }
    if (asked.question.kind !== 'choices') return { text, question: shown }
    return { text, question: { ...shown, several: true }, picks: picksOf(draft, open, asked.question) }
  },
  chosen(draft, open, value) {
    const asked = asking(draft, open.question)
    if (asked === null) return 'on'
    const answer: Answer = asked.question.kind === 'choices' ? { options: [value] } : { option: value }
    return answered(draft, asked.question, answer, open.changing)
  },
  words(draft, open, text) {
    const asked = asking(draft, open.question)
    if (asked === null) return null
    switch (asked.question.kind) {
      case 'choice':
        return null
      case 'choices': {
        const { values, done } = picksOf(draft, open, asked.question)
        if (values.length > 0 && fold(text) === fold(done.label))
          return answered(draft, asked.question, { options: values }, open.changing)
        const heard = hearChoices(text, choicesOfQuestion(draft, asked.question).map(toOption), draft.content.ears)
        return heard === null ? null : answered(draft, asked.question, { options: heard.options }, open.changing)
      }
      case 'number':
        return (
          heardNumber(draft, asked.question, text, open.changing) ??
          heardSetAnswer(draft, asked.question, text, open.changing)
        )
      case 'text':
        return (
          heardSetAnswer(draft, asked.question, text, open.changing) ??
          heardText(draft, asked.question, text, open.changing)
        )
    }
  },
}

/** An answer that was given: written down, but one by voice is read back before it counts (P16). */
export function answered(draft: Draft, asked: Question, answer: Answer, changing: boolean): Next {
  if (!draft.byVoice) return counted(draft, asked, answer, changing)
  return { show: { kind: 'confirm', question: asked.id, answer, changing } }
}

/** Writes an answer down and goes on; a changed one is said back, with what stood before. */
export function counted(draft: Draft, asked: Question, answer: Answer, changing: boolean): Next {
  const at = asking(draft, asked.id)
  if (at === null) return 'on'
  const firm = currentFirm(draft.state)
  const before = firm === null ? undefined : answerTo(firm, at.assessment, asked)
  putAnswer(draft, at.assessment, asked, answer)
  if (asked.part === 'profile') recordFirm(draft)
  if (changing && before !== undefined) {
    const values = { before: answerInWords(draft, asked, before), now: answerInWords(draft, asked, answer) }
    tell(draft, phrase(draft, 'changed', values))
  }
  change(draft, { missed: 0 })
  reopen(draft, at.assessment.id, asked, JSON.stringify(before) !== JSON.stringify(answer))
  return 'on'
}

/** A finished assessment whose answer changed goes on: what is asked now, then the result once more. */
function reopen(draft: Draft, id: string, asked: Question, isNew: boolean): void {
  const assessment = currentFirm(draft.state)?.assessments.find((one) => one.id === id)
  const counts = asked.part === 'questions' || asked.part === 'triage'
  if (assessment?.status !== 'finished' || !counts || !isNew) return
  putAssessment(draft, { ...assessment, status: 'open', touchedAt: draft.event.at })
  migrate(draft)
}

/** A question that can be answered now, and the assessment its answer belongs to. */
export function asking(draft: Draft, id: string): { question: Question; assessment: Assessment } | null {
  const { state } = draft
  // After a result come its sensitive questions, whatever else was begun or finished meanwhile.
  for (const assessment of [currentAssessment(state), lastFinished(state), lastFinished(state, readiness)]) {
    const question = assessment === null ? undefined : questionnaire(draft, assessment.questionnaire).byId[id]
    if (assessment !== null && question !== undefined) return { question, assessment }
  }
  return null
}

/** What is open asks for something that is kept sealed. */
export function asksPrivately(draft: Draft): boolean {
  const { open } = draft.state
  if (open?.kind !== 'question' && open?.kind !== 'confirm') return false
  return asking(draft, open.question)?.question.part === 'sensitive'
}

function choicesOfQuestion(draft: Draft, asked: Question): Choice[] {
  return asked.options.map((option) => ({ value: option.id, label: inLanguage(draft, option.label) }))
}

/** The number of a scored question, written into the assessment when it is shown for the first time. */
function numberOf(
  draft: Draft,
  { question: asked, assessment }: { question: Question; assessment: Assessment },
): {
  number: number | null
  of: number | null
} {
  const firm = currentFirm(draft.state)
  if (asked.part !== 'questions' || firm === null) return { number: null, of: null }
  const whole = questionnaire(draft, assessment.questionnaire)
  const counted = numbering(whole, assessment, answersOf(whole, firm, assessment), asked.id)
  if (assessment.numbers[asked.id] === undefined) {
    putAssessment(draft, { ...assessment, numbers: { ...assessment.numbers, [asked.id]: counted.number } })
  }
  return counted
}

function headingOf(
  draft: Draft,
  asked: { question: Question; assessment: Assessment },
  number: number | null,
  of: number | null,
): string {
  const firm = firmInTalk(draft)
  if (number === null || of === null) return firm
  const section = sectionOf(questionnaire(draft, asked.assessment.questionnaire), asked.question)
  const heading = phrase(draft, 'question.heading', { number, of, section: inLanguage(draft, section) })
  return [firm, heading].filter(Boolean).join(' · ')
}

function hintOf(draft: Draft, asked: Question): string {
  const hints = []
  if (draft.state.access.simple && asked.example !== undefined) hints.push(inLanguage(draft, asked.example))
  if (asked.kind === 'choices') hints.push(phrase(draft, 'question.several', {}))
  if (asked.kind === 'number') hints.push(phrase(draft, 'question.number', {}))
  if (asked.optional) hints.push(phrase(draft, 'question.optional', {}))
  return hints.join(' ')
}

/** "I don't know" and "I'd rather not say", where there is nothing to pick. */
function heardSetAnswer(draft: Draft, asked: Question, text: string, changing: boolean): Next | null {
  const meant = draft.content.ears.answers.get(fold(text))
  if (meant !== 'unknown' && meant !== 'rather_not') return null
  const isListed = meant === 'rather_not' || asked.options.some(({ id }) => id === meant)
  return answered(draft, asked, isListed ? { option: meant } : { skipped: true }, changing)
}

function heardNumber(draft: Draft, asked: Question, text: string, changing: boolean): Next | null {
  const heard = hearNumber(text, draft.content.ears)
  if (heard === null) return null
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = asked
  if (!Number.isInteger(heard) || heard < min || heard > max) {
    tell(draft, phrase(draft, 'number.outside', { min, max }))
    return 'again'
  }
  if (!asked.readBack) return answered(draft, asked, { number: heard }, changing)
  return { show: { kind: 'confirm', question: asked.id, answer: { number: heard }, changing } }
}

function heardText(draft: Draft, asked: Question, text: string, changing: boolean): Next {
  const said = heardName(draft, text)
  if (said === null) return 'again'
  if (asked.id === 'contact' && !/[\p{Nd}]{6}|.@.+\../u.test(said.replace(/[\s().+-]/gu, ''))) {
    tell(draft, phrase(draft, 'text.no_contact', {}))
    return 'again'
  }
  return answered(draft, asked, { text: said }, changing)
}

/** A name, a product, a place as it was said; null, and the person told why, where it is none. */
export function heardName(draft: Draft, text: string): string | null {
  const said = text.trim()
  if (said.length <= TEXT_ANSWER_LIMIT && /[\p{L}\p{N}]/u.test(said)) return said
  tell(draft, phrase(draft, said.length > TEXT_ANSWER_LIMIT ? 'text.too_long' : 'text.no_words', {}))
  return null
}

function toOption(choice: Choice): { id: string; label: string } {
  return { id: choice.value, label: choice.label }
}
