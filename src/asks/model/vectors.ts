import type OpenAI from 'openai'
import { z } from 'zod'
import { redact } from '../redact.ts'
import type { Reply } from './attempt.ts'
import type { Prepared } from './chat.ts'
import type { Embedded } from './model.ts'
import { unavailable } from './trouble.ts'

/** One vector for each text, in their order. */
export function prepareVectors(client: OpenAI, model: string, texts: readonly string[]): Prepared<Embedded> {
  return {
    estimate: 0,
    async run(signal): Promise<Reply<Embedded>> {
      const vectors: (readonly number[])[] = []
      for (let n = 0; n < texts.length; n += batch) {
        const input = texts.slice(n, n + batch).map((text) => redact(text) || ' ')
        const request = { model, input, encoding_format: 'float' } as const
        const answer = embedded.safeParse(await client.embeddings.create(request, { signal }))
        if (!answer.success || answer.data.data.length !== input.length)
          return { result: unavailable('nonsense'), tokens: null }
        vectors.push(...answer.data.data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding))
      }
      const [first] = vectors
      if (vectors.some(({ length }) => length !== first?.length))
        return { result: unavailable('nonsense'), tokens: null }
      return { result: { kind: 'embedded', vectors }, tokens: null }
    },
  }
}

/** Texts sent at once. */
const batch = 128

const embedded = z.object({ data: z.array(z.object({ index: z.int(), embedding: z.array(z.number()).min(1) })) })
