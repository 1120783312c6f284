import { z } from 'zod'
import type { Papers } from './sent.ts'
import type { LineState } from './state.ts'

/** Where a process with the line tells the others how it stands, and hears what they wish. */
export interface Notice {
  tell(state: LineState): Promise<void>
  /** Nobody has the line any more, as far as this process knows. */
  withdraw(): Promise<void>
  /** Null where no process has the line. */
  read(): Promise<LineState | null>
  wish(what: 'unlink'): Promise<void>
  wished(): Promise<'unlink' | null>
  granted(): Promise<void>
}

const stateName = 'whatsapp state'
const wishName = 'whatsapp wish'

/** Longer than whoever wishes waits for it. */
const WISH_MS = 2 * 60_000

/** `forMs` is how long a state is believed after it was told last. */
export function noticeIn(papers: Papers, forMs: number): Notice {
  return {
    tell: (state) => papers.put(stateName, JSON.stringify(state), forMs),
    withdraw: () => papers.drop(stateName),
    async read() {
      const text = await papers.get(stateName)
      return text === null ? null : shape.parse(JSON.parse(text))
    },
    wish: (what) => papers.put(wishName, what, WISH_MS),
    wished: async () => ((await papers.get(wishName)) === 'unlink' ? 'unlink' : null),
    granted: () => papers.drop(wishName),
  }
}

const shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['starting', 'unlinked', 'elsewhere', 'connecting', 'store']) }),
  z.object({ kind: z.literal('open'), number: z.string() }),
  z.object({ kind: z.literal('away'), code: z.number() }),
  z.object({ kind: z.literal('stopped'), why: z.enum(['replaced', 'banned', 'mismatch']) }),
])
