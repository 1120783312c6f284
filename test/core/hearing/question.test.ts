import { expect, test } from 'vitest'
import { looksLikeQuestion } from '../../../src/core/hearing/question.ts'
import { ears } from './content.ts'

test.each([
  ['¿RUT?'],
  ['rut?'],
  ['q codigo pongo en el rut'],
  ['que es el rut'],
  ['como saco la firma electronica'],
  ['cuanto cuesta exportar una caja'],
  ['hola, dónde registro mi empresa'],
  ['necesito el invima'],
  ['quiero saber de los permisos'],
  ['por qué me cobran eso'],
  ['mi salsa no tiene invima igual me toca sacarlo'],
  ['how do i get an iec'],
  ['what is rodtep'],
  ['do i need fssai for pickles'],
  ['sir what is ad code'],
  ['please tell me the documents'],
  ['lut or igst refund which is better or not'],
  ['iec code ke liye kya document lagega'],
  ['ad code kya hota hai'],
  ['kaise export kare'],
  ['kitna paisa lagta hai'],
  ['IEC कोड बनवाने में कितने पैसे लगते हैं'],
  ['हमारा अचार अमेरिका कैसे भेजें'],
  ['क्या बिना जीएसटी के एक्सपोर्ट कर सकते हैं'],
])('%j reads like a question', (text) => {
  expect(looksLikeQuestion(text, ears)).toBe(true)
})

test.each([
  [''],
  ['?'],
  ['👍?'],
  ['que'],
  ['how'],
  ['kya'],
  ['2'],
  ['sí'],
  ['no sé'],
  ['todavía no pero estamos en eso'],
  ['Artesanías La Esperanza'],
  ['mermelada de mora'],
  ['Salento, Quindío'],
  ['unas 20 familias'],
  ['como 20 familias'],
  ['como veinte familias'],
  ['not yet'],
  ['pickles and papad'],
  ['pata nahi'],
  ['अचार और पापड़'],
  ['हाँ, हर साल'],
])('%j does not', (text) => {
  expect(looksLikeQuestion(text, ears)).toBe(false)
})
