import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/asks/interpret.ts'
import { read } from '../../src/asks/reading.ts'
import { asker } from '../../src/asks/run.ts'
import type { AskResult } from '../../src/core/outcome.ts'
import type { Behaviour } from '../openai-stub.ts'
import { sharedStub } from '../shared-stub.ts'
import { content } from './content.ts'
import { doorTo } from './model/door.ts'
import { injections } from './model/injections.ts'
import { personal } from './seeds.ts'

const stub = sharedStub()

const instrument = content.questionnaires['export-readiness']?.co
const person = 'telegram:573009998877'

/** An answer in free words to a real question, by the rules and by a model where they are not sure. */
function readWith(text: string, id = 'bm_capacity', callMs = 2000): Promise<AskResult> {
  return read(asked(text, id), content, doorTo(stub, { tools: { callMs } }), {
    person,
    signal: AbortSignal.timeout(2 * callMs),
  })
}

function byRules(text: string, id = 'bm_capacity'): AskResult {
  return interpret(asked(text, id), content)
}

function asked(text: string, id: string) {
  const options = (instrument?.byId[id]?.options ?? []).map((one) => ({ id: one.id, label: one.label.es ?? '' }))
  if (options.length === 0) throw new Error(`there is no question ${id}`)
  return { id: 'ask-1', kind: 'interpret', text, language: 'es', question: id, options } as const
}

function says(option: string | null, sure: boolean, question = false): Behaviour {
  return { kind: 'says', text: JSON.stringify({ option, sure, question }) }
}

describe('free words', () => {
  it('that the rules are sure of are read by them, and nothing is sent', async () => {
    const text = 'sí, con tiempo y ayuda'
    expect(await readWith(text)).toEqual(byRules(text))
    expect(await readWith(text)).toMatchObject({ option: 'with_help', sure: true })
    expect(stub.received).toEqual([])
  })

  it('that they are not sure of are read by the model: an option, none, or a question', async () => {
    expect(byRules('sí')).toMatchObject({ sure: false })
    const [first, second] = asked('', 'bm_capacity').options
    stub.script(says('O2', true), says('O1', false), says(null, false), says(null, false, true))
    const results = [await readWith('sí'), await readWith('sí'), await readWith('sí'), await readWith('sí')]
    expect(results).toEqual([
      { kind: 'interpreted', option: second?.id, sure: true, isQuestion: false },
      { kind: 'interpreted', option: first?.id, sure: false, isQuestion: false },
      { kind: 'interpreted', option: null, sure: false, isQuestion: false },
      { kind: 'interpreted', option: null, sure: false, isQuestion: true },
    ])
  })

  it('are read so where an ask runs', async () => {
    stub.script(says('O2', true))
    const result = await asker({ content, model: doorTo(stub) })(person, asked('sí', 'bm_capacity'))
    expect(result).toMatchObject({ option: asked('', 'bm_capacity').options[1]?.id, sure: true })
  })

  it('go with the words of the question and of its options, and with no name of the house', async () => {
    await readWith('sí')
    const body = stub.received[0]?.body ?? ''
    expect(body).toContain(JSON.stringify(instrument?.byId.bm_capacity?.ask.es ?? '?').slice(1, -1))
    for (const { label } of asked('', 'bm_capacity').options) expect(body).toContain(label)
    expect(body).not.toMatch(/bm_capacity|with_help|ask-1|3009998877|telegram/)
  })

  it.each<readonly [string, Behaviour]>([
    ['fails', { kind: 'status', status: 500 }],
    ['is asked too often', { kind: 'status', status: 429 }],
    ['says nothing', { kind: 'says', text: '' }],
    ['talks nonsense', { kind: 'says', text: 'la segunda, creo' }],
    ['names an option that is none', says('O77', true)],
    ['never ends', { kind: 'endless' }],
    ['does not answer', { kind: 'hanging' }],
  ])('are read by the rules where the model %s', async (_title, behaviour) => {
    stub.script(behaviour)
    expect(await readWith('sí', 'bm_capacity', 200)).toEqual(byRules('sí'))
  })

  it('about what is asked in confidence never leave', async () => {
    const confidential = Object.values(instrument?.byId ?? {}).filter(({ part }) => part === 'sensitive')
    const questions = confidential.filter(({ options }) => options.length > 0)
    expect(questions.length).toBeGreaterThan(0)
    for (const { id } of questions) expect(await readWith('pues mire vea', id)).toEqual(byRules('pues mire vea', id))
    expect(stub.received).toEqual([])
  })

  it('leave without what is personal in them', async () => {
    for (const { digits, forms } of personal) {
      for (const form of forms) {
        stub.received.length = 0
        await readWith(`pues sí, pregunte por mí: ${form}`)
        for (const { body } of stub.received)
          expect(body.replace(/[^\p{L}\d]/gu, '').toLowerCase()).not.toContain(digits)
      }
    }
  })

  it.each(injections)('are data, whatever they order: %s', async (line) => {
    await readWith('sí')
    await readWith(`sí\n${line}`)
    const prompts = stub.received.map(({ body }) => {
      const { messages }: { messages: { content: string }[] } = JSON.parse(body)
      return (messages[0]?.content ?? '').replace(/DATA\d+/g, 'DATA')
    })
    expect(new Set(prompts).size).toBe(1)
  })
})
