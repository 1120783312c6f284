import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { split } from '../../src/channels/split.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const charactersOf = (text: string) => [...graphemes.segment(text)].map(({ segment }) => segment)
const bare = (text: string) => text.replace(/\s/g, '')

describe('a long text is cut', () => {
  test.each([
    ['after a paragraph', 'Uno dos tres.\n\nCuatro cinco seis.', 24, ['Uno dos tres.', 'Cuatro cinco seis.']],
    ['after a line', 'Uno dos tres\nCuatro cinco seis', 24, ['Uno dos tres', 'Cuatro cinco seis']],
    ['after a sentence', 'Uno dos tres. Cuatro cinco seis.', 24, ['Uno dos tres.', 'Cuatro cinco seis.']],
    ['after a Hindi sentence', 'एक दो तीन। चार पाँच छह सात।', 18, ['एक दो तीन।', 'चार पाँच छह सात।']],
    ['after a word', 'Uno dos tres cuatro', 14, ['Uno dos tres', 'cuatro']],
    ['between characters', '👩🏽‍🌾👩🏽‍🌾👩🏽‍🌾', 16, ['👩🏽‍🌾👩🏽‍🌾', '👩🏽‍🌾']],
    ['not at all where it fits', 'Uno dos', 14, ['Uno dos']],
  ])('%s', (_where, text, most, parts) => {
    expect(split(text, most)).toEqual(parts)
  })

  test('so that no part is too long, nothing but white space is lost, and no character is torn', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 20, max: 60 }), (text, most) => {
        const parts = split(text, most)
        expect(parts.every((part) => part.length <= most && part !== '')).toBe(true)
        expect(bare(parts.join(''))).toBe(bare(text))
        const longest = Math.max(0, ...charactersOf(text).map((one) => one.length))
        if (longest <= most)
          expect(
            parts
              .flatMap(charactersOf)
              .filter((one) => bare(one) !== '')
              .join(''),
          ).toBe(bare(text))
      }),
    )
  })

  test('also within a character that is longer than a message', () => {
    const marks = `a${'\u0301'.repeat(100)}`
    expect(split(marks, 40).join('')).toBe(marks)
  })
})
