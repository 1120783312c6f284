import { expect, test } from 'vitest'
import type { InboundBody } from '../../src/core/event.ts'
import { turn } from '../../src/core/turn.ts'
import { content } from '../content.ts'
import { player, type Player } from '../player.ts'

const hints = { language: 'es', country: 'co' }

/** Somebody who is asked a question with several answers. */
async function askedFor(question: string, words: readonly string[]): Promise<Player> {
  const playing = player(content, hints)
  for (const word of words) await playing.say(word)
  const asked = () => (playing.state.open?.kind === 'question' ? playing.state.open.question : null)
  const answer = () => (playing.state.open?.kind === 'sensitive_consent' ? '2' : asked() === 'contact' ? 'saltar' : '1')
  for (let n = 0; n < 80 && asked() !== question; n++) await playing.say(answer())
  expect(playing.state.open).toEqual({ kind: 'question', question, changing: false })
  return playing
}

function tapped({ state, now }: Player, value: string, under?: string) {
  const body: InboundBody = { kind: 'choice', value, ...(under === undefined ? {} : { under }) }
  const message = { id: 't1', from: 'terminal:test', body, hints }
  return turn(state, { id: 'c:t1', conversation: 'c', at: now, entropy: '0', type: 'message', message }, content)
}

test('a tick is kept with what is open, and answered where the button hangs, with nothing settled', async () => {
  const playing = await askedFor('seal', ['mi ruta de aduana', '1', '1', 'alimentos'])
  const { state, replies } = tapped(playing, 'halal', '7')
  expect(state.open).toEqual({ kind: 'question', question: 'seal', changing: false, picked: ['halal'] })
  expect(replies).toHaveLength(1)
  expect(replies[0]).toMatchObject({ edits: '7', picks: { values: ['halal'] } })
  expect(replies[0]).not.toHaveProperty('settles')
})

test('where it is not known where the button hangs, the question is asked once more with what is ticked', async () => {
  const playing = await askedFor('seal', ['mi ruta de aduana', '1', '1', 'alimentos'])
  const { replies } = tapped(playing, 'halal')
  expect(replies[0]).toMatchObject({ question: { id: 'seal' }, picks: { values: ['halal'] } })
  expect(replies[0]).not.toHaveProperty('edits')
  expect(replies[0]?.text).toMatch(/^Elegido: Halal/)
})

test('a tick under a sensitive question is as sensitive as its answer', async () => {
  const playing = await askedFor('groups_co', ['empezar'])
  expect(tapped(playing, 'peasant', '7')).toMatchObject({ sensitive: true, tapped: 'Campesina o campesino' })
})
