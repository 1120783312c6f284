import type OpenAI from 'openai'
import { toFile } from 'openai'
import { z } from 'zod'
import type { Reply } from './attempt.ts'
import type { Prepared } from './chat.ts'
import type { Spoken, Transcribed } from './model.ts'
import { unavailable } from './trouble.ts'

/** What was said in a voice note. Sound cannot be redacted: whoever hands it over has asked the person. */
export function prepareTranscription(
  client: OpenAI,
  model: string,
  given: { audio: Uint8Array; mime: string; language: string },
): Prepared<Transcribed> {
  return {
    estimate: Math.ceil(given.audio.length / bytesPerToken),
    async run(signal): Promise<Reply<Transcribed>> {
      const mime = given.mime.replace(/;.*$/su, '').trim().toLowerCase()
      const file = await toFile(given.audio, `voice.${endings[mime] ?? 'ogg'}`, { type: mime })
      const request = { model, file, language: given.language, response_format: 'json' } as const
      const answer = heard.safeParse(await client.audio.transcriptions.create(request, { signal }))
      if (!answer.success) return { result: unavailable('nonsense'), tokens: null }
      const text = answer.data.text.trim()
      const tokens = answer.data.usage?.total_tokens ?? null
      if (text === '') return { result: unavailable('empty'), tokens }
      if (text.length > longestNote) return { result: unavailable('too_long'), tokens }
      return { result: { kind: 'transcribed', text }, tokens }
    },
  }
}

/** A text as a voice note. */
export function prepareSpeech(client: OpenAI, model: string, text: string): Prepared<Spoken> {
  return {
    estimate: text.length,
    async run(signal): Promise<Reply<Spoken>> {
      const request = { model, input: text, voice: 'alloy', response_format: 'opus' } as const
      const answer = await client.audio.speech.create(request, { signal })
      const audio = new Uint8Array(await answer.arrayBuffer())
      if (audio.length === 0) return { result: unavailable('empty'), tokens: null }
      const mime = mimeOf(audio)
      return { result: mime === null ? unavailable('nonsense') : { kind: 'spoken', audio, mime }, tokens: null }
    },
  }
}

/** Voice notes are packed tightly: a second of speech is some 2,000 bytes and at most ten tokens. */
const bytesPerToken = 200

/** UTF-16 units; a quarter of an hour of talk. */
const longestNote = 20_000

const heard = z.object({ text: z.string(), usage: z.object({ total_tokens: z.number().optional() }).optional() })

/** The endpoint tells the kind of sound by the ending of the file's name. */
const endings: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'm4a',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/webm': 'webm',
  'audio/flac': 'flac',
}

/** By its first bytes: not every endpoint gives the form it was asked for. */
function mimeOf(audio: Uint8Array): Spoken['mime'] | null {
  const [first = 0, second = 0] = audio
  const head = String.fromCharCode(...audio.subarray(0, 4))
  if (head === 'OggS') return 'audio/ogg'
  return head.startsWith('ID3') || (first === 0xff && second >= 0xe0) ? 'audio/mpeg' : null
}
