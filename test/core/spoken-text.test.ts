import { expect, test } from 'vitest'
import { spokenText } from '../../src/core/saying/spoken-text.ts'

test.each([
  ['Hola.', 'Hola.'],
  [
    'Fuente: DIAN, RUT, https://www.dian.gov.co (consultada el 22 de noviembre)',
    'Fuente: DIAN, RUT (consultada el 22 de noviembre)',
  ],
  ['Mire (https://a.example/b?c=1). Gracias.', 'Mire. Gracias.'],
])('addresses of pages are not read aloud: %s', (text, spoken) => {
  expect(spokenText({ text })).toBe(spoken)
})

test('choices are read with their numbers', () => {
  const choices = [{ value: 'yes', label: 'Sí' }]
  expect(spokenText({ text: '¿Empezamos?', choices })).toBe('¿Empezamos?\n\n1. Sí')
})
