import { createHash, randomUUID } from 'node:crypto'
import { cleanText } from '../../core/hearing/text.ts'
import type { ConversationId, StaffAction } from '../../core/event.ts'
import type { Store } from '../../store/store.ts'
import { LONGEST_REPLY, type Trouble } from './pages/answering.tsx'

/** Who acts, until officers have accounts. */
const BY = 'staff'

/** How long a page waits to show what was done; later it shows by itself. */
const PATIENCE_MS = 1_000

/** The fields of a form, as they arrive. */
export type Fields = Readonly<Record<string, unknown>>

/** What a form asks for, or what is wrong with it; null for an action there is not. */
export function readAction(name: string, fields: Fields): StaffAction | { readonly trouble: Trouble } | null {
  switch (name) {
    case 'reply': {
      const text = field(fields, 'text').replace(/\r\n?/g, '\n').trim()
      if (text === '') return { trouble: { kind: 'empty', text } }
      if (text.length > LONGEST_REPLY) return { trouble: { kind: 'too_long', text } }
      return { kind: 'reply', text: cleanText(text) }
    }
    case 'answer': {
      const text = field(fields, 'text').replace(/\r\n?/g, '\n').trim()
      const [followUp, question] = [field(fields, 'followUp'), field(fields, 'question')]
      if (followUp === '' || question === '') return null
      if (text === '') return { trouble: { kind: 'empty', text } }
      if (text.length > LONGEST_REPLY) return { trouble: { kind: 'too_long', text } }
      return { kind: 'answer', followUp, question, text: cleanText(text) }
    }
    case 'take-over':
      return { kind: 'take_over' }
    case 'release':
      return { kind: 'release' }
    case 'close-task': {
      const followUp = field(fields, 'followUp')
      return followUp === '' ? null : { kind: 'close_task', followUp }
    }
    default:
      return null
  }
}

/**
 * Writes down what staff do, as one more event of the conversation, and waits a little until it took effect. The same
 * form sent twice is one event; other words sent from a page that was gone back to are another. Returns the event's id.
 */
export async function act(
  options: { store: Pick<Store, 'appendEvent'>; changes: Store['changes'] },
  conversation: ConversationId,
  action: StaffAction,
  fields: Fields,
): Promise<string> {
  const once = field(fields, 'once') || randomUUID()
  const what = createHash('sha256')
    .update(JSON.stringify([once, action]))
    .digest('base64url')
  const id = `staff:${what.slice(0, 22)}`
  const { took, stop } = change(options.changes, conversation)
  try {
    const { status } = await options.store.appendEvent(conversation, id, { type: 'staff', by: BY, action })
    if (status === 'stored') await took
  } finally {
    stop()
  }
  return id
}

function change(changes: Store['changes'], conversation: ConversationId): { took: Promise<void>; stop: () => void } {
  let settle: () => void = () => undefined
  const took = new Promise<void>((resolve) => (settle = resolve))
  const timer = setTimeout(settle, PATIENCE_MS)
  const unlisten = changes.listen(conversation, settle)
  return {
    took,
    stop: () => {
      clearTimeout(timer)
      unlisten()
    },
  }
}

function field(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}
