import { describe, expect, it } from 'vitest'
import { asker } from '../../src/asks/run.ts'
import type { Ask } from '../../src/core/outcome.ts'
import { content } from './content.ts'

const conversation = 'telegram:1'
const exportAsk: Ask = { id: 'a', kind: 'export', language: 'es' }
const consultAsk = {
  ...({ id: 'a', kind: 'consult', question: '', language: 'es', country: 'co' } as const),
  ...{ before: [], product: null, askedBack: false },
}
const file = { kind: 'document', mime: 'application/json', path: 'telegram-1.json' } as const

describe('asker', () => {
  it('answers a question from the articles', async () => {
    const result = await asker({ content })(conversation, { ...consultAsk, question: 'cuanto dura la firma' })
    expect(result).toMatchObject({ kind: 'consulted', answers: [{ sections: [{ id: 'co/ife#renew' }] }] })
  })

  it('reads free words as one of the options', async () => {
    const options = [
      { id: 'fresh', label: 'Frutas, verduras o granos' },
      { id: 'crafts', label: 'Artesanías' },
    ]
    const ask: Ask = { id: 'a', kind: 'interpret', text: 'hago artesanias', language: 'es', question: 'q', options }
    expect(await asker({ content })(conversation, ask)).toMatchObject({ kind: 'interpreted', option: 'crafts' })
  })

  it('hands an export on, with the conversation and the language', async () => {
    const exportOf = (who: string, language: string) => Promise.resolve({ ...file, path: `${who}.${language}` })
    expect(await asker({ content, exportOf })(conversation, exportAsk)).toEqual({
      kind: 'exported',
      media: { ...file, path: 'telegram:1.es' },
    })
  })

  it('makes a failed result of an error, thrown at once or later', async () => {
    const failing = [
      () => Promise.reject(new Error('the disk is full')),
      () => {
        throw new Error('the disk is full')
      },
    ]
    for (const exportOf of failing) {
      const result = await asker({ content, exportOf })(conversation, exportAsk)
      expect(result).toEqual({ kind: 'failed', reason: 'the disk is full' })
    }
  })

  it('fails an export where there is nothing to export with', async () => {
    expect(await asker({ content })(conversation, exportAsk)).toMatchObject({ kind: 'failed' })
  })

  it('fails an ask that is not done in time', async () => {
    const exportOf = () => new Promise<never>(() => undefined)
    const result = await asker({ content, exportOf, deadlineMs: 20 })(conversation, exportAsk)
    expect(result).toEqual({ kind: 'failed', reason: 'not done after 20 ms' })
  })

  it('survives questions that mean to break it', async () => {
    const run = asker({ content })
    const texts = ['', '\u0000', '\ud800', '('.repeat(4000), 'ळ'.repeat(4000), '{"a":1}', '__proto__ constructor']
    for (const text of texts) {
      for (const language of ['es', 'en', 'hi', 'xx']) {
        const consulted = await run(conversation, { ...consultAsk, question: text, language })
        expect(consulted.kind).toBe('consulted')
        const ask = { id: 'a', kind: 'interpret', text, language, question: 'q' } as const
        const interpreted = await run(conversation, { ...ask, options: [{ id: 'yes', label: text }] })
        expect(interpreted.kind).toBe('interpreted')
      }
    }
  })
})
