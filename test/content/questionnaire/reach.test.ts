import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SheetQuestion } from '../../../src/content/questionnaire/format.ts'
import { canHold } from '../../../src/content/questionnaire/reach.ts'
import type { Condition } from '../../../src/core/content.ts'

const text = { es: 'x' }

/** A question with these options. */
function question(id: string, options: readonly string[], more: Partial<SheetQuestion> = {}): SheetQuestion {
  return {
    id,
    kind: 'choice',
    ask: text,
    why: text,
    facts: [],
    options: options.map((one) => ({ id: one, label: text })),
    ...more,
  }
}

const questions = [
  question('offer', ['goods', 'services']),
  question('family', ['fresh', 'crafts'], { when: { not: { question: 'offer', in: ['services'] } } }),
  question('groups', ['a', 'b'], { kind: 'choices' }),
]
const find = (id: string) => questions.find((one) => one.id === id)

describe('whether any answers make a condition true', () => {
  test.each<[string, boolean, Condition]>([
    ['an option that exists', true, { question: 'offer', in: ['goods'] }],
    ['an option that does not', false, { question: 'offer', in: ['gold'] }],
    ['a question that does not exist', false, { question: 'ghost', in: ['a'] }],
    ['not a question that does not exist', true, { not: { question: 'ghost', in: ['a'] } }],
    [
      'any of which one can be',
      true,
      {
        any: [
          { question: 'ghost', in: ['a'] },
          { question: 'offer', in: ['goods'] },
        ],
      },
    ],
    [
      'two options of one choice at once',
      false,
      {
        all: [
          { question: 'offer', in: ['goods'] },
          { question: 'offer', in: ['services'] },
        ],
      },
    ],
    [
      'two options where several may be chosen',
      true,
      {
        all: [
          { question: 'groups', in: ['a'] },
          { question: 'groups', in: ['b'] },
        ],
      },
    ],
    [
      'an option and its opposite',
      false,
      { all: [{ question: 'groups', in: ['a'] }, { not: { question: 'groups', in: ['a', 'b'] } }] },
    ],
    [
      'none of all options, as people may rather not say',
      true,
      { not: { question: 'offer', in: ['goods', 'services'] } },
    ],
    [
      'an answer to a question that is not asked then',
      false,
      {
        all: [
          { question: 'offer', in: ['services'] },
          { question: 'family', in: ['fresh'] },
        ],
      },
    ],
    [
      'an answer to a question that is asked then',
      true,
      {
        all: [
          { question: 'offer', in: ['goods'] },
          { question: 'family', in: ['fresh'] },
        ],
      },
    ],
    [
      'the opposite of any',
      false,
      { all: [{ not: { any: [{ question: 'offer', in: ['goods'] }] } }, { question: 'offer', in: ['goods'] }] },
    ],
  ])('%s: %s', (_title, expected, condition) => {
    expect(canHold(condition, find)).toBe(expected)
  })

  test('agrees with trying every set of answers', () => {
    const leaf = fc.oneof(
      fc
        .subarray(['goods', 'services', 'gold'], { minLength: 1 })
        .map((options) => ({ question: 'offer', in: options })),
      fc.subarray(['fresh', 'crafts'], { minLength: 1 }).map((options) => ({ question: 'family', in: options })),
      fc.subarray(['a', 'b', 'c'], { minLength: 1 }).map((options) => ({ question: 'groups', in: options })),
    )
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
        fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
        tie('condition').map((not) => ({ not })),
      ),
    }))
    fc.assert(
      fc.property(condition, (one) => {
        expect(canHold(one, find)).toBe(everyAnswers.some((answers) => holds(one, answers)))
      }),
    )
  })
})

type Given = Readonly<Record<string, readonly string[]>>

/** All that people could answer; what is not asked is not answered. */
const everyAnswers: Given[] = ['', 'goods', 'services', 'rather_not'].flatMap((offer) =>
  (offer === 'services' ? [''] : ['', 'fresh', 'crafts', 'rather_not']).flatMap((family) =>
    [[], ['a'], ['b'], ['a', 'b'], ['rather_not']].map((groups) => ({ offer: [offer], family: [family], groups })),
  ),
)

function holds(condition: Condition, given: Given): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, given))
  if ('any' in condition) return condition.any.some((one) => holds(one, given))
  if ('not' in condition) return !holds(condition.not, given)
  return (given[condition.question] ?? []).some((option) => condition.in.includes(option))
}
