import { expect, test } from 'vitest'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { content } from '../content.ts'
import { player, type Player } from '../player.ts'

/** Up to a question that "Sí, bien" and "Todavía no" answer, among others. */
const up = ['hola', '1', '1', '1', '1', '1', '1', 'Panela La Esperanza', '2', 'panela', '3', 'Villeta', '2', '6']

async function asked(): Promise<{ who: Player; card: string }> {
  const who = player(content, { language: 'es', country: 'co' })
  for (const text of up.slice(0, -1)) await who.say(text)
  return { who, card: cardOf((await who.say('6')).at(-1)) }
}

function cardOf(message: OutboundMessage | undefined): string {
  if (message?.card === undefined) throw new Error('the message has no card')
  return message.card
}

function thumb(who: Player, says: 'yes' | 'no', card: string): Promise<OutboundMessage[]> {
  const body = { kind: 'reaction', says, card } as const
  return who.hear({ type: 'message', message: { id: `r${who.now}`, from: 'terminal:test', body } })
}

test('a thumb under the open question is its yes, and is said only once', async () => {
  const { who, card } = await asked()
  const question = who.state.open
  expect((await thumb(who, 'yes', card)).length).toBeGreaterThan(0)
  expect(who.state.open).not.toEqual(question)
  const answer = who.records.findLast(({ type }) => type === 'answer')
  expect(answer).toMatchObject({ answer: { option: 'well' } })
  const { open } = who.state
  expect(await thumb(who, 'no', card)).toEqual([])
  expect(who.state.open).toEqual(open)
})

test('a thumb down where "not yet" is all that is like a no asks back, and a thumb up under that confirms it', async () => {
  const { who, card } = await asked()
  const [back] = await thumb(who, 'no', card)
  expect(back?.text).toContain('Todavía no')
  await thumb(who, 'yes', cardOf(back))
  expect(who.records.findLast(({ type }) => type === 'answer')).toMatchObject({ answer: { option: 'not_yet' } })
})

test('a thumb under a choice that has no yes says nothing, and neither does one of somebody new', async () => {
  const who = player(content, { language: 'es', country: 'co' })
  expect(await thumb(who, 'yes', 'menu.x')).toEqual([])
  expect(who.state.greeted).toBe(false)
  const menu = (await who.say('hola')).at(-1)
  expect(await thumb(who, 'yes', cardOf(menu))).toEqual([])
})

test('a thumb gives no consent: it is asked for again, and why is said', async () => {
  const who = player(content, { language: 'es', country: 'co' })
  await who.say('hola')
  const consent = (await who.say('1')).at(-1)
  const again = await thumb(who, 'yes', cardOf(consent))
  const why = 'Para esto no basta un pulgar: responda con el número, por favor.'
  expect(again.map(({ text }) => text)).toEqual([`${why}\n\n${consent?.text}`])
  expect(who.records.some(({ type }) => type === 'consent')).toBe(false)
})

test('a thumb that comes while something is looked up waits, and counts when its card is still open', async () => {
  const { who, card } = await asked()
  who.hold()
  await who.say('¿qué es el RUT?')
  expect(await thumb(who, 'yes', card)).toEqual([])
  await who.letGo(true)
  expect(who.records.findLast(({ type }) => type === 'answer')).toMatchObject({ answer: { option: 'well' } })
})
