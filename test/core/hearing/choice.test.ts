import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Language, Question } from '../../../src/core/content.ts'
import { hearChoice, hearChoices, type Shown } from '../../../src/core/hearing/choice.ts'
import { fold } from '../../../src/core/hearing/text.ts'
import { content, ears } from './content.ts'

const questionnaires = Object.values(content.questionnaires).flatMap((byCountry) => Object.values(byCountry))
const questions = questionnaires.flatMap(({ byId }) => Object.values(byId)).filter(({ options }) => options.length > 0)

describe('one option of a question', () => {
  test.each([
    ['2'],
    [' 2. '],
    ['(2)'],
    ['2)'],
    ['२'],
    ['2️⃣'],
    ['la 2'],
    ['opcion 2'],
    ['opción dos'],
    ['opcion2'],
    ['la número 2'],
    ['elijo la 2 por favor'],
    ['dos'],
    ['two'],
    ['number two'],
    ['option 2 please'],
    ['दो'],
    ['do'],
    ['do number'],
    ['la segunda'],
    ['la 2da'],
    ['the second one'],
    ['2nd'],
    ['दूसरा'],
    ['dusra wala'],
  ])('%j is the second', (said) => {
    expect(hearChoice(said, shown('bm_plan', 'es'), ears)).toEqual({ options: ['talked'], sure: true })
  })

  test.each([['7'], ['0'], ['200'], ['15'], ['3000']])('%j is out of range, and no choice', (said) => {
    expect(hearChoice(said, shown('people', 'es'), ears)).toBeNull()
  })

  test.each([
    ['family', 'es', 'cafe', 'coffee_cocoa', true],
    ['family', 'es', 'CAFÉ O CACAO', 'coffee_cocoa', true],
    ['family', 'es', 'artezanias', 'crafts', true],
    ['family', 'es', 'artesania', 'crafts', true],
    ['family', 'es', 'ropa', 'clothing', true],
    ['family', 'es', 'tejidos y ropa', 'clothing', true],
    ['family', 'es', 'flores', 'plants', true],
    ['family', 'en', 'coffee', 'coffee_cocoa', true],
    ['family', 'en', 'handycrafts', 'crafts', true],
    ['family', 'en', 'handicraft', 'crafts', true],
    ['family', 'hi', 'कपड़े', 'clothing', true],
    ['family', 'hi', 'हस्तशिल्प', 'crafts', true],
    ['family', 'hi', 'कॉफी', 'coffee_cocoa', true],
    ['family', 'hi', 'kapde', 'clothing', false],
    ['family', 'hi', 'hastshilp', 'crafts', false],
    ['family', 'hi', 'phool', 'plants', false],
    ['family', 'hi', 'coffee', 'coffee_cocoa', false],
    ['experience', 'hi', 'haan har saal', 'often', false],
    ['firm_kind', 'hi', 'ek parivar', 'family', false],
    ['destination', 'hi', 'padosi desh', 'neighbours', false],
    ['destination', 'hi', 'amerika', 'us', false],
    ['destination', 'es', 'estados unidos', 'us', true],
    ['destination', 'es', 'EstadosUnidos', 'us', true],
    ['destination', 'es', 'estdos unidos', 'us', true],
    ['destination', 'es', 'uropa', 'eu', false],
    ['destination', 'en', 'the gulf', 'gulf', true],
    ['destination', 'en', 'united', 'us', true],
    ['people', 'es', '2 a 10', 'two_ten', true],
    ['people', 'es', 'mas de 200', 'over_two_hundred', true],
    ['people', 'en', 'one', 'one', true],
    ['people', 'es', 'una', 'one', true],
    ['experience', 'es', 'todos los años', 'often', true],
    ['experience', 'en', 'once', 'few', false],
    ['experience', 'en', 'every year', 'often', true],
    ['bm_home_sales', 'es', 'por temporadas', 'season', true],
    ['bm_home_sales', 'es', 'si, por temporadas', 'season', true],
    ['bm_plan', 'es', 'hablado', 'talked', false],
    ['people', 'es', 'over_two_hundred', 'over_two_hundred', true],
  ])('under %s in %s, %j is %s', (question, language, said, option, sure) => {
    const heard = hearChoice(said, shown(question, language), ears)
    expect(heard).toEqual({ options: [option], sure })
  })

  test.each([
    ['no sé'],
    ['no se'],
    ['nose'],
    ['ni idea'],
    ['pues no sé'],
    ['idk'],
    ["I don't know"],
    ['dont know sir'],
    ['pata nahi'],
    ['pta nhi'],
    ['मुझे नहीं पता'],
    ['पता नहीं'],
  ])('%j is not knowing, in any language and even where it is not listed', (said) => {
    for (const language of content.languages) {
      expect(hearChoice(said, shown('bm_plan', language), ears)).toEqual({ options: ['unknown'], sure: true })
    }
    expect(hearChoice(said, [], ears)).toEqual({ options: ['unknown'], sure: true })
  })

  test.each([
    ['prefiero no decir'],
    ['prefiero no contestar'],
    ['es privado'],
    ["I'd rather not say"],
    ['prefer not to say'],
    ['batana nahi hai'],
    ['नहीं बताना'],
  ])('%j is rather not saying, even where it is not listed', (said) => {
    expect(hearChoice(said, shown('bm_plan', 'es'), ears)).toEqual({ options: ['rather_not'], sure: true })
  })

  test.each([
    ['todavía no'],
    ['aun no'],
    ['toavia no'],
    ['not yet'],
    ['not yet sir'],
    ['abhi nahi'],
    ['abhi tak nahi'],
    ['अभी नहीं'],
    ['फिलहाल नहीं'],
  ])('%j is not yet', (said) => {
    for (const language of content.languages) {
      expect(hearChoice(said, shown('bm_plan', language), ears)).toEqual({ options: ['not_yet'], sure: true })
    }
  })

  test.each([
    ['todavía no pero estamos en eso'],
    ['no pero estamos en eso'],
    ['estamos en eso'],
    ['aún no, pero estamos trabajando en eso'],
    ['not yet but we are working on it'],
    ['no, working on it'],
    ['abhi nahi, kaam chal raha hai'],
    ['अभी नहीं, पर काम चल रहा है'],
  ])('%j is work in progress', (said) => {
    for (const language of content.languages) {
      expect(hearChoice(said, shown('bm_plan', language), ears)).toEqual({ options: ['working'], sure: true })
    }
  })

  it('takes "not yet" for the option that says so, whatever its id', () => {
    expect(hearChoice('todavia no', shown('experience', 'es'), ears)).toEqual({ options: ['never'], sure: true })
    expect(hearChoice('abhi nahi', shown('experience', 'es'), ears)).toEqual({ options: ['never'], sure: true })
  })

  it('takes a bare yes only where one option begins with it', () => {
    for (const yes of ['sí', 'si señor', 'claro', 'dale', 'yes', 'ok', 'haan', 'हाँ', 'ji haan']) {
      expect(hearChoice(yes, shown('women_led_co', 'es'), ears)).toEqual({ options: ['women_led'], sure: true })
      expect(hearChoice(yes, shown('bm_plan', 'es'), ears)).toBeNull()
    }
  })

  it('takes a bare no where one option is that, and otherwise for a "not yet" worth confirming', () => {
    for (const no of ['no', 'no señor', 'nope', 'nahi', 'नहीं']) {
      expect(hearChoice(no, shown('women_led_co', 'es'), ears)).toEqual({ options: ['none'], sure: true })
      expect(hearChoice(no, shown('bm_plan', 'es'), ears)).toEqual({ options: ['not_yet'], sure: false })
      expect(hearChoice(no, shown('family', 'es'), ears)).toBeNull()
    }
  })

  test.each([
    ['family', ''],
    ['family', 'quiero exportar café a estados unidos'],
    ['family', 'no vendo café'],
    ['family', 'cómo saco el rut'],
    ['family', '¿?'],
    ['family', 'o'],
    ['people', 'somos 5'],
    ['people', '50'],
    ['people', 'como 15 personas'],
    ['bm_plan', 'si'],
    ['bm_plan', 'ya'],
    ['bm_plan', 'sí, pero no sé'],
    ['bm_plan', 'asdfghjkl'],
    ['bm_plan', 'tal vez el próximo año'],
    ['bm_plan', 'x'.repeat(1000)],
  ])('under %s, %j is none of them', (question, said) => {
    expect(hearChoice(said, shown(question, 'es'), ears)).toBeNull()
  })

  it('is every option of every question by its label, its number and its id, in every language', () => {
    for (const question of questions) {
      for (const language of content.languages) {
        const options = optionsOf(question, language)
        for (const [index, { id, label }] of options.entries()) {
          for (const said of [label, fold(label), label.toUpperCase(), String(index + 1), id]) {
            expect({ said, heard: hearChoice(said, options, ears) }).toEqual({
              said,
              heard: { options: [id], sure: true },
            })
          }
        }
      }
    }
  })

  it('is never surely another option than the one misspelt', () => {
    const cases = questions.flatMap((question) =>
      content.languages.flatMap((language) => {
        const options = optionsOf(question, language)
        return options.map((option) => ({ options, option }))
      }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...cases),
        fc.nat(),
        fc.constantFrom('drop', 'swap', 'double'),
        ({ options, option }, at, slip) => {
          const typed = misspelt(fold(option.label), at, slip)
          const others = options.filter(({ id }) => id !== option.id).map(({ label }) => fold(label))
          fc.pre(
            typed.length > 6 &&
              !others.some((label) => label.startsWith(typed) || ears.answers.get(label) !== undefined),
          )
          const heard = hearChoice(typed, options, ears)
          if (heard?.sure === true) expect(heard.options).toEqual([option.id])
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('several options in one message', () => {
  const groups = shown('groups_co', 'es')

  test.each([
    ['2,3', ['peasant', 'indigenous']],
    ['2, 3 y 5', ['peasant', 'indigenous', 'victim']],
    ['2 3 5', ['peasant', 'indigenous', 'victim']],
    ['2 y 3', ['peasant', 'indigenous']],
    ['2 and 3', ['peasant', 'indigenous']],
    ['2 aur 3', ['peasant', 'indigenous']],
    ['२ और ३', ['peasant', 'indigenous']],
    ['2/3', ['peasant', 'indigenous']],
    ['2.3', ['peasant', 'indigenous']],
    ['2️⃣3️⃣', ['peasant', 'indigenous']],
    ['2\n3', ['peasant', 'indigenous']],
    ['dos y tres', ['peasant', 'indigenous']],
    ['la 2 y la 3', ['peasant', 'indigenous']],
    ['campesina y migrante', ['peasant', 'migrant']],
    ['campesino, pueblo indigena', ['peasant', 'indigenous']],
    ['2, 2', ['peasant']],
    ['3', ['indigenous']],
    ['Campesina o campesino', ['peasant']],
    ['10', ['unknown']],
    ['ninguno de estos', ['none']],
    ['prefiero no decir', ['rather_not']],
    ['no sé', ['unknown']],
  ])('%j', (said, options) => {
    expect(hearChoices(said, groups, ears)).toEqual({ options, sure: true })
  })

  it('reads labels in any language', () => {
    expect(hearChoices('peasant and migrant', shown('groups_co', 'en'), ears)?.options).toEqual(['peasant', 'migrant'])
    expect(hearChoices('artisan, self help group', shown('groups_in', 'en'), ears)?.options).toEqual([
      'artisan',
      'self_help_group',
    ])
    expect(hearChoices('कारीगर और छोटे किसान', shown('groups_in', 'hi'), ears)?.options).toEqual([
      'artisan',
      'small_farmer',
    ])
  })

  it('lets an answer that excludes the others stand alone, to be confirmed', () => {
    expect(hearChoices('1, 2', groups, ears)).toEqual({ options: ['rather_not'], sure: false })
    expect(hearChoices('2, 3 y ninguno de estos', groups, ears)).toEqual({ options: ['none'], sure: false })
    expect(hearChoices('2, no sé', groups, ears)).toEqual({ options: ['unknown'], sure: false })
  })

  test.each([[''], ['2, 99'], ['2 y mi primo'], ['quiero saber por qué preguntan'], [',,,']])('%j is none', (said) => {
    expect(hearChoices(said, groups, ears)).toBeNull()
  })
})

function shown(id: string, language: Language): Shown[] {
  const { co, in: india } = content.questionnaires['export-readiness'] ?? {}
  const question = co?.byId[id] ?? india?.byId[id]
  if (question === undefined) throw new Error(`there is no question ${id}`)
  return optionsOf(question, language)
}

function optionsOf({ options }: Question, language: Language): Shown[] {
  return options.map(({ id, label }) => ({ id, label: label[language] ?? '' }))
}

function misspelt(text: string, at: number, slip: 'drop' | 'swap' | 'double'): string {
  const index = at % Math.max(1, text.length - 1)
  const [before, letter, next, after] = [
    text.slice(0, index),
    text.charAt(index),
    text.charAt(index + 1),
    text.slice(index + 2),
  ]
  if (slip === 'drop') return before + next + after
  return slip === 'swap' ? before + next + letter + after : before + letter + letter + next + after
}
