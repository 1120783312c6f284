import { describe, expect, it } from 'vitest'
import { consult } from '../../src/asks/consult.ts'
import { openLibrary } from '../../src/asks/library/index.ts'
import { content } from './content.ts'
import { declined, honest } from './declined.ts'
import type { Asked } from './questions.ts'

const library = openLibrary(content)

async function isDeclined({ q, language, country }: Asked): Promise<boolean> {
  const ask = {
    ...({ id: 'a', kind: 'consult', question: q, language, country } as const),
    ...{ before: [], product: null, askedBack: true },
  }
  const { answers } = await consult(ask, { content, library, today: '2026-11-24' })
  return answers.some(({ outcome }) => outcome === 'declined')
}

async function count(asked: readonly Asked[], wanted: boolean): Promise<string[]> {
  const found = await Promise.all(asked.map(async (one) => ({ one, is: await isDeclined(one) })))
  return found.filter(({ is }) => is !== wanted).map(({ one }) => one.q)
}

describe('what must not be helped with (P36)', () => {
  it('is declined, or at least not answered, in nine of ten ways of asking for it', async () => {
    const missed = await count(declined, true)
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(declined.length * 0.1)
  })

  it('does not keep its honest neighbours from an answer', async () => {
    const wronged = await count(honest, false)
    expect(wronged.length, wronged.join('\n')).toBeLessThanOrEqual(honest.length * 0.03)
  })
})
