import type { AskTools } from '../asks/run.ts'
import type { Model } from '../asks/model/model.ts'
import type { Config } from '../config.ts'
import type { Speak } from '../store/recordings.ts'

/** Longest a call may take, with its second try. */
const CALL_MS = 20_000

/** Who listens to voice notes, by the model that the settings name; none where they name none. */
export function listenerOf(
  model: Model | null,
  { OPENAI_TRANSCRIPTION_MODEL }: Config,
): Required<Pick<AskTools, 'transcribe'>> | null {
  if (model === null || OPENAI_TRANSCRIPTION_MODEL === undefined) return null
  return {
    async transcribe(audio, mime, language, person) {
      const heard = await model.transcribe({ audio, mime, language }, { person, signal: AbortSignal.timeout(CALL_MS) })
      if (heard.kind === 'transcribed') return heard.text
      switch (heard.why) {
        case 'empty':
          return ''
        case 'not_configured':
        case 'over_budget':
        case 'resting':
        case 'refused':
          return null
        case 'late':
        case 'unreachable':
        case 'busy':
        case 'broken':
        case 'nonsense':
        case 'too_long':
          throw new Error(`the voice note was not listened to: ${heard.why}`)
      }
    },
  }
}

/** Who reads aloud; null where the settings name nobody. */
export function speakerOf(model: Model | null, { OPENAI_SPEECH_MODEL }: Config): Speak | null {
  if (model === null || OPENAI_SPEECH_MODEL === undefined) return null
  return async (text, _language, person) => {
    const spoken = await model.speak(text, { person, signal: AbortSignal.timeout(CALL_MS) })
    return spoken.kind === 'spoken' ? { bytes: spoken.audio, mime: spoken.mime } : null
  }
}
