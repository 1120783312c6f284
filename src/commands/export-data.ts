import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../core/content.ts'
import type { ConversationId, MediaRef } from '../core/event.ts'
import type { House } from './open.ts'

/** Everything kept about one person, as a JSON file in the media folder; deleted with the conversation. */
export async function exportData(
  { store, data }: House,
  conversation: ConversationId,
  language: Language,
): Promise<MediaRef> {
  const [state, records, transcript] = await Promise.all([
    store.state(conversation),
    store.records(conversation),
    store.transcript(conversation),
  ])
  const text = JSON.stringify({ language, ...records, firms: state?.firms ?? [], transcript }, null, 2)
  const bytes = Buffer.from(text)
  const path = `${createHash('sha256').update(bytes).digest('hex')}.json`
  await mkdir(join(data, 'media'), { recursive: true })
  await writeFile(join(data, 'media', path), bytes, { mode: 0o600 })
  return { kind: 'document', mime: 'application/json', path, bytes: bytes.length }
}
