import { describe, expect, it } from 'vitest'
import { stems } from '../../../src/asks/library/stems.ts'

describe('stems', () => {
  it.each([
    ['es', 'exportar', 'exportación'],
    ['es', 'exportador', 'exportadores'],
    ['es', 'necesito', 'nesesita'],
    ['es', 'vuce', 'buce'],
    ['es', 'que', 'ke'],
    ['es', 'hago', 'ago'],
    ['en', 'updates', 'updating'],
    ['en', 'registration', 'registrations'],
    ['hi', 'कागज़ों', 'कागज'],
    ['hi', 'karna', 'kare'],
    ['hi', 'pyaaz', 'प्याज'],
  ])('in %s, %s and %s are one word', (language, one, other) => {
    expect(stems(one, language)).toEqual(stems(other, language))
  })

  it.each([
    ['es', 'costo', 'corto'],
    ['es', 'firma', 'forma'],
    ['en', 'code', 'coder'],
    ['hi', 'माल', 'मील'],
  ])('in %s, %s and %s are two', (language, one, other) => {
    expect(stems(one, language)).not.toEqual(stems(other, language))
  })

  it('leaves numbers and codes as they are', () => {
    expect(stems('casilla 54, código 22', 'es')).toEqual(['casiy', '54', 'codig', '22'])
    expect(stems('RFD-11 cn22', 'en')).toEqual(['rfd', '11', 'cn22'])
  })

  it('compares a language without rules of its own as it is written', () => {
    expect(stems('Änderungen melden', 'de')).toEqual(['anderungen', 'melden'])
  })
})
