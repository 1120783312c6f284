import { describe, expect, test } from 'vitest'
import { summarise, type SummaryLine } from '../../src/core/summary.ts'
import type { SummaryInput } from '../../src/core/summary/sources.ts'
import { lines } from '../bench/walk.ts'
import { content } from '../content.ts'
import { player } from '../player.ts'

const spanish = lines('es')
const wholeWay = [...spanish, 'menú']
const sensitive = [...spanish.slice(0, -1), '2', '2', '3']

describe('a summary tells what is known, and nothing else', () => {
  test('of somebody who only greeted: just that', async () => {
    const { summary } = await conversation(['hola'])
    expect(topics(summary())).toEqual(['who', 'stands'])
    expect(texts(summary(), 'who')).toEqual(['Colombia'])
    expect(texts(summary(), 'stands')).toEqual(['Saludó, pero todavía no ha empezado'])
  })

  test('of somebody asked for consent: that it is not given', async () => {
    const { summary } = await conversation(['hola', '1'])
    expect(texts(summary(), 'stands')).toEqual(['Todavía no ha dado su permiso'])
  })

  test('on the way: who, what they make, the question they are at and what it asks', async () => {
    const { summary } = await conversation(spanish.slice(0, 22))
    expect(topics(summary())).toEqual(['who', 'makes', 'stands', 'promised', 'next'])
    expect(texts(summary(), 'who')).toEqual(['Finca El Roble · Pitalito, Huila · Una familia · Colombia'])
    expect(texts(summary(), 'makes')).toEqual(['café tostado · Café o cacao · Quiere vender en: Estados Unidos'])
    expect(texts(summary(), 'stands')).toEqual(['Pregunta 7 de 26 · Personas y logística'])
    expect(texts(summary(), 'next')[0]).toMatch(/^Responder: ¿/)
  })

  test('before the numbered questions and at a pause, in words', async () => {
    const { summary, say } = await conversation(spanish.slice(0, 6))
    expect(texts(summary(), 'stands')[0]).toBe('Preguntas iniciales · respuestas: 2')
    await say('pausa')
    expect(texts(summary(), 'stands')[0]).toBe('Preguntas iniciales · respuestas: 2 · en pausa')
  })

  test('with a result: band, score, line, what held it back and the first step', async () => {
    const { summary } = await conversation(wholeWay)
    expect(topics(summary())).toEqual(['who', 'makes', 'stands', 'blocks', 'next'])
    expect(texts(summary(), 'stands')).toEqual(['En preparación · 55 de 100 · Línea: Excelencia para exportar'])
    expect(texts(summary(), 'blocks')).toHaveLength(3)
    expect(texts(summary(), 'blocks')[0]).toContain('— Todavía no')
    expect(texts(summary(), 'next')).toEqual(['Escoja un primer país'])
  })

  test('what the firm itself does not know blocks it too: three are named, the rest counted', async () => {
    const { summary } = await conversation([...spanish.slice(0, 16), ...Array.from({ length: 5 }, () => 'no sé')])
    const blocks = texts(summary(), 'blocks')
    expect(blocks).toHaveLength(3)
    expect(blocks.every((text) => text.startsWith('No sabe: ¿') || text.startsWith('No sabe: Si '))).toBe(true)
    expect(blocks[2]).toMatch(/ · y 2 más que no sabe$/)
  })

  test('a firm answering again has both: where it is now, and its last result', async () => {
    const { summary } = await conversation([...wholeWay, 'empezar', '2', '1'])
    expect(texts(summary(), 'stands')).toHaveLength(2)
    expect(texts(summary(), 'stands')[1]).toContain('55 de 100')
  })
})

describe('a second questionnaire', () => {
  const shipment = ['hola', 'mi ruta de aduana', '1', '1', '6']

  test('on the way: its name and the question it is at', async () => {
    const { summary } = await conversation(shipment)
    expect(texts(summary(), 'stands')).toEqual(['Pregunta 2 de 2 · Mi ruta de aduana'])
    expect(texts(summary(), 'next')).toEqual(['Responder: ¿A dónde va?'])
  })

  test('with its list: how long it is, beside the result of the first', async () => {
    const { summary, say } = await conversation([...shipment, '6'])
    expect(texts(summary(), 'stands')).toEqual(['Mi ruta de aduana: lista de 6 puntos'])
    for (const said of ['empezar', ...spanish.slice(4), 'menú']) await say(said)
    expect(texts(summary(), 'stands')).toEqual([
      'Mi ruta de aduana: lista de 6 puntos',
      'En preparación · 55 de 100 · Línea: Excelencia para exportar',
    ])
  })
})

