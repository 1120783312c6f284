import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersOf, currentFirm, lastFinished } from '../../src/core/conversation/assessments.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { plainText } from '../../src/core/saying/plain-text.ts'
import { assess } from '../../src/core/questionnaire/assess.ts'
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
  { weight: 1, arbitrary: fc.constantFrom('asdkjh qwe', '???', '', '🙂🙂', 'Panela La Esperanza', '120', 'wait') },
)

describe('however a person walks through the questionnaire', () => {
  test('nobody is met with silence, every message is short, and every score is that of the answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('es', 'en', 'hi'),
        fc.constantFrom('co', 'in'),
        fc.array(move, { minLength: 20, maxLength: 90 }),
        async (language, country, moves) => {
          const playing = player(content, { language, country })
          await begin(playing)
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
        fc.array(move, { maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 150, maxLength: 150 }),
        async (moves, answers) => {
          const playing = player(content, { language: 'es', country: 'co' })
          await begin(playing)
          for (const one of moves) await (one === 'wait' ? playing.wait(DAY_MS) : playing.say(one))
          if (lastFinished(playing.state) !== null) return
          for (const answer of answers) {
            if (lastFinished(playing.state) !== null) break
            await answerOpen(playing, answer)
          }
          expect(lastFinished(playing.state), `stuck on ${JSON.stringify(playing.state.open)}`).not.toBeNull()
        },
      ),
      { numRuns: 40 },
    )
  })
})

async function begin(playing: Player): Promise<void> {
  for (const said of ['hola', '1', '1', '1']) check(playing, await playing.say(said))
}

/** Gives some answer to whatever is open, as a willing person would. */
async function answerOpen(playing: Player, pick: number): Promise<void> {
  const { open } = playing.state
  switch (open?.kind) {
    case 'question': {
      const question = content.questionnaires['export-readiness']?.co?.byId[open.question]
      await playing.say(question?.kind === 'text' ? 'La Esperanza 3001234567' : String(pick))
      return
    }
    case 'adviser_offer':
      await playing.say('2')
      return
    case 'delete':
      await playing.say('2')
      return
    case 'which_change':
    case 'my_data':
    case 'languages':
    case 'ask_me':
      await playing.say('seguir')
      return
    case undefined:
      await playing.say(playing.state.firms.length === 0 ? 'empezar' : 'seguir')
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
  const shown = replies.flatMap(({ result }) => (result === undefined ? [] : [result]))
  const firm = currentFirm(playing.state)
  const finished = lastFinished(playing.state)
  const questionnaire = content.questionnaires['export-readiness']?.[playing.state.country ?? 'co']
  if (firm === null || finished === null || questionnaire === undefined) return
  for (const result of shown) {
    const { overall, band } = assess(questionnaire, answersOf(firm, finished))
    expect({ score: result.score, low: result.low, high: result.high, band: result.band }).toEqual({
      ...overall,
      band: band?.id ?? null,
    })
  }
}
