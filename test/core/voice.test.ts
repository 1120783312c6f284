import { expect, test } from 'vitest'
import type { EventBody } from '../../src/core/event.ts'
import type { TurnResult } from '../../src/core/outcome.ts'
import { newState, type State } from '../../src/core/state.ts'
import { turn } from '../../src/core/turn.ts'
import { lines } from '../bench/walk.ts'
import { content } from '../content.ts'

/** A person whose notes are listened to as told: a string is what is heard, null that nobody is there. */
function talk() {
  let state: State = newState
  let seq = 0
  const told: TurnResult[] = []
  function take(body: EventBody): TurnResult {
    seq += 1
    const result = turn(
      state,
      { id: `c:${seq}`, conversation: 'c', at: seq * 1000, entropy: 'f'.repeat(32), ...body },
      content,
    )
    state = result.state
    told.push(result)
    return result
  }
  const from = 'web:1'
  const hints = { language: 'es', country: 'co' }
  return {
    told,
    get state() {
      return state
    },
    write: (text: string) =>
      take({ type: 'message', message: { id: `m${seq}`, from, hints, body: { kind: 'text', text } } }),
    send(path: string) {
      const media = { kind: 'voice', mime: 'audio/ogg', path } as const
      return take({ type: 'message', message: { id: `m${seq}`, from, hints, body: { kind: 'voice', media } } })
    },
    hear: (text: string | null) =>
      take({ type: 'answered', askId: state.ask?.id ?? '', result: { kind: 'transcribed', text } }),
    slow: () => take({ type: 'slow', askId: state.ask?.id ?? '' }),
  }
}

const toFirmName = lines('es').slice(0, 7)

test('what waits while a note is listened to is heard after it, and notes that wait are listened to in turn', () => {
  const person = talk()
  for (const words of toFirmName) person.write(words)
  expect(person.send('one.ogg').asks).toMatchObject([
    { kind: 'transcribe', media: { path: 'one.ogg' }, language: 'es' },
  ])
  expect(person.slow().replies[0]?.text).toContain('escuchando')
  expect(person.send('two.ogg').asks).toEqual([])
  const first = person.hear('Finca El Roble')
  expect(first.heard).toEqual({ path: 'one.ogg', text: 'Finca El Roble' })
  expect(first.asks).toMatchObject([{ media: { path: 'two.ogg' } }])
  const second = person.hear('sí')
  expect(second.heard).toEqual({ path: 'two.ogg', text: 'sí' })
  expect(second.records).toMatchObject([{ type: 'answer', answer: { text: 'Finca El Roble' } }, { type: 'firm' }])
})

test('no answer by voice is written down before it was read back, also one that had to be interpreted', () => {
  const person = talk()
  for (const words of toFirmName.slice(0, 4)) person.write(words)
  person.send('one.ogg')
  expect(person.hear('yo vendo cositas').asks).toMatchObject([{ kind: 'interpret' }])
  const id = person.state.ask?.id ?? ''
  expect(person.state.ask?.byVoice).toBe(true)
  expect(id).not.toBe('')
  expect(person.told.flatMap(({ records }) => records.filter(({ type }) => type === 'answer'))).toEqual([])
})

test('a number by voice is read back, and counts once that is confirmed by voice', () => {
  const person = talk()
  for (const words of lines('es').slice(0, 42)) person.write(words)
  person.send('one.ogg')
  expect(person.hear('son doce').replies.at(-1)?.text).toMatch(/12/)
  expect(person.state.open).toMatchObject({ kind: 'confirm', answer: { number: 12 } })
  person.send('two.ogg')
  expect(person.hear('sí').records).toMatchObject([{ type: 'answer', question: 'su_families', answer: { number: 12 } }])
})

test('where nobody listens, the team has one task for it while it is open, beside a wish for an adviser', () => {
  const person = talk()
  for (const words of toFirmName) person.write(words)
  person.write('asesor')
  person.send('one.ogg')
  const first = person.hear(null)
  expect(first.followUps).toMatchObject([{ type: 'plan', followUp: { kind: 'voice_note', owner: 'staff' } }])
  person.send('two.ogg')
  expect(person.hear(null).followUps).toEqual([])
  expect(person.state.planned.map(({ kind }) => kind).sort()).toEqual(['nudge', 'staff_task', 'voice_note'])
  person.write('stop')
  expect(person.state.planned.map(({ kind }) => kind).sort()).toEqual(['staff_task', 'voice_note'])
})

test('without consent nothing is asked of the team', () => {
  const person = talk()
  person.write('hola')
  person.send('one.ogg')
  expect(person.hear(null).followUps).toEqual([])
  expect(person.told.at(-1)?.replies[0]?.text).toContain('no la guardo más de un día')
})

test('what is said to a sensitive question is private: the note, the words and what is said back', () => {
  const person = talk()
  for (const words of lines('es').slice(0, -1)) person.write(words)
  expect(person.state.open?.kind).toBe('sensitive_consent')
  person.write('2')
  expect(person.state.open?.kind).toBe('question')
  expect(person.send('one.ogg').sensitive).toBe(true)
  expect(person.hear('sí').sensitive).toBe(true)
  person.write('1')
  person.send('two.ogg')
  const unheard = person.hear(null)
  expect([unheard.sensitive, unheard.followUps]).toEqual([true, []])
})

test('who asked for audio gets every message marked so', () => {
  const person = talk()
  person.write('hola')
  expect(person.told[0]?.replies[0]).not.toHaveProperty('aloud')
  expect(person.write('nota de voz').replies[0]?.aloud).toBe(true)
})

test('the name of a business that is added is read back before it counts', () => {
  const person = talk()
  for (const words of ['hola', '1', '5', '1', '1']) person.write(words)
  person.send('one.ogg')
  person.hear('Panela La Esperanza')
  expect(person.state.firms).toEqual([])
  expect(person.state.open).toMatchObject({ kind: 'firm_name', heard: 'Panela La Esperanza' })
  person.write('2')
  expect(person.state.open).not.toHaveProperty('heard')
  person.send('two.ogg')
  person.hear('Panela La Espiga')
  person.write('sí')
  expect(person.state.firms).toMatchObject([{ profile: { firm_name: { text: 'Panela La Espiga' } } }])
})
