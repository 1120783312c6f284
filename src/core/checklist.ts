import type { AnyQuestionnaire, Condition, Question, Text } from './content.ts'

/** A questionnaire that ends in a list of what to do, in order; it has no score. */
export interface ChecklistQuestionnaire extends AnyQuestionnaire {
  readonly ends: 'checklist'
  /** In the order of asking; those about the firm itself, such as its country, are of the part `profile`. */
  readonly asked: readonly Question[]
  readonly words: Readonly<Record<'confirm' | 'cautions_title' | 'empty', Text>>
  /** In the order of doing. */
  readonly stages: readonly Stage[]
  /** In file order. */
  readonly items: readonly Item[]
}

/** A part of a checklist: what is done around the same time. */
export interface Stage {
  readonly id: string
  readonly title: Text
}

/** One line of a checklist. */
export interface Item {
  readonly id: string
  readonly stage: string
  /** A caution is said before everything else. */
  readonly kind: 'register' | 'paper' | 'step' | 'check' | 'caution'
  readonly when?: Condition
  readonly title: Text
  readonly what: Text
  /** Id of the office it is done at, or of whom it is done with. */
  readonly office: string
  /** The office to confirm with. */
  readonly confirm?: string
  readonly facts: readonly string[]
  /** The section that explains it: `co/sae#steps`. */
  readonly article: string
}

/** What the answers to another questionnaire already say of a question: the first whose condition holds there. */
export interface KnownFrom {
  readonly from: string
  readonly as: readonly { readonly option: string; readonly when: Condition }[]
}
