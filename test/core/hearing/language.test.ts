import { describe, expect, it, test } from 'vitest'
import { isGreeting } from '../../../src/core/hearing/greeting.ts'
import { guessLanguage } from '../../../src/core/hearing/language.ts'
import { content, ears } from './content.ts'

const guess = (text: string, hints: { language?: string; country?: string } = {}) =>
  guessLanguage(text, hints, ears, (country) => content.countries[country]?.language, 'es')

describe('the language of a first message', () => {
  test.each([
    ['नमस्ते', 'hi'],
    ['hello मुझे मदद चाहिए', 'hi'],
    ['hola', 'es'],
    ['Holaaaa buenas', 'es'],
    ['buenas tardes', 'es'],
    ['quiero exportar mis artesanias', 'es'],
    ['q codigo pongo en el rut', 'es'],
    ['good morning', 'en'],
    ['i want to export pickles', 'en'],
    ['can you help my company', 'en'],
    ['namaste', 'hi'],
    ['mujhe export karna hai', 'hi'],
    ['iec code ke liye kya document lagega', 'hi'],
    ['haan ji madad chahiye', 'hi'],
  ])('%j is %s, whatever the app says', (text, language) => {
    for (const app of ['es', 'en', 'hi']) expect(guess(text, { language: app, country: 'co' })).toBe(language)
  })

  test.each([['hi'], ['hello'], ['ok'], ['test'], ['/start'], ['👋'], ['IEC'], ['']])(
    '%j says nothing of its own: the app decides',
    (text) => {
      expect(guess(text, { language: 'hi', country: 'co' })).toBe('hi')
      expect(guess(text, { language: 'es-CO', country: 'in' })).toBe('es')
      expect(guess(text, { language: 'en_IN' })).toBe('en')
    },
  )

  it('is English for a greeting heard everywhere, where the app says nothing that is spoken here', () => {
    expect(guess('hi', { country: 'co' })).toBe('en')
    expect(guess('hello', { language: 'pt' })).toBe('en')
  })

  it("is that of the phone's country where nothing else tells, and in the end the fallback", () => {
    expect(guess('👋', { country: 'in' })).toBe(content.countries.in?.language)
    expect(guess('👋', { country: 'co' })).toBe('es')
    expect(guess('👋', { country: 'zz' })).toBe('es')
    expect(guess('')).toBe('es')
  })

  it('is the app’s where two languages are even', () => {
    expect(guess('hola namaste', { language: 'en' })).toBe('en')
  })
})

describe('a greeting', () => {
  test.each([
    ['hola'],
    ['Hola!!'],
    ['ola'],
    ['hola, buenas tardes'],
    ['buenos días señor'],
    ['hi'],
    ['hello sir'],
    ['good morning'],
    ['नमस्ते जी'],
    ['namaste'],
    ['ram ram ji'],
    ['gracias'],
    ['/start'],
    ['/start from-poster'],
  ])('%j greets and nothing else', (text) => {
    expect(isGreeting(text, ears)).toBe(true)
  })

  test.each([
    ['hola, quiero exportar café'],
    ['good morning exporters association'],
    ['ok'],
    ['si'],
    ['please'],
    ['2'],
    [''],
    ['👋'],
    ['hola '.repeat(40)],
  ])('%j is more, or none', (text) => {
    expect(isGreeting(text, ears)).toBe(false)
  })
})
