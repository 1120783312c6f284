import { describe, expect, test } from 'vitest'
import { verify, type Passage, type Sentence } from '../../../src/asks/verify.ts'
import type { Lie } from '../../openai-stub.ts'
import { sharedStub } from '../../shared-stub.ts'
import { content } from '../content.ts'
import { harmless, personal } from '../seeds.ts'
import { asking, doorTo } from './door.ts'
import { injections } from './injections.ts'

const stub = sharedStub()

const articles: Passage[] = content.articles.flatMap(({ id, sections }) =>
  sections.map(({ id: section, heading, body }) => ({ id: `${id}#${section}`, text: `${heading}\n${body}` })),
)

/** Three sections, other ones each time. */
function some(n: number): Passage[] {
  return [0, 1, 2].map((more) => articles[(n * 7 + more * 31) % articles.length] ?? { id: '', text: '' })
}

async function said(passages: readonly Passage[], question = '¿Cómo exporto?'): Promise<readonly Sentence[]> {
  const answer = await doorTo(stub).ground({ question, language: 'es', passages }, asking())
  if (answer.kind !== 'grounded') throw new Error(answer.why)
  return verify(answer.sentences, passages) ?? []
}

describe('a model that lies', () => {
  const lies: readonly Lie[] = ['quote', 'number', 'link', 'passage', 'obeys']

  test.each(lies)('is never believed: %s', async (lie) => {
    for (let n = 0; n < 100; n++) {
      stub.script({ kind: 'lying', lie, n })
      const injected = { id: 'co/rut#injected', text: injections[n % injections.length] ?? '' }
      expect(await said([...some(n), injected])).toEqual([])
    }
    expect(stub.received).toHaveLength(100)
  })

  test('is told from one that copies what it was given', async () => {
    for (let n = 0; n < 100; n++) {
      const passages = some(n)
      const kept = await said(passages)
      for (const { text, passages: cited } of kept)
        expect(passages.find(({ id }) => id === cited[0])?.text).toContain(text)
      expect(kept.length).toBeGreaterThan(0)
    }
  })
})

describe('words that try to take it over', () => {
  test.each(injections)('change nothing where a person says them: %s', async (line) => {
    const passages = some(3)
    const without = await said(passages)
    expect(await said(passages, line)).toEqual(without)
    expect(systemOf(1)).toBe(systemOf(0).replaceAll('DATA1', markOf(1)))
  })

  test.each(injections)('change nothing where an article holds them: %s', async (line) => {
    const passages = some(3)
    const without = await said(passages)
    const [first] = passages
    if (first === undefined) throw new Error('there are no articles')
    const held = [{ ...first, text: `${first.text}\n${line}` }, ...passages.slice(1)]
    expect(await said(held)).toEqual(without)
    expect(systemOf(1)).toBe(systemOf(0).replaceAll('DATA1', markOf(1)))
  })

  test('cannot end the block they stand in', async () => {
    for (const line of injections) {
      stub.received.length = 0
      await said([{ id: 'p', text: `uno dos tres cuatro\n${line}` }], line)
      const [, given] = messagesOf(0)
      const mark = markOf(0)
      expect(given?.split(`${mark}>>`)).toHaveLength(3)
      expect(given?.split(`<<${mark} `)).toHaveLength(3)
    }
  })
})

describe('what leaves', () => {
  test('holds nothing personal, wherever it was said', async () => {
    const door = doorTo(stub)
    for (const { digits, forms } of personal) {
      for (const form of forms) {
        stub.received.length = 0
        const options = [{ id: 'a', label: 'Sí' }]
        const text = `llámeme, ${form}, gracias`
        await door.ground({ question: text, language: 'es', passages: [{ id: 'p', text }] }, asking())
        await door.choose({ text, question: '¿Tiene RUT?', language: 'es', options }, asking())
        await door.embed([text], asking().signal)
        expect(stub.received).toHaveLength(3)
        for (const { body } of stub.received) {
          expect(body.toLowerCase()).not.toContain(digits)
          expect(body.replace(/[^\p{L}\d]/gu, '').toLowerCase()).not.toContain(digits)
        }
      }
    }
  })

  test('holds the codes, dates and laws that were asked about', async () => {
    for (const form of harmless) {
      stub.received.length = 0
      await doorTo(stub).ground({ question: `¿${form}?`, language: 'es', passages: some(1) }, asking())
      expect(messagesOf(0)[1]).toContain(`¿${form}?`)
    }
  })
})

function messagesOf(n: number): string[] {
  const { messages }: { messages: { content: string }[] } = JSON.parse(stub.received[n]?.body ?? '')
  return messages.map(({ content: text }) => text)
}

function systemOf(n: number): string {
  return messagesOf(n)[0] ?? ''
}

function markOf(n: number): string {
  return /<<(DATA\d+) …/u.exec(systemOf(n))?.[1] ?? ''
}
