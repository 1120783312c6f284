import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/asks/interpret.ts'
import type { Language } from '../../src/core/content.ts'
import { content } from './content.ts'

/** Options of a real question, as a turn hands them over. */
function optionsOf(question: string, language: Language) {
  const options = content.questionnaires['export-readiness']?.co?.byId[question]?.options
  if (options === undefined) throw new Error(`there is no question ${question}`)
  return options.map(({ id, label }) => ({ id, label: label[language] ?? id }))
}

function read(text: string, language: Language, question: string) {
  const options = optionsOf(question, language)
  return interpret({ id: 'a', kind: 'interpret', text, language, question, options }, content)
}

describe('interpret', () => {
  it.each([
    ['es', 'cu_registration', 'todavía no pero estamos en eso', 'working'],
    ['es', 'cu_registration', 'no aun no, ya lo tengo en tramite', 'working'],
    ['es', 'cu_registration', 'no, nunca', 'not_yet'],
    ['es', 'cu_registration', 'no sé la verdad', 'unknown'],
    ['es', 'cu_registration', 'sí pero falta actualizarlo', 'outdated'],
    ['es', 'cu_registration', 'si claro y esta al dia', 'current'],
    ['es', 'bm_home_sales', 'vendemos por temporadas', 'season'],
    ['es', 'bm_home_sales', 'todos los meses casi', 'monthly'],
    ['es', 'bm_capacity', 'sí, con tiempo y ayuda', 'with_help'],
    ['es', 'bm_market', 'todavía no pero estamos en eso', 'comparing'],
    ['es', 'bm_market', 'todavía no', 'not_yet'],
    ['es', 'cu_permits', 'estamos averiguando con el ica', 'working'],
    ['en', 'cu_registration', 'we have applied last week', 'working'],
    ['en', 'bm_plan', 'we have talked about it', 'talked'],
    ['en', 'cu_registration', 'not yet but we are working on it', 'working'],
    ['en', 'cu_registration', 'no, never did', 'not_yet'],
    ['en', 'cu_registration', 'i really dont know', 'unknown'],
    ['en', 'cu_registration', 'yes but it needs updating', 'outdated'],
    ['en', 'bm_home_sales', 'only in some seasons', 'season'],
    ['hi', 'cu_registration', 'अभी नहीं, पर कर रहे हैं', 'working'],
    ['hi', 'cu_registration', 'abhi nahi par kar rahe hain', 'working'],
    ['hi', 'bm_market', 'अभी नहीं, पर कर रहे हैं', 'comparing'],
    ['hi', 'bm_home_sales', 'har mahine bikta hai', 'monthly'],
    ['hi', 'bm_plan', 'बात हुई है पर लिखा नहीं', 'talked'],
    ['hi', 'cu_registration', 'नहीं', 'not_yet'],
    ['hi', 'cu_registration', 'pata nahi ji', 'unknown'],
    ['hi', 'cu_registration', 'हाँ, पर अपडेट करना बाक़ी है', 'outdated'],
    ['hi', 'bm_home_sales', 'कुछ मौसम में बिकता है', 'season'],
  ])('in %s, for %s, "%s" clearly means %s', (language, question, text, option) => {
    expect(read(text, language, question)).toEqual({ kind: 'interpreted', option, sure: true, isQuestion: false })
  })

  it.each([
    ['es', 'bm_capacity', 'sí'],
    ['en', 'bm_capacity', 'yes we can'],
    ['hi', 'bm_capacity', 'हाँ'],
  ])('in %s, a yes to two kinds of yes (%s) is never sure', (language, question, text) => {
    expect(read(text, language, question).sure).toBe(false)
  })

  it.each([
    ['es', 'mi primo vive en cali'],
    ['en', 'my cousin lives in mumbai'],
    ['hi', 'मेरा भाई मुंबई में रहता है'],
    ['es', 'asdf qwer'],
  ])('in %s, "%s" is no option at all', (language, text) => {
    expect(read(text, language, 'cu_registration')).toMatchObject({ option: null, sure: false })
  })

  it('does not take a denial for what it denies', () => {
    expect(read('no hay pedidos', 'es', 'ch_buyer')).toMatchObject({ option: 'not_yet', sure: false })
    expect(read('no, con ayuda sí', 'es', 'bm_capacity').sure).toBe(false)
  })

  it('takes an option it is sure of, however it is asked', () => {
    expect(read('todavia no, toca?', 'es', 'cu_registration')).toMatchObject({ option: 'not_yet', isQuestion: false })
  })

  it('understands another language than the one being spoken', () => {
    expect(read('abhi nahi', 'en', 'cu_registration')).toMatchObject({ option: 'not_yet', sure: true })
    expect(read('not yet', 'hi', 'cu_registration')).toMatchObject({ option: 'not_yet', sure: true })
  })

  it.each([
    ['es', '¿y eso cuánto vale?', true],
    ['es', 'cuanto vale sacar eso', true],
    ['en', 'how much is it', true],
    ['hi', 'iec kya hota hai', true],
    ['hi', 'इसमें कितना पैसा लगता है', true],
    ['es', 'vendo arepas en la plaza', false],
    ['en', 'we sell bags at the market', false],
    ['hi', 'हम अचार बेचते हैं', false],
  ])('in %s, whether "%s" is a question of their own: %s', (language, text, isQuestion) => {
    expect(read(text, language, 'cu_registration').isQuestion).toBe(isQuestion)
  })
})
