import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hearChoice, hearChoices } from '../../../src/core/hearing/choice.ts'
import { hearCommand } from '../../../src/core/hearing/commands.ts'
import { isGreeting } from '../../../src/core/hearing/greeting.ts'
import { guessLanguage } from '../../../src/core/hearing/language.ts'
import { hearNumber, hearOrdinal } from '../../../src/core/hearing/numbers.ts'
import { looksLikeQuestion } from '../../../src/core/hearing/question.ts'
import { cleanText } from '../../../src/core/hearing/text.ts'
import { ears } from './content.ts'

const options = ['yes', 'no', '__proto__', 'constructor'].map((id) => ({ id, label: `Label ${id}` }))

/** Words of the vocabulary and of no vocabulary, joined at random: nearer to sentences than loose characters are. */
const babble = fc
  .array(
    fc.constantFrom(
      ...ears.commands.keys(),
      ...ears.numbers.keys(),
      ...ears.fillers,
      'y',
      ',',
      '4',
      '٣',
      '\u0000',
      '\ud800',
      '🤝🏽',
    ),
    {
      maxLength: 12,
    },
  )
  .map((words) => words.join(' '))

function hearAll(text: string): unknown[] {
  return [
    hearCommand(text, ears),
    hearChoice(text, options, ears),
    hearChoices(text, options, ears),
    hearNumber(text, ears),
    hearOrdinal(text, ears),
    looksLikeQuestion(text, ears),
    isGreeting(text, ears),
    guessLanguage(text, { language: text, country: text }, ears, () => undefined, 'es'),
  ]
}

it('nothing that is typed makes hearing throw, and the same is heard twice', () => {
  const typed = fc.oneof(babble, fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme' }))
  fc.assert(
    fc.property(typed, (text) => {
      expect(hearAll(text)).toEqual(hearAll(text))
      hearAll(cleanText(text))
    }),
    { numRuns: 500 },
  )
})

it.each([
  ['__proto__'],
  ['constructor'],
  ['toString'],
  ['hasOwnProperty'],
  ['NaN'],
  ['Infinity'],
  ['-Infinity'],
  ['1e999'],
  ['0x7f'],
  ['${7*7}'],
  ['../../etc/passwd'],
  ["'; DROP TABLE answers; --"],
  ['<script>alert(1)</script>'],
  ['%00'],
  ['\u202e\u2066\ufeff'],
  ['(((((((((((((((((((((((((((((('],
  ['1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1!'],
])('%j gives no command', (text) => {
  expect(hearCommand(text, ears)).toBeNull()
  hearAll(text)
})

it('stays quick with the longest text a person may send', () => {
  for (const unit of ['a ', '1,', '1 y ', 'cambiar ', 'क्या ', 'no ', '(', '\u0301', '👨‍👩‍👧‍👦', '\ud800']) {
    const text = cleanText(unit.repeat(4000))
    const from = performance.now()
    hearAll(text)
    expect(performance.now() - from).toBeLessThan(500)
  }
})
