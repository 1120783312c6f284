import type { Condition, RouteCondition } from '../../core/content.ts'
import type { Path, Problem } from '../finding.ts'
import type { Sheet, SheetQuestion } from './format.ts'
import type { Known } from './known.ts'
import type { Placed } from './questions.ts'
import { canHold } from './reach.ts'

/** Conditions that name what does not exist, look where they must not, or can never be true. */
export function* conditionProblems(sheet: Sheet, questions: readonly Placed[], known: Known): Generator<Problem> {
  const all = questions.map(({ question }) => question)
  for (const [n, { question, part, at }] of questions.entries()) {
    const seen = questions
      .slice(0, n)
      .filter((before) => before.part !== 'questions' || before.question.dimension === question.dimension)
    const rule =
      part === 'questions'
        ? 'a scored question looks at triage, profile or earlier questions of its dimension only'
        : 'it is asked later'
    yield* judge(
      question.id,
      question.when,
      [...at, 'when'],
      seen.map((one) => one.question),
      rule,
      known,
    )
  }
  for (const [n, action] of sheet.actions.entries()) {
    yield* judge(action.id, action.when, ['actions', n, 'when'], all, '', known)
  }
  for (const [n, path] of sheet.triage.paths.entries()) {
    const at = ['triage', 'paths', n, 'when']
    yield* judge(path.id, path.when, at, sheet.triage.questions, 'a path looks at triage questions only', known)
  }
  const open = questions.filter(({ part }) => part !== 'sensitive').map(({ question }) => question)
  for (const [n, route] of sheet.routing.line.entries()) {
    const at = ['routing', 'line', n, 'when']
    yield* judge(
      `the route to ${route.line}`,
      route.when,
      at,
      open,
      'sensitive answers may only add a line, under "also"',
      known,
    )
  }
  for (const [n, route] of sheet.routing.also.entries()) {
    yield* judge(`the route to ${route.line}`, route.when, ['routing', 'also', n, 'when'], all, '', known)
  }
}

/** What is wrong with one condition; with a `rule`, it may look at `visible` questions only. */
export function* judge(
  who: string,
  when: Condition | RouteCondition | undefined,
  at: Path,
  visible: readonly SheetQuestion[],
  rule: string,
  known: Known,
): Generator<Problem> {
  if (when === undefined) return
  const dead = [...judgeReferences(who, when, at, known)]
  yield* dead
  if (dead.length > 0) return
  const hidden = rule === '' ? undefined : questionsIn(when).find((id) => !visible.some((one) => one.id === id))
  if (hidden !== undefined) {
    yield { at, problem: `${who} looks at ${hidden}: ${rule}`, mend: 'look at a question that is asked before' }
  } else if (!canHold(when, (id) => visible.find((one) => one.id === id))) {
    yield {
      at,
      problem: `${who} is never reached: no answers make its "when" true`,
      mend: 'mend the condition, or take the item out for this country',
    }
  }
}

/** Names in a condition that lead nowhere. */
export function* judgeReferences(
  who: string,
  when: Condition | RouteCondition,
  at: Path,
  known: Known,
): Generator<Problem> {
  if ('all' in when)
    for (const [n, one] of when.all.entries()) yield* judgeReferences(who, one, [...at, 'all', n], known)
  else if ('any' in when)
    for (const [n, one] of when.any.entries()) yield* judgeReferences(who, one, [...at, 'any', n], known)
  else if ('not' in when) yield* judgeReferences(who, when.not, [...at, 'not'], known)
  else if ('score' in when) {
    if (when.score === 'overall' || known.dimensions.has(when.score)) return
    yield {
      at,
      problem: `${who} looks at the score of ${when.score}, which does not exist`,
      mend: 'use "overall" or an id of "dimensions"',
    }
  } else {
    const options = known.questions.get(when.question)
    if (options === undefined) {
      yield {
        at,
        problem: `${who} looks at the question ${when.question}, which does not exist`,
        mend: 'use the id of a question',
      }
      return
    }
    for (const option of when.in) {
      // "rather_not" may be said to every question, listed or not.
      if (options.has(option) || option === 'rather_not') continue
      yield {
        at,
        problem: `${who} looks for the answer ${option}, which ${when.question} does not have`,
        mend: 'use the id of one of its options',
      }
    }
  }
}

function questionsIn(when: Condition | RouteCondition): string[] {
  if ('all' in when) return when.all.flatMap(questionsIn)
  if ('any' in when) return when.any.flatMap(questionsIn)
  if ('not' in when) return questionsIn(when.not)
  return 'question' in when ? [when.question] : []
}
