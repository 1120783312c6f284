import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { cleanText, fold } from '../../../src/core/hearing/text.ts'

const anything = fc.string({ unit: 'binary', maxLength: 200 })
/** Any UTF-16 at all, halves of pairs included. */
const broken = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
  .map((units) => String.fromCharCode(...units))

describe('text as it is kept', () => {
  test.each([
    ['Café ☕ नमस्ते', 'Café ☕ नमस्ते'],
    ['cafe\u0301', 'café'],
    ['a\u0000b', 'a\ufffdb'],
    ['one\r\ntwo\rthree\tfour', 'one\ntwo\nthree\tfour'],
    ['\u0007\u001b[31mred', '\ufffd\ufffd[31mred'],
    ['half \ud83d pair', 'half \ufffd pair'],
    ['\udc00', '\ufffd'],
  ])('keeps %j as %j', (raw, kept) => {
    expect(cleanText(raw)).toBe(kept)
  })

  it('cuts between characters as people see them', () => {
    const family = '👨‍👩‍👧‍👦'
    expect(cleanText(family.repeat(5), 3)).toBe(family.repeat(3))
    expect(cleanText('नमस्ते'.repeat(5), 4)).toBe('नमस्तेन')
    expect(cleanText('abcdef', 3)).toBe('abc')
  })

  it('leaves no half of a pair, wherever it is cut', () => {
    fc.assert(
      fc.property(fc.oneof(anything, broken), fc.integer({ min: 0, max: 50 }), (raw, most) => {
        const kept = cleanText(raw, most)
        expect(kept).not.toMatch(/\p{Surrogate}/u)
        expect(kept).not.toContain('\u0000')
        expect([...new Intl.Segmenter(undefined).segment(kept)].length).toBeLessThanOrEqual(most)
      }),
    )
  })

  it('is as quick with a megabyte as with its first page', () => {
    for (const raw of [
      'x'.repeat(2 ** 20),
      'नि'.repeat(2 ** 19),
      '\ud83d'.repeat(2 ** 20),
      'e' + '\u0301'.repeat(2 ** 20),
    ]) {
      const from = performance.now()
      cleanText(raw)
      expect(performance.now() - from).toBeLessThan(500)
    }
  })
})

describe('text as it is compared', () => {
  test.each([
    ['¿Cuánto CUESTA?', 'cuanto cuesta'],
    ['Español', 'espanol'],
    ['  no   sé… ', 'no se'],
    ["I don't / don’t / don´t know", 'i dont dont dont know'],
    ['siiiii', 'si'],
    ['1000 kilos', '1000 kilos'],
    ['२', '2'],
    ['१२३ परिवार', '123 परिवार'],
    ['٣', '3'],
    ['２', '2'],
    ['2️⃣', '2'],
    ['1️⃣3️⃣', '1 3'],
    ['🔟', '10'],
    ['(2)', '2'],
    ['👍🏽', ''],
    ['हाँ', 'हां'],
    ['ज़्यादा', 'ज्यादा'],
    ['ज़्यादा', 'ज्यादा'],
    ['क्\u200dया', 'क्या'],
    ['\u202emenu\u202c', 'menu'],
    ['me\u200bnu', 'menu'],
    ['h̷̢ó̸l̵̨a', 'hola'],
    ['ﬁnca', 'finca'],
  ])('folds %j to %j', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('keeps the vowel signs of Devanagari, which make other words', () => {
    expect(fold('की')).not.toBe(fold('का'))
    expect(fold('क्')).not.toBe(fold('क'))
  })

  it('folded again stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(anything, broken), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 2000 },
    )
  })
})
