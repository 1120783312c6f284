import type { Content, Language } from '../content.ts'
import type { FollowUp, RecordChange } from '../outcome.ts'
import type { State } from '../state.ts'

/** What is stored of a conversation, and whose language it is told in. */
export interface SummaryInput {
  readonly state: State
  readonly answers: readonly Extract<RecordChange, { type: 'answer' }>[]
  readonly followUps: readonly FollowUp[]
  readonly transcript: readonly {
    readonly at: number
    readonly who: 'person' | 'bot' | 'staff'
    readonly id: string
    readonly text: string
    /** Never quoted. */
    readonly sensitive?: boolean
  }[]
  readonly content: Content
  readonly language: Language
}

/** Finds the message behind a line. */
export interface Sources {
  /** What the person said, or where that was not kept by itself, what the bot replied. */
  ofEvent(event: string | undefined): string | null
  /** Of the last answer to the first of these that was answered, in this assessment where one is named. */
  ofAnswer(questions: readonly string[], assessment?: string): string | null
  /** What the bot said right after the last answer of an assessment: its result. */
  ofResult(assessment: string): string | null
  /** The last thing the bot said: what is open now. */
  readonly last: string | null
}

export function sourcesOf({ state, answers, transcript }: SummaryInput): Sources {
  const known = new Set(transcript.map(({ id }) => id))
  const existing = (...ids: readonly string[]) => ids.find((id) => known.has(id)) ?? null
  const told = answers.filter((one) => !one.sensitive && one.answer !== null && one.firm === state.firm)
  const eventOf = (question: string, assessment: string | undefined) =>
    told.findLast((one) => one.question === question && (assessment === undefined || one.assessment === assessment))
      ?.event
  const ofEvent = (event: string | undefined) => (event === undefined ? null : existing(event, `${event}/0`))
  return {
    ofEvent,
    ofAnswer: (questions, assessment) =>
      ofEvent(questions.map((id) => eventOf(id, assessment)).find((event) => event !== undefined)),
    ofResult(assessment) {
      const event = told.findLast((one) => one.assessment === assessment)?.event
      return event === undefined ? null : existing(`${event}/0`, event)
    },
    last: transcript.findLast((entry) => entry.who === 'bot')?.id ?? null,
  }
}
