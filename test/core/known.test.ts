import { describe, expect, test } from 'vitest'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { plainText } from '../../src/core/saying/plain-text.ts'
import { content } from '../content.ts'
import { player, type Player } from '../player.ts'

const begins = ['hola', 'empezar', '1', '1']

describe('what the first questionnaire was told is not asked again by the second', () => {
  test('the thing, the kind of food and the country are taken, said, and may be put right by their numbers', async () => {
    const playing = await after([...begins, '1', '1', '2', 'Finca El Roble', '1', 'limón', '1', 'Pitalito', '1', '1'])
    const replies = await playing.say('mi ruta de aduana')
    expect(words(replies)).toContain('1. ¿Qué va a enviar o vender a otro país? — Alimentos o bebidas')
    expect(words(replies)).toContain('2. ¿Qué alimento es? — Fruta, verdura o grano')
    expect(words(replies)).toContain('3. ¿A dónde va? — Estados Unidos')
    expect(replies.at(-1)?.question).toMatchObject({ id: 'purpose', number: 4, of: 9 })

    expect((await playing.say('cambiar 3')).at(-1)?.question).toMatchObject({ id: 'destination', number: 3 })
    expect(words(await playing.say('india'))).toContain('Antes: Estados Unidos. Ahora: India.')
  })

  test('where everything is known already, the list follows at once', async () => {
    const playing = await after([...begins, '2', '1', '2', 'Taller Sur', '1', 'diseño', 'Cali', '1', '1'])
    const replies = await playing.say('mi ruta de aduana')
    expect(replies.flatMap(({ result }) => result?.steps.map(({ id }) => id) ?? [])).toContain('co_rut_service')
    expect(words(replies)).toContain('1. ¿Qué va a enviar o vender a otro país? — Un servicio o software')
  })

  test('what it did not know is asked: a place in Europe may be inside the Union or not', async () => {
    const playing = await after([...begins, '1', '1', '2', 'Tejidos', '1', 'ruanas', '6', 'Nobsa', '1', '2'])
    const replies = await playing.say('mi ruta de aduana')
    expect(replies.at(-1)?.question).toMatchObject({ id: 'handmade', number: 2 })
    expect((await playing.say('2')).at(-1)?.question).toMatchObject({ id: 'destination', number: 3 })
  })
})

async function after(says: readonly string[]): Promise<Player> {
  const playing = player(content, { language: 'es', country: 'co' })
  for (const said of says) await playing.say(said)
  return playing
}

function words(replies: readonly OutboundMessage[]): string {
  return replies.map(plainText).join('\n')
}
