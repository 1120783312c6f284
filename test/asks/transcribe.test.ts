import { describe, expect, it } from 'vitest'
import { asker } from '../../src/asks/run.ts'
import type { Ask } from '../../src/core/outcome.ts'
import { content } from './content.ts'

const media = { kind: 'voice', mime: 'audio/ogg', path: 'note.ogg' } as const
const ask: Ask = { id: 'a', kind: 'transcribe', media, language: 'hi' }
const fetchMedia = () => Promise.resolve(new Uint8Array([1, 2]))

describe('listening to a voice note', () => {
  it('hands on the bytes, what they are and the language', async () => {
    const heard: unknown[] = []
    const transcribe = (...given: unknown[]) => {
      heard.push(given)
      return Promise.resolve('नमस्ते')
    }
    const result = await asker({ content, fetchMedia, transcribe })('c', ask)
    expect(result).toEqual({ kind: 'transcribed', text: 'नमस्ते' })
    expect(heard).toEqual([[new Uint8Array([1, 2]), 'audio/ogg', 'hi', 'c']])
  })

  it('says that nobody listens, where there is nobody or it is too dear now', async () => {
    const nobody = { kind: 'transcribed', text: null }
    expect(await asker({ content })('c', ask)).toEqual(nobody)
    expect(await asker({ content, fetchMedia, transcribe: () => Promise.resolve(null) })('c', ask)).toEqual(nobody)
  })

  it('fails where the note is gone, the listener fails or takes too long', async () => {
    const transcribe = () => Promise.resolve('hola')
    const gone = () => Promise.reject(new Error('gone'))
    const never = () => new Promise<never>(() => undefined)
    const troubles = [
      { transcribe },
      { transcribe, fetchMedia: gone },
      { transcribe: gone, fetchMedia },
      { transcribe: never, fetchMedia, deadlineMs: 20 },
    ]
    for (const tools of troubles) expect((await asker({ content, ...tools })('c', ask)).kind).toBe('failed')
  })
})
