import type { Path, Problem } from '../finding.ts'
import type { Sheet, SheetQuestion } from './format.ts'
import type { Known } from './known.ts'

/** A question of a sheet, with the part it is asked in and the way to it. */
export interface Placed {
  readonly part: 'triage' | 'profile' | 'questions' | 'sustainability' | 'sensitive'
  readonly question: SheetQuestion
  readonly at: Path
}

/** More choices than this do not fit on a small phone. */
const mostOptions = 12

/** Every question of one country, in the order of the parts' files. */
export function placed(sheet: Sheet, country: string): Placed[] {
  const list = (part: Placed['part'], at: Path, questions: readonly SheetQuestion[]) =>
    questions.map((question, n) => ({ part, question, at: [...at, n] }))
  return [
    ...list('triage', ['triage', 'questions'], sheet.triage.questions),
    ...list('profile', ['profile', 'questions'], sheet.profile.questions),
    ...list('questions', ['questions'], sheet.questions),
    ...list('sustainability', ['sustainability', 'questions'], sheet.sustainability.questions),
    ...list('sensitive', ['sensitive', 'lists', country], sheet.sensitive.lists[country] ?? []),
  ]
}

/**
 * What is wrong with single questions and their options: names used twice, kinds without options, scores that lack.
 * Without `scores` nothing in the questionnaire is scored.
 */
export function* questionProblems(
  questions: readonly Placed[],
  known: Known,
  scores: Sheet['scoring']['option_scores'] | null,
): Generator<Problem> {
  const seen = new Set<string>()
  for (const { part, question, at } of questions) {
    if (seen.has(question.id)) {
      yield {
        at: [...at, 'id'],
        problem: `there are two questions ${question.id}`,
        mend: 'give this one an id of its own',
      }
    }
    seen.add(question.id)
    yield* optionProblems(question, at)
    yield* part === 'questions' && scores !== null
      ? scoreProblems(scores, question, at)
      : unscoredProblems(question, at)
    yield* referenceProblems(question, at, known)
  }
}

function* optionProblems({ id, kind, options, min, max }: SheetQuestion, at: Path): Generator<Problem> {
  const names = options.map((option) => option.id)
  for (const [n, name] of names.entries()) {
    if (names.indexOf(name) !== n) {
      yield {
        at: [...at, 'options', n],
        problem: `${id} has two options ${name}`,
        mend: 'give this one an id of its own',
      }
    }
  }
  if (kind.startsWith('choice') && options.length < 2) {
    yield { at: [...at, 'options'], problem: `${id} leaves no choice`, mend: 'add options, or make it a text' }
  }
  if (options.length > mostOptions) {
    yield {
      at: [...at, 'options'],
      problem: `${id} has ${options.length} options, ${mostOptions} fit`,
      mend: 'join some, or ask in two steps',
    }
  }
  if (kind === 'text' && options.length > 0) {
    yield {
      at: [...at, 'options'],
      problem: `${id} is a text and has options`,
      mend: 'take them out, or make it a choice',
    }
  }
  if (kind === 'number' && (min === undefined || max === undefined || min >= max)) {
    yield { at, problem: `${id} is a number without limits`, mend: 'add "min:" and a greater "max:"' }
  }
}

function* scoreProblems(
  { lowest, highest }: Sheet['scoring']['option_scores'],
  { id, kind, options }: SheetQuestion,
  at: Path,
): Generator<Problem> {
  if (kind !== 'choice')
    yield { at: [...at, 'kind'], problem: `${id} is scored and no choice`, mend: 'make it "kind: choice"' }
  for (const [n, { id: name, score, unknown, not_applicable, rather_not }] of options.entries()) {
    const apart = unknown ?? not_applicable ?? rather_not ?? false
    if (score === undefined && !apart) {
      yield {
        at: [...at, 'options', n],
        problem: `option ${name} of ${id} has no score`,
        mend: `add "score: ${lowest}" to ${highest}, or "unknown", "not_applicable" or "rather_not: true"`,
      }
    }
    if (score !== undefined && (apart || !Number.isInteger(score) || score < lowest || score > highest)) {
      yield {
        at: [...at, 'options', n],
        problem: apart
          ? `option ${name} of ${id} has a score and stands apart from scores`
          : `option ${name} of ${id} scores ${score}`,
        mend: apart ? 'take one of the two out' : `use a whole number from ${lowest} to ${highest}`,
      }
    }
  }
  if (!options.some(({ unknown }) => unknown)) {
    yield { at, problem: `${id} is scored and has no "I don't know"`, mend: 'add an option with "unknown: true"' }
  }
}

function* unscoredProblems({ id, options }: SheetQuestion, at: Path): Generator<Problem> {
  for (const [n, option] of options.entries()) {
    if (option.score !== undefined) {
      yield {
        at: [...at, 'options', n],
        problem: `option ${option.id} of ${id} has a score, and ${id} is not scored`,
        mend: 'take the score out',
      }
    }
  }
}

function* referenceProblems({ id, dimension, gap_actions }: SheetQuestion, at: Path, known: Known): Generator<Problem> {
  if (dimension !== undefined && !known.dimensions.has(dimension)) {
    yield {
      at: [...at, 'dimension'],
      problem: `${id} names the dimension ${dimension}, which does not exist`,
      mend: 'use an id of "dimensions"',
    }
  }
  for (const [n, action] of (gap_actions ?? []).entries()) {
    if (!known.actions.has(action)) {
      yield {
        at: [...at, 'gap_actions', n],
        problem: `${id} names the action ${action}, which does not exist`,
        mend: 'use an id of "actions"',
      }
    }
  }
  if (gap_actions?.length === 0) {
    yield {
      at: [...at, 'gap_actions'],
      problem: `nothing closes a gap at ${id}`,
      mend: 'name at least one action',
      severity: 'notice',
    }
  }
}
