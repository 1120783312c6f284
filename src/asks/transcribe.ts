import type { Language } from '../core/content.ts'
import type { ConversationId, MediaRef } from '../core/event.ts'
import type { Ask, AskResult } from '../core/outcome.ts'

/** Who listens to voice notes, and where the notes are. Either may be missing. */
export interface TranscribeTools {
  /** What is said in a recording, '' where nothing is; null where nobody can listen to it now. */
  readonly transcribe?: (
    audio: Uint8Array,
    mime: string,
    language: Language,
    person: ConversationId,
  ) => Promise<string | null>
  readonly fetchMedia?: (media: MediaRef) => Promise<Uint8Array>
}

/** Listens to a voice note. Where nobody listens, the note is not even read. */
export async function transcribe(
  person: ConversationId,
  { media, language }: Extract<Ask, { kind: 'transcribe' }>,
  tools: TranscribeTools,
): Promise<AskResult> {
  if (tools.transcribe === undefined) return { kind: 'transcribed', text: null }
  if (tools.fetchMedia === undefined) return { kind: 'failed', reason: 'there are no media here' }
  const audio = await tools.fetchMedia(media)
  return { kind: 'transcribed', text: await tools.transcribe(audio, media.mime, language, person) }
}