describe('what was asked and promised', () => {
  test('their own questions, newest first; no answers, no commands, no greetings', async () => {
    const said = ['¿cuánto cuesta el RUT?', 'por qué', '¿qué es una partida arancelaria?', '¿ayuda?', '¿hola?']
    const { summary } = await conversation([...spanish.slice(0, 18), ...said])
    expect(texts(summary(), 'asked')).toEqual(['«¿qué es una partida arancelaria?»', '«¿cuánto cuesta el RUT?»'])
  })

  test('words that read like a question and answered one are an answer', async () => {
    const { summary, transcript } = await conversation([...spanish.slice(0, 18), '¿cuánto cuesta el RUT?'])
    const event = transcript.findLast(({ who }) => who === 'person')?.id ?? ''
    const answer = {
      firm: 'f',
      assessment: 'a',
      question: 'product',
      before: null,
      answer: { text: 'x' },
      event,
      at: 0,
    }
    const answers = [{ type: 'answer', by: 'owner', sensitive: false, ...answer }] as const
    expect(texts(summary(), 'asked')).toHaveLength(1)
    expect(texts(summary({ answers }), 'asked')).toEqual([])
  })

  test('a long question is shortened, not cut within a character', async () => {
    const { summary } = await conversation([...wholeWay, `¿puedo enviar ${'👩‍🌾'.repeat(300)}?`])
    expect(texts(summary(), 'asked')[0]).toMatch(/^«¿puedo enviar (👩‍🌾)+…»$/u)
  })

  test('an adviser who was promised, with the message that asked', async () => {
    const { summary, transcript } = await conversation([...wholeWay, 'asesor'])
    const promised = summary().filter(({ topic }) => topic === 'promised')
    expect(promised.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Que una persona asesora le escriba: lun/),
    ])
    expect(transcript.find(({ id }) => id === promised[0]?.message)?.text).toBe('asesor')
  })
})

describe('every line opens the message behind it', () => {
  test('at each step of the whole way, and the message is there', async () => {
    const { summary, say, transcript } = await conversation([])
    for (const text of [...wholeWay, '¿cuánto cuesta el RUT?', 'asesor']) {
      await say(text)
      const known = new Set(transcript.map(({ id }) => id))
      for (const { message } of summary()) expect(message === null || known.has(message)).toBe(true)
    }
    const found = (topic: string) => {
      const message = summary().find((one) => one.topic === topic)?.message
      return transcript.find(({ id }) => id === message)?.text
    }
    expect(found('who')).toBe('Finca El Roble')
    expect(found('makes')).toBe('café tostado')
    expect(found('stands')).toContain('55 de 100')
    expect(found('asked')).toBe('¿cuánto cuesta el RUT?')
    expect(summary().filter(({ message }) => message === null)).toEqual([])
  })

  test('where messages were not kept, the line stands without one', async () => {
    const { summary } = await conversation(wholeWay)
    const bare = summary({ transcript: [] })
    expect(bare.map(({ text }) => text)).toEqual(summary().map(({ text }) => text))
    expect(bare.every(({ message }) => message === null)).toBe(true)
  })
})

test('it is in the language of who reads it', async () => {
  const { summary } = await conversation([...lines('hi'), 'सलाहकार'], { language: 'hi', country: 'in' })
  const read = summary({ language: 'en' })
  expect(texts(read, 'who')).toEqual(['कच्छ बुनाई समूह · भुज, गुजरात · A family · India'])
  expect(texts(read, 'stands')).toEqual([expect.stringMatching(/^Getting ready · 55 out of 100 · Line: /)])
  expect(texts(read, 'promised')[0]).toMatch(/^That an adviser will write: /)
})

describe('sensitive answers are not in it', () => {
  test('with and without them it is the same', async () => {
    const { summary, state } = await conversation(sensitive)
    const { firms } = state()
    expect(Object.keys(firms[0]?.sensitive ?? {}).length).toBeGreaterThan(0)
    const without = { ...state(), firms: firms.map((firm) => ({ ...firm, sensitive: {} })) }
    expect(summary()).toEqual(summary({ state: without }))
    expect(JSON.stringify(summary())).not.toMatch(/ind[ií]gena|mujer/i)
  })

  test('a message kept sealed is never quoted', async () => {
    const { summary, transcript } = await conversation([...wholeWay, '¿cuánto cuesta el RUT?'])
    const sealed = transcript.map((entry) => ({ ...entry, sensitive: true }))
    expect(texts(summary({ transcript: sealed }), 'asked')).toEqual([])
  })
})

/** A conversation that was had, with its transcript as the store would keep it, and its summary at any time. */
async function conversation(said: readonly string[], hints = { language: 'es', country: 'co' }) {
  const playing = player(content, hints)
  const transcript: { at: number; who: 'person' | 'bot'; id: string; text: string }[] = []
  const say = async (text: string) => {
    const replies = await playing.say(text)
    const at = playing.now
    const event = replies[0]?.id.split('/')[0] ?? ''
    transcript.push({ at, who: 'person', id: event, text })
    for (const reply of replies) transcript.push({ at, who: 'bot', id: reply.id, text: reply.text })
  }
  for (const text of said) await say(text)
  const summary = (given: Partial<SummaryInput> = {}) =>
    summarise({
      state: playing.state,
      answers: playing.records.flatMap((record) => (record.type === 'answer' ? [record] : [])),
      followUps: [...playing.followUps.values()],
      transcript,
      content,
      language: 'es',
      ...given,
    })
  return { summary, say, transcript, state: () => playing.state }
}

function topics(summary: readonly SummaryLine[]): string[] {
  return [...new Set(summary.map(({ topic }) => topic))]
}

function texts(summary: readonly SummaryLine[], topic: string): string[] {
  return summary.filter((line) => line.topic === topic).map(({ text }) => text)
}
