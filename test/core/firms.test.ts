import { describe, expect, test } from 'vitest'
import type { InboundBody } from '../../src/core/event.ts'
import type { RecordChange } from '../../src/core/outcome.ts'
import { isEphemeral } from '../../src/core/state.ts'
import { content } from '../content.ts'
import { player, type Player } from '../player.ts'

const DAY_MS = 86_400_000

describe('somebody who answers for someone else', () => {
  test('every answer says that a helper gave it, and the consent for whom', async () => {
    const playing = await helping()
    const firm = playing.state.firm
    await say(playing, '1', '1', '1')
    expect(answersOf(playing).map(({ question, by }) => [question, by])).toEqual([
      ['firm_name', 'helper'],
      ['offer', 'helper'],
      ['experience', 'helper'],
      ['today', 'helper'],
    ])
    const given = playing.records.filter((one) => one.type === 'consent' && one.firm !== undefined)
    expect(given).toMatchObject([{ purpose: 'answers', granted: true, firm, by: 'helper' }])
  })

  test('the consent is dated by the message it was given in, not by the name that came later', async () => {
    const playing = await withConsentForHelper()
    const [agreed] = playing.state.open?.kind === 'firm_name' ? [playing.state.open.agreed] : []
    await playing.wait(DAY_MS / 24)
    await say(playing, 'Panela La Esperanza')
    const given = playing.records.find((one) => one.type === 'consent' && one.firm !== undefined)
    expect(given).toMatchObject({ at: agreed?.at, messageId: agreed?.messageId })
  })

  test('nothing of the firm is kept before it has a name, whatever is asked in between', async () => {
    const playing = await withConsentForHelper()
    await say(playing, '¿qué código pongo en el rut?')
    expect(playing.state.firms).toEqual([])
    expect(playing.state.open?.kind).toBe('firm_name')
    await say(playing, 'Panela La Esperanza')
    expect(playing.state.firms).toMatchObject([
      { answeredBy: 'helper', profile: { firm_name: { text: 'Panela La Esperanza' } } },
    ])
  })

  test('who refuses leaves nothing behind beyond a day', async () => {
    const playing = player(content, { language: 'es', country: 'co' })
    await say(playing, 'hola', '1', '5', '4')
    expect(isEphemeral(playing.state)).toBe(true)
    expect(playing.records).toEqual([])
  })

  test('what is sensitive is never asked of a helper, but of the owner who takes over', async () => {
    const playing = await helping()
    await untilResult(playing)
    expect(playing.state.open?.kind).toBe('menu')
    await say(playing, 'soy el dueño', '1', '1')
    expect(playing.state.firms[0]?.answeredBy).toBe('owner')
    expect(playing.state.open?.kind).toBe('sensitive_consent')
    await say(playing, '2', 'cambiar 1', '2')
    expect(answersOf(playing).at(-1)).toMatchObject({ by: 'owner' })
  })

  test('the firm is theirs, and no other is founded beside it, whatever they say before it has a name', async () => {
    const playing = await withConsentForHelper()
    await say(playing, 'empezar', 'ayuda', 'continuar', 'mi ruta de aduana')
    expect(playing.state.firms).toEqual([])
    await say(playing, 'Panela La Esperanza')
    expect(playing.state.firms).toMatchObject([{ answeredBy: 'helper' }])
    expect(playing.state.firms[0]?.assessments.map((one) => one.questionnaire)).toEqual(['customs-route'])
  })

  test.each(['¿cómo se llama mi vecino?', 'pausa'])('nor when they come back after "%s"', async (words) => {
    const playing = await withConsentForHelper()
    await say(playing, words, 'no', 'empezar')
    expect(playing.state.open).toEqual({ kind: 'which_firm', then: { questionnaire: 'export-readiness' } })
    const other = player(content, { language: 'es', country: 'co' }, playing.now, playing.state)
    await say(playing, '2', '1', 'Panela La Esperanza')
    expect(playing.state.firms).toMatchObject([{ answeredBy: 'helper' }])
    await say(other, '1')
    expect(other.state.open?.kind).toBe('question')
    expect(other.state.firms).toHaveLength(1)
  })

  test.each(['sí', 'acepto', 'de acuerdo'])('"%s" is a yes to all that is asked', async (words) => {
    const playing = player(content, { language: 'es', country: 'co' })
    await say(playing, 'hola', '1', '5', words, '1')
    expect(playing.state.consents).toMatchObject({ answers: { granted: true }, reminders: { granted: true } })
    await say(playing, 'Panela La Esperanza', 'respondo por otra persona', words)
    expect(playing.state.open?.kind).toBe('firm_name')
  })

  test.each(['no sé', 'prefiero no decir'])('"%s" is no name', async (words) => {
    const playing = await withConsentForHelper()
    await say(playing, 'sí')
    expect(playing.state.firms).toEqual([])
    await say(playing, words)
    expect(playing.state.firms).toMatchObject([{ answeredBy: 'helper', profile: {} }])
    expect(playing.state.firms[0]?.profile.firm_name).toBeUndefined()
  })

  test.each([
    ['before consent', ['hola', '1', '5', 'soy la dueña', '1', '1']],
    ['under the name', ['hola', '1', '5', '1', '1', 'soy la dueña']],
  ])('who is the owner after all says so, %s', async (_when, words) => {
    const playing = player(content, { language: 'es', country: 'co' })
    await say(playing, ...words)
    expect(playing.state.open?.kind).toBe('question')
    expect(playing.state.firms).toHaveLength(1)
    expect(playing.state.firms[0]?.answeredBy).toBeUndefined()
  })

  test('a firm that comes up while an adviser is wanted is answered for only with the consent to that', async () => {
    const playing = player(content, { language: 'es', country: 'co' })
    await say(playing, 'asesor')
    const [asked] = await playing.say('respondo por otra persona')
    expect(asked?.text).toContain('1. Guardar sus respuestas')
    await say(playing, '1', '1', 'Panela La Esperanza')
    expect(playing.state.consents.answers?.granted).toBe(true)
    expect(playing.state.planned.some(({ kind }) => kind === 'staff_task')).toBe(true)
  })

  test('an owner who takes over and is not of age leaves everything with the helper', async () => {
    const playing = await helping()
    const { firms } = playing.state
    await say(playing, 'soy el dueño', '1', '2')
    expect(playing.state.firms).toEqual(firms)
  })
})

