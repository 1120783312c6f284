import type { Language } from '../core/content.ts'
import type { ConversationId, MediaRef } from '../core/event.ts'
import type { House } from './open.ts'

/** Everything kept about one person, as a JSON file in the media folder; deleted with the conversation. */
export async function exportData(
  { store, media }: House,
  conversation: ConversationId,
  language: Language,
): Promise<MediaRef> {
  const [state, records, transcript] = await Promise.all([
    store.state(conversation),
    store.records(conversation),
    store.transcript(conversation),
  ])
  const text = JSON.stringify({ language, ...records, firms: state?.firms ?? [], transcript }, null, 2)
  const json = { kind: 'document', mime: 'application/json', extension: 'json' } as const
  return media.keep(Buffer.from(text), json, conversation)
}
