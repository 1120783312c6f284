import { expect, test } from 'vitest'
import { commitLate } from './late-commit.ts'

test.each(['nothing waits', 'another waits'] as const)(
  'a commit that comes after its lease was lost changes nothing, when %s',
  async (when) => {
    expect(await commitLate(when)).toMatchObject({ lost: 0, doubled: 0, disordered: 0, late: 'already' })
  },
)
