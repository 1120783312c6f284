import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/commands/root.ts'
import { loadContent } from '../../src/content/load.ts'
import { asked, withEdits } from './broken.ts'

const { content, findings } = loadContent(packageRoot, asked)
const folder = 'knowledge/questionnaires/export-readiness'

/** Export readiness of one country. */
function readiness(country: string) {
  const found = content.questionnaires['export-readiness']?.[country]
  if (found?.ends !== 'score') throw new Error(`no export readiness for ${country}`)
  return found
}

describe('the content as it is', () => {
  test('holds together: no finding is an error', () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test('has 24 to 28 scored questions in seven dimensions, and a triage of three, in each country', () => {
    for (const country of ['co', 'in']) {
      const { questions, dimensions, triage } = readiness(country)
      expect(questions.length).toBeGreaterThanOrEqual(24)
      expect(questions.length).toBeLessThanOrEqual(28)
      expect(dimensions).toHaveLength(7)
      expect(triage.questions).toHaveLength(3)
    }
  })

  test('is frozen to the last option', () => {
    const option = readiness('co').questions[0]?.options[0]
    expect(Object.isFrozen(content)).toBe(true)
    expect(Object.isFrozen(option)).toBe(true)
    expect(Object.isFrozen(option?.label)).toBe(true)
  })

  test('keeps the working days of Colombia: every holiday of 2026 and 2027 by law', () => {
    const { holidays = [] } = content.countries.co ?? {}
    expect(holidays.filter((day) => day.startsWith('2026'))).toHaveLength(18)
    expect(holidays.filter((day) => day.startsWith('2027'))).toHaveLength(18)
  })
})

describe('a questionnaire as one country sees it', () => {
  test('has the wording of that country where it has its own, and the common one elsewhere', () => {
    expect(readiness('co').byId.cu_registration?.ask.es).toMatch(/RUT/)
    expect(readiness('in').byId.cu_registration?.ask.en).toMatch(/IEC/)
    expect(readiness('co').byId.bm_market?.ask).toEqual(readiness('in').byId.bm_market?.ask)
  })

  test('leaves out the actions, offices and sensitive questions of other countries', () => {
    const co = readiness('co')
    const india = readiness('in')
    expect(co.actions.some(({ id }) => id === 'ad_code')).toBe(false)
    expect(india.actions.some(({ id }) => id === 'e_signature')).toBe(false)
    expect(co.byId.cu_registration?.gapActions).toEqual(['export_registration', 'e_signature'])
    expect(co.offices).not.toHaveProperty('dgft')
    expect(india.offices).toHaveProperty('dgft')
    expect(india.sensitive.questions.map(({ id }) => id)).toEqual(['women_led_in', 'groups_in'])
  })

  test('shows cost and time ready to read, whether written out or by a word', () => {
    const { actions, words } = readiness('in')
    const registration = actions.find(({ id }) => id === 'export_registration')
    expect(registration?.cost.en).toBe('₹500 official fee')
    expect(actions.find(({ id }) => id === 'us_food_registration')?.cost).toEqual(words.ask)
    expect(actions.find(({ id }) => id === 'us_food_registration')?.time).toEqual(words.ask_time)
  })

  test('does not offer a questionnaire that is not written', () => {
    expect(Object.keys(content.questionnaires)).not.toContain('price-builder')
    for (const { offer } of readiness('co').triage.paths) {
      if (offer !== undefined) expect(Object.keys(content.questionnaires)).toContain(offer)
    }
  })
})

describe('content that does not hold together', () => {
  test('is reported whole, by file and line', () => {
    const { loaded } = withEdits([
      { file: `${folder}/questions.yaml`, from: 'score: 3', to: 'score: 5' },
      { file: `${folder}/questions.yaml`, from: '  - id: rq_quality\n', to: '  - id: rq_know\n' },
      { file: 'knowledge/countries/in.yaml', from: 'dial_code: "91"', to: 'dial_code: 91' },
      { file: 'knowledge/articles/co/rut.es.md', from: 'title: El RUT para exportar', to: 'titel: x' },
      { file: 'prompts/phrases/es.yaml', from: 'fine: ', to: 'fein: ' },
    ])
    const errors = loaded.findings.filter(({ severity }) => severity === 'error')
    const files = errors.map(({ file }) => file)
    expect(new Set(files).size).toBe(4)
    expect(files).toEqual(files.toSorted())
    for (const [before, after] of errors.slice(1).map((one, n) => [errors[n], one] as const)) {
      if (before?.file === after.file) expect(before.line).toBeLessThanOrEqual(after.line)
    }
  })

  test.each([
    ['a tab', '\tversion: 1\n'],
    ['a quote that does not end', 'title: "x\n'],
    ['a word that stands twice', 'id: a\nid: b\n'],
    ['nothing', ''],
    ['a list', '- a\n'],
    ['something else', '\u0000\uFFFF {{{'],
  ])('does not throw when a file holds %s, and keeps what is sound elsewhere', (_what, to) => {
    const { loaded } = withEdits([
      { file: 'knowledge/countries/in.yaml', from: '', to },
      { file: `${folder}/words.yaml`, from: '', to },
      { file: 'prompts/phrases/hi.yaml', from: '', to },
      { file: 'knowledge/articles/co/rut.es.md', from: '', to },
    ])
    const broken = new Set(loaded.findings.filter(({ severity }) => severity === 'error').map(({ file }) => file))
    expect([...broken]).toEqual(
      expect.arrayContaining([
        'knowledge/countries/in.yaml',
        'prompts/phrases/hi.yaml',
        'knowledge/articles/co/rut.es.md',
      ]),
    )
    expect(loaded.content.countries.co?.timeZone).toBe('America/Bogota')
    expect(loaded.content.articles.length).toBeGreaterThan(10)
  })

  test('names the line on which a file stops being YAML', () => {
    const file = 'knowledge/countries/co.yaml'
    const { loaded, text } = withEdits([{ file, from: 'time_zone: America', to: 'time_zone: [America' }])
    const line =
      text(file)
        .split('\n')
        .findIndex((one) => one.startsWith('time_zone')) + 1
    const [first] = loaded.findings.filter((one) => one.file === file)
    expect(first?.problem).toMatch(/^this is not YAML/)
    expect(first?.line).toBeGreaterThanOrEqual(line)
    expect(first?.line).toBeLessThanOrEqual(line + 2)
  })
})
