import { BaseRetriever } from '@langchain/core/retrievers'
import { describe, expect, it } from 'vitest'
import { openLibrary } from '../../../src/asks/library/index.ts'
import { openVectors } from '../../../src/asks/library/vectors.ts'
import { LibraryRetriever } from '../../../src/asks/model/retriever.ts'
import { sharedStub } from '../../shared-stub.ts'
import { content } from '../content.ts'
import { doorTo } from './door.ts'

const stub = sharedStub()

const library = openLibrary(content)
const settings = { library, language: 'es', country: 'co', limit: 3 }

describe('the library as a retriever of LangChain', () => {
  it('gives the sections that answer, with what they rest on', async () => {
    const retriever = new LibraryRetriever(settings)
    expect(retriever).toBeInstanceOf(BaseRetriever)
    const documents = await retriever.invoke('q codigo le pongo al rut')
    const [first] = documents
    expect(documents.length).toBeLessThanOrEqual(3)
    expect(first?.id).toBe('co/rut#code-22.es')
    expect(first?.pageContent).toMatch(/^¿.+\?\nEn la casilla 53/)
    expect(first?.metadata).toMatchObject({
      ...{ section: 'co/rut#code-22', article: 'co/rut', language: 'es', country: 'co' },
      facts: expect.arrayContaining(['RUT-02']),
      sources: expect.arrayContaining([{ title: 'DIAN, RUT', url: 'https://www.dian.gov.co', checked: '2026-11-22' }]),
      reviewed: '2026-11-22',
    })
    expect(first?.metadata.score).toBeGreaterThan(0.5)
  })

  it('gives the nearest language, and nothing where nothing answers', async () => {
    const hindi = new LibraryRetriever({ ...settings, language: 'hi' })
    expect((await hindi.invoke('electronic signature expired'))[0]?.metadata).toMatchObject({ language: 'en' })
    expect(await hindi.invoke('what is the population of the moon')).toEqual([])
  })

  it('runs in a chain, a batch or by itself', async () => {
    const titles = new LibraryRetriever(settings).pipe((documents) => documents.map(({ metadata }) => metadata.section))
    const [a, b] = await titles.batch(['q codigo le pongo al rut', 'cuanto dura la firma'])
    expect([a?.[0], b?.[0]]).toEqual(['co/rut#code-22', 'co/ife#renew'])
  })

  it('finds by words alone as long as there are no vectors', async () => {
    stub.script({ kind: 'status', status: 401 })
    const door = doorTo(stub)
    const vectors = openVectors(library, {
      ...{ model: 'm', closing: new AbortController().signal, report: () => undefined },
      cache: { get: (names) => Promise.resolve(names.map(() => null)), put: () => Promise.resolve() },
      embed: (texts, signal) => door.embed(texts, signal),
    })
    const documents = await new LibraryRetriever({ ...settings, vectors }).invoke('cuanto dura la firma')
    expect(documents[0]?.metadata.section).toBe('co/ife#renew')
  })
})