describe('somebody with several businesses', () => {
  test('each keeps its own answers, consent and place, and is gone over to by its name', async () => {
    const playing = await withTwo()
    await say(playing, '1', '2')
    const second = playing.state.firm
    await say(playing, 'café del sur')
    expect(playing.state.firm).not.toBe(second)
    expect(playing.state.firms.map(({ assessments }) => assessments.map(({ answers }) => answers))).toEqual([
      [],
      [{ offer: { option: 'goods' }, experience: { option: 'through_others' } }],
    ])
  })

  test('a button under a question for one is no answer for another', async () => {
    const playing = await withTwo()
    const asked = (await playing.say('repetir')).at(-1)
    await say(playing, 'café del sur', 'empezar')
    expect(playing.state.open).toMatchObject({ kind: 'question', question: asked?.question?.id })
    const before = playing.state.firms
    const [choice] = asked?.choices ?? []
    const body: InboundBody = { kind: 'choice', value: choice?.value ?? '', card: asked?.card ?? '', under: '7' }
    const message = { id: 'late', from: 'terminal:test', body }
    const [reply] = await playing.hear({ type: 'message', message })
    expect(playing.state.firms).toEqual(before)
    expect(reply?.settles).toEqual({ under: '7', label: null })
  })

  test('is asked which one is meant after a day, and not in the same talk', async () => {
    const playing = await withTwo()
    await say(playing, 'pausa')
    await say(playing, 'empezar')
    expect(playing.state.open?.kind).toBe('resume')
    await playing.wait(DAY_MS)
    await say(playing, 'mi ruta de aduana')
    expect(playing.state.open).toEqual({ kind: 'which_firm', then: { questionnaire: 'customs-route' } })
    await say(playing, 'café del sur')
    expect(playing.state.open?.kind).toBe('question')
    expect(playing.state.firms.map(({ assessments }) => assessments.map((one) => one.questionnaire))).toEqual([
      ['customs-route'],
      ['export-readiness'],
    ])
  })

  test('a name that is there already is that firm, and not another', async () => {
    const playing = await withTwo()
    await say(playing, 'agregar otro negocio', '1', 'CAFE del sur')
    expect(playing.state.firms).toHaveLength(2)
    expect(playing.state.firm).toBe(playing.state.firms[0]?.id)
  })

  test('one of them can be taken back, and its reminder with it; the last one is everything', async () => {
    const playing = await withTwo()
    const [first, second] = playing.state.firms
    await say(playing, '1', 'quitar este negocio', '1')
    expect(playing.records.at(-1)).toMatchObject({ type: 'forget_firm', firm: second?.id })
    expect(playing.state.firms).toEqual([first])
    expect(playing.state.firm).toBe(first?.id)
    expect([...playing.followUps.values()]).toEqual([])
    await say(playing, 'quitar este negocio')
    expect(playing.state.open).toEqual({ kind: 'delete' })
  })

  test('no more than twenty, said in words', async () => {
    const playing = await withTwo()
    for (let n = 3; n <= 20; n++) await say(playing, 'agregar otro negocio', '1', `Negocio número ${n}`)
    expect(playing.state.firms).toHaveLength(20)
    const [reply] = await playing.say('agregar otro negocio')
    expect(reply?.text).toContain('20 negocios')
    expect(playing.state.firms).toHaveLength(20)
  })
})

/** A helper who is of age and whose firm is called "Panela La Esperanza", under the first question. */
async function helping(): Promise<Player> {
  const playing = await withConsentForHelper()
  await say(playing, 'Panela La Esperanza')
  return playing
}

async function withConsentForHelper(): Promise<Player> {
  const playing = player(content, { language: 'es', country: 'co' })
  await say(playing, 'hola', '1', '5', '1', '1')
  return playing
}

/** Café del Sur, not begun, and Miel del Norte under the first question. */
async function withTwo(): Promise<Player> {
  const playing = player(content, { language: 'es', country: 'co' })
  await say(playing, 'hola', '1', '1', '1')
  await say(playing, 'agregar otro negocio', '1', 'Café del Sur')
  await say(playing, 'agregar otro negocio', '1', 'Miel del Norte')
  await say(playing, 'empezar')
  const [, ...firms] = playing.state.firms
  return player(content, { language: 'es', country: 'co' }, playing.now, { ...playing.state, firms })
}

async function untilResult(playing: Player): Promise<void> {
  for (let n = 0; n < 60; n++) {
    const { open } = playing.state
    const asked =
      open?.kind === 'question' ? content.questionnaires['export-readiness']?.co?.byId[open.question] : undefined
    const replies = await playing.say(asked?.kind === 'text' ? 'La Esperanza 3001234567' : '1')
    if (replies.some(({ result }) => result !== undefined)) return
  }
  throw new Error('no result came')
}

async function say(playing: Player, ...texts: string[]): Promise<void> {
  for (const text of texts) await playing.say(text)
}

function answersOf({ records }: Player): Extract<RecordChange, { type: 'answer' }>[] {
  return records.filter((one) => one.type === 'answer')
}
