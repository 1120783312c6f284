import type { Path, Problem } from '../finding.ts'
import { judgeReferences } from './conditions.ts'
import type { Known } from './known.ts'
import type { SheetQuestion } from './format.ts'

/** What other questionnaires are said to know already: they exist, they ask it, and this question has the answer. */
export function* alreadyKnownProblems(
  { id, known, options }: SheetQuestion,
  at: Path,
  own: string,
  everywhere: ReadonlyMap<string, Known>,
): Generator<Problem> {
  if (known === undefined) return
  const other = known.from === own ? undefined : everywhere.get(known.from)
  if (other === undefined) {
    yield {
      at: [...at, 'known', 'from'],
      problem: `${id} is known from the questionnaire ${known.from}, which ${known.from === own ? 'is this one' : 'does not exist'}`,
      mend: 'name another folder of knowledge/questionnaires',
    }
    return
  }
  for (const [n, { option, when }] of known.as.entries()) {
    const place = [...at, 'known', 'as', n]
    if (!options.some((one) => one.id === option)) {
      yield {
        at: [...place, 'option'],
        problem: `${id} is known as ${option}, which is none of its options`,
        mend: 'use the id of one of its options',
      }
    }
    yield* judgeReferences(`what is known of ${id}`, when, [...place, 'when'], other)
  }
}
