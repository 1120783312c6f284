import type { CountryCode } from '../../core/content.ts'
import type { Path, Problem } from '../finding.ts'
import type { Known } from './known.ts'

/** Offices that do not exist, or not in this country; `named` are the places where one is named. */
export function* officeProblems(
  id: string,
  named: readonly (readonly [Path, string])[],
  offices: Readonly<Record<string, unknown>>,
  country: CountryCode,
  known: Known,
): Generator<Problem> {
  for (const [place, office] of named) {
    if (!known.offices.has(office)) {
      yield {
        at: place,
        problem: `${id} names the office ${office}, which does not exist`,
        mend: 'use a name of "offices"',
      }
    } else if (offices[office] === undefined) {
      yield {
        at: place,
        problem: `${id} sends people of ${country} to ${office}, an office of another country`,
        mend: `use an office of ${country}`,
      }
    }
  }
}
