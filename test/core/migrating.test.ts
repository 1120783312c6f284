import { describe, expect, test } from 'vitest'
import { currentAssessment, lastFinished } from '../../src/core/conversation/form/assessments.ts'
import type { Content, Question, Questionnaire } from '../../src/core/content.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { plainText } from '../../src/core/saying/plain-text.ts'
import { content } from '../content.ts'
import { player, type Player } from '../player.ts'

/** Each questionnaire, begun and brought past some of its numbered questions, with two that follow one another. */
const begun = {
  'customs-route': {
    says: ['mi ruta de aduana', '1', '1', '4', '1', '2', '1'],
    answered: 'destination',
    open: 'weight',
  },
  'export-readiness': {
    says: [
      'empezar',
      '1',
      '1',
      '1',
      '1',
      '1',
      'La Esperanza',
      '1',
      'ruanas',
      '5',
      'Nobsa',
      '1',
      '1',
      '1',
      'saltar',
      '1',
    ],
    answered: 'bm_home_sales',
    open: 'bm_capacity',
  },
} as const

const cases = ['customs-route', 'export-readiness'] as const

describe.each(cases)('a conversation in the middle of %s, whose files change', (id) => {
  const { answered, open } = begun[id]

  test('hears of a new question among those already answered, is asked it, and goes on where it was', async () => {
    const playing = await after(
      id,
      withQuestions(id, (questions) => [fresh(questions, answered), ...questions]),
    )
    const replies = await playing.say('1')
    expect(words(replies)).toContain('hay preguntas nuevas (1)')
    expect(asked(replies)).toBe('brand_new')
    const next = await playing.say('1')
    expect(asked(next)).toBe(open)
    expect(currentAssessment(playing.state)).toMatchObject({ version: 2, answers: { brand_new: { option: 'a' } } })
  })

  test('keeps everything where only later questions are new', async () => {
    const playing = await after(
      id,
      withQuestions(id, (questions) => [...questions, fresh(questions, answered)]),
    )
    const before = currentAssessment(playing.state)?.answers
    const replies = await playing.say('repetir')
    expect(words(replies)).toContain('Lo que ya respondió sigue guardado.')
    expect(asked(replies)).toBe(open)
    expect(currentAssessment(playing.state)?.answers).toEqual(before)
    expect(words(await playing.say('repetir'))).not.toContain('se mejoró')
  })

  test('does not take a number for an option that stood elsewhere when it was shown', async () => {
    const turned = withQuestions(id, (questions) =>
      questions.map((one) => (one.id === open ? { ...one, options: one.options.toReversed() } : one)),
    )
    const playing = await after(id, turned)
    expect(asked(await playing.say('1'))).toBe(open)
    expect(currentAssessment(playing.state)?.answers).not.toHaveProperty(open)
    await playing.say('1')
    expect(currentAssessment(playing.state)?.answers).toHaveProperty(open)
  })

  test('is asked again what it answered with an option that is no more', async () => {
    const chosen = currentAssessment((await before(id)).state)?.answers[answered]
    const without = withQuestions(id, (questions) =>
      questions.map((one) => {
        if (one.id !== answered) return one
        const options = one.options.filter(
          (option) => chosen === undefined || !('option' in chosen) || option.id !== chosen.option,
        )
        return { ...one, options }
      }),
    )
    const playing = await after(id, without)
    const replies = await playing.say('1')
    expect(asked(replies)).toBe(answered)
    expect(playing.records).toContainEqual(
      expect.objectContaining({ type: 'answer', question: answered, before: chosen, answer: null }),
    )
  })

  test.each([1, 2])('goes on with the next question where the open one is no more (version %i)', async (version) => {
    const without = withQuestions(id, (questions) => questions.filter((one) => one.id !== open), version)
    const replies = await (await after(id, without)).say('1')
    expect(asked(replies)).not.toBe(open)
    expect(asked(replies)).not.toBeUndefined()
  })
})

test('where a whole questionnaire is no more, what was under way ends, and the person can do everything else', async () => {
  const { 'customs-route': gone, ...others } = content.questionnaires
  expect(gone).toBeDefined()
  const playing = await after('customs-route', { ...content, questionnaires: others })
  expect((await playing.say('1')).length).toBeGreaterThan(0)
  expect(currentAssessment(playing.state)).toBeNull()
  expect(words(await playing.say('menú'))).toContain('Ver qué tan listo estoy')
})

test('a finished list that is corrected asks what is new before it is made again', async () => {
  const playing = await before('customs-route')
  for (const said of ['1', '1', '4', '2']) await playing.say(said)
  expect(lastFinished(playing.state)).not.toBeNull()
  const later = withQuestions('customs-route', (questions) => [...questions, fresh(questions, 'destination')])
  const back = player(later, hints, playing.now, playing.state)
  await back.say('cambiar 1')
  const replies = await back.say('2')
  expect(words(replies)).toContain('se mejoró')
  expect(asked(replies)).toBe('brand_new')
})

const hints = { language: 'es', country: 'co' }

/** A person who has come as far as the open question. */
async function before(id: (typeof cases)[number]): Promise<Player> {
  const playing = player(content, hints)
  for (const said of ['hola', ...begun[id].says]) await playing.say(said)
  return playing
}

/** The same person, met by changed content. */
async function after(id: (typeof cases)[number], changed: Content): Promise<Player> {
  const playing = await before(id)
  expect(playing.state.open).toMatchObject({ kind: 'question', question: begun[id].open })
  return player(changed, hints, playing.now, playing.state)
}

/** The content with other numbered questions in one questionnaire, a version later. */
function withQuestions(
  id: string,
  change: (questions: readonly Question[]) => readonly Question[],
  version = 2,
): Content {
  const co = content.questionnaires[id]?.co
  if (co === undefined) throw new Error(`no questionnaire ${id}`)
  return {
    ...content,
    questionnaires: { ...content.questionnaires, [id]: { co: { ...changed(co, change), version } } },
  }
}

function changed(q: Questionnaire, change: (questions: readonly Question[]) => readonly Question[]): Questionnaire {
  const questions = change(q.questions)
  const others = Object.values(q.byId).filter(({ part }) => part !== 'questions')
  const byId = Object.fromEntries([...others, ...questions].map((one) => [one.id, one]))
  if (q.ends === 'score') return { ...q, questions, byId }
  return { ...q, questions, asked: [...q.asked.filter(({ part }) => part !== 'questions'), ...questions], byId }
}

/** A question that did not exist, in the section of another. */
function fresh(questions: readonly Question[], like: string): Question {
  const found = questions.find(({ id }) => id === like)
  const [option] = found?.options ?? []
  if (found === undefined || option === undefined) throw new Error(`no question ${like}`)
  const text = { es: '¿Y esto?', en: 'And this?', hi: 'और यह?' }
  const options = ['a', 'b'].map((id) => ({ ...option, id, label: { es: id, en: id, hi: id } }))
  return { ...found, id: 'brand_new', ask: text, why: text, options }
}

function words(replies: readonly OutboundMessage[]): string {
  return replies.map(plainText).join('\n')
}

function asked(replies: readonly OutboundMessage[]): string | undefined {
  return replies.findLast(({ question }) => question !== undefined)?.question?.id
}
