import { z } from 'zod'
import type { InboundBody } from '../../core/event.ts'

/** Largest body of a message: 4,000 characters of the widest script, and the names around them. */
export const largestPost = 32 * 1024

const id = z.string().min(8).max(64)

const name = z.string().max(200)

/** What a page posts: something written, or a button that was tapped, with what it hung under and what it said. */
const post = z.union([
  z.strictObject({ id, text: z.string().max(8_000) }),
  z.strictObject({
    id,
    choice: z.strictObject({ value: name, question: name.optional(), card: name.optional() }),
    label: z.string().max(400),
  }),
])

/** A post as a message, with what the page shows of it; null for anything else. */
export function readPost(json: string): { id: string; body: InboundBody; shown: string } | null {
  const parsed = post.safeParse(parsedJson(json))
  if (!parsed.success) return null
  if ('text' in parsed.data) {
    const { id: given, text } = parsed.data
    return { id: given, body: { kind: 'text', text }, shown: text }
  }
  const { id: given, choice, label } = parsed.data
  const { value, question, card } = choice
  const under = { ...(question === undefined ? {} : { question }), ...(card === undefined ? {} : { card }) }
  return { id: given, body: { kind: 'choice', value, ...under }, shown: label }
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
