import type { CountryCode, Questionnaire } from '../../core/content.ts'
import type { Problem } from '../finding.ts'
import { fit, type Fitted } from '../fit.ts'
import type { Places } from '../places.ts'
import { placeholders } from '../texts.ts'
import { actionProblems } from './actions.ts'
import { alreadyKnownProblems } from './already-known.ts'
import { checklistSheet, type ChecklistSheet } from './checklist-format.ts'
import { conditionProblems, judge } from './conditions.ts'
import { sheet } from './format.ts'
import { itemProblems, type Shelf } from './items.ts'
import type { Known } from './known.ts'
import { placed, questionProblems, type Placed } from './questions.ts'
import { ruleProblems } from './rules.ts'
import { shapeChecklist } from './shape-checklist.ts'
import { shape } from './shape.ts'

/** What a questionnaire is checked against. */
export interface Around {
  readonly id: string
  /** The names that every questionnaire gives, this one included. */
  readonly everywhere: ReadonlyMap<string, Known>
  readonly around: Shelf
  readonly places: Places
}

/** One country's questionnaire, or null where too little of it fits; `checks` look through `root`, `format` through what was given. */
export interface Read {
  readonly value: Questionnaire | null
  readonly root: unknown
  readonly format: readonly Problem[]
  readonly checks: readonly Problem[]
}

/** One that ends in a score. */
export function readScored(flat: unknown, country: CountryCode, { id, everywhere, around, places }: Around): Read {
  const fitted = fit(sheet, flat, places)
  const { value } = fitted
  const known = everywhere.get(id)
  if (value === null || known === undefined) return unread(fitted)
  const questions = placed(value, country)
  const ids = new Set(everywhere.keys())
  return {
    value: shape(value, country, ids),
    root: fitted.root,
    format: fitted.problems,
    checks: [
      ...questionProblems(questions, known, value.scoring.option_scores),
      ...questions.flatMap(({ question, at }) => [...alreadyKnownProblems(question, at, id, everywhere)]),
      ...actionProblems(value, country, known, around.articles),
      ...ruleProblems(value, known, ids),
      ...conditionProblems(value, questions, known),
    ],
  }
}

/** One that ends in a checklist. */
export function readChecklist(flat: unknown, country: CountryCode, { id, everywhere, around, places }: Around): Read {
  const fitted = fit(checklistSheet, flat, places)
  const { value } = fitted
  const known = everywhere.get(id)
  if (value === null || known === undefined) return unread(fitted)
  const questions = value.questions.map((question, n): Placed => ({
    part: 'questions',
    question,
    at: ['questions', n],
  }))
  return {
    value: shapeChecklist(value, country),
    root: fitted.root,
    format: fitted.problems,
    checks: [
      ...questionProblems(questions, known, null),
      ...questions.flatMap(({ question, at }, n) => [
        ...unansweredProblems(question, at),
        ...alreadyKnownProblems(question, at, id, everywhere),
        ...judge(
          ...([
            question.id,
            question.when,
            [...at, 'when'],
            value.questions.slice(0, n),
            'it is asked later',
            known,
          ] as const),
        ),
      ]),
      ...itemProblems(value, country, known, around),
      ...wordProblems(value),
    ],
  }
}

function unread({ root, problems }: Fitted<unknown>): Read {
  return { value: null, root, format: problems, checks: [] }
}

/** "I don't know" is an answer to everything but the country. */
function* unansweredProblems({ id, asked, options }: Placed['question'], at: Placed['at']): Generator<Problem> {
  if (asked !== undefined || options.length === 0 || options.some(({ unknown }) => unknown)) return
  yield { at, problem: `${id} has no "I don't know"`, mend: 'add an option with "unknown: true"' }
}

function* wordProblems({ words }: ChecklistSheet): Generator<Problem> {
  if (placeholders(Object.values(words.confirm)[0] ?? '') === '{office}') return
  yield { at: ['words', 'confirm'], problem: 'this text has to hold {office}', mend: 'put it where the value belongs' }
}
