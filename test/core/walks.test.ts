import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersOf } from '../../src/core/conversation/form/answers.ts'
import { currentAssessment, currentFirm, lastFinished } from '../../src/core/conversation/form/assessments.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { plainText } from '../../src/core/saying/plain-text.ts'
import { assess } from '../../src/core/questionnaire/assess.ts'
import { inOrder, listItems } from '../../src/core/questionnaire/checklist.ts'
import { content } from '../content.ts'
import { player, type Player } from '../player.ts'

const DAY_MS = 86_400_000

/** What a person may do next, at random: mostly answer, sometimes anything else. */
const move = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 6 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom('no sé', "i don't know", 'पता नहीं', 'prefiero no decir', 'saltar', 'skip') },
  { weight: 2, arbitrary: fc.constantFrom('atrás', 'back', 'पीछे', 'cambiar 2', 'change 5', 'revisar', '3', 'seguir') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('por qué', 'ejemplo', 'repetir', 'menú', 'pausa', 'hola', 'english', 'हिन्दी', 'español'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '¿qué código pongo en el rut?',
      'how do i get an iec?',
      'asesor',
      'mis datos',
      'parar recordatorios',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'mi ruta de aduana',
      'my export readiness',
      'मेरा कस्टम रास्ता',
      'mi resultado',
      'más pasos',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('respondo por otra persona', 'i am the owner', 'मेरे कारोबार', 'tengo otro negocio'),
  },
  { weight: 1, arbitrary: fc.constantFrom('asdkjh qwe', '???', '', '🙂🙂', 'Panela La Esperanza', '120', 'wait') },
)

/** How a person begins each questionnaire. */
const ways = { 'export-readiness': 'empezar', 'customs-route': 'mi ruta de aduana' } as const
const begins = fc.constantFrom<keyof typeof ways>('export-readiness', 'customs-route')

describe('however a person walks through the questionnaires', () => {
  test('nobody is met with silence, every message is short, and every result is that of the answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('es', 'en', 'hi'),
        fc.constantFrom('co', 'in'),
        begins,
        fc.array(move, { minLength: 20, maxLength: 90 }),
        async (language, country, questionnaire, moves) => {
          const playing = player(content, { language, country })
          await begin(playing, questionnaire)
          for (const one of moves) {
            const replies = one === 'wait' ? await playing.wait(2 * DAY_MS) : await playing.say(one)
            if (one !== 'wait') expect(replies.length, `silence after «${one}»`).toBeGreaterThan(0)
            check(playing, replies)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('from wherever they are, answering leads to a result', async () => {
    await fc.assert(
      fc.asyncProperty(
        begins,
        fc.array(move, { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 150, maxLength: 150 }),
        async (questionnaire, moves, answers) => {
          const playing = player(content, { language: 'es', country: 'co' })
          await begin(playing, questionnaire)
          for (const one of moves) await (one === 'wait' ? playing.wait(DAY_MS) : playing.say(one))
          const isOver = () => lastFinished(playing.state, questionnaire) !== null
          for (const answer of answers) {
            if (isOver()) break
            await answerOpen(playing, answer, questionnaire)
          }
          expect(isOver(), `stuck on ${JSON.stringify(playing.state.open)}`).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })
})

async function begin(playing: Player, questionnaire: keyof typeof ways): Promise<void> {
  for (const said of ['hola', ways[questionnaire], '1', '1']) check(playing, await playing.say(said))
}

/** Gives some answer to whatever is open, as a willing person would who wants to come to the end of a questionnaire. */
async function answerOpen(playing: Player, pick: number, questionnaire: keyof typeof ways): Promise<void> {
  const { open } = playing.state
  const current = currentAssessment(playing.state)
  if (open?.kind !== 'consent' && open?.kind !== 'age' && current?.questionnaire !== questionnaire) {
    await playing.say(ways[questionnaire])
    return
  }
  switch (open?.kind) {
    case 'question': {
      const question = content.questionnaires[questionnaire]?.co?.byId[open.question]
      await playing.say(question?.kind === 'text' ? 'La Esperanza 3001234567' : String(pick))
      return
    }
    case 'adviser_offer':
      await playing.say('2')
      return
    case 'firm_name':
      await playing.say('Tejidos del Valle')
      return
    case 'delete':
      await playing.say('2')
      return
    case 'which_change':
    case 'my_data':
    case 'languages':
    case 'ask_me':
    case 'lines':
    case 'menu':
      await playing.say('seguir')
      return
    case undefined:
      await playing.say('seguir')
      return
    default:
      await playing.say('1')
  }
}

function check(playing: Player, replies: readonly OutboundMessage[]): void {
  for (const reply of replies) {
    expect(reply.text.trim()).not.toBe('')
    expect(plainText(reply).length).toBeLessThanOrEqual(900)
    expect(plainText(reply)).not.toMatch(/\{\w+\}|undefined|\[object/)
  }
  const firm = currentFirm(playing.state)
  for (const { result } of replies) {
    if (firm === null || result === undefined) continue
    const asked = content.questionnaires[result.questionnaire]?.[playing.state.country ?? 'co']
    const finished = lastFinished(playing.state, result.questionnaire)
    if (asked === undefined || finished === null) continue
    const answers = answersOf(asked, firm, finished)
    if (asked.ends === 'checklist') {
      expect(result.steps.map(({ id }) => id)).toEqual(inOrder(listItems(asked, answers)).map(({ id }) => id))
      continue
    }
    const { overall, band } = assess(asked, answers)
    expect({ score: result.score, low: result.low, high: result.high, band: result.band }).toEqual({
      ...overall,
      band: band?.id ?? null,
    })
  }
}
