import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listenerOf, speakerOf } from '../../src/commands/voice.ts'
import { readConfig } from '../../src/config.ts'
import { doorTo } from '../asks/model/door.ts'
import { sharedStub } from '../shared-stub.ts'
import { fileOf } from '../store/sounds.ts'
import { startServe } from '../web/serve-process.ts'
import { visit } from '../web/visitor.ts'

const stub = sharedStub()

const named = readConfig({ OPENAI_TRANSCRIPTION_MODEL: 'ears', OPENAI_SPEECH_MODEL: 'mouth' })
const listen = () => listenerOf(doorTo(stub), named)?.transcribe(fileOf('ogg'), 'audio/ogg', 'es', 'c')

describe('by the model of the settings', () => {
  test('a voice note is listened to, and silence is no failure', async () => {
    stub.script({ kind: 'hears', text: 'vendo café' })
    expect(await listen()).toBe('vendo café')
    stub.script({ kind: 'hears', text: ' ' })
    expect(await listen()).toBe('')
  })

  test('where it may not be used, nobody listens; where it is in trouble, it may be tried again', async () => {
    stub.script({ kind: 'status', status: 401 })
    expect(await listen()).toBeNull()
    stub.script({ kind: 'status', status: 500 })
    await expect(listen()).rejects.toThrow('not listened to')
  })

  test('a text is read aloud, or not now', async () => {
    const speak = speakerOf(doorTo(stub), named)
    stub.script({ kind: 'honest' })
    expect(await speak?.('hola', 'es', 'c')).toMatchObject({ mime: 'audio/ogg' })
    stub.script({ kind: 'says', text: '<html>' })
    expect(await speak?.('hola', 'es', 'c')).toBeNull()
  })

  test('without its name nobody listens or reads aloud', () => {
    expect([listenerOf(null, named), speakerOf(null, named)]).toEqual([null, null])
    expect([listenerOf(doorTo(stub), readConfig({})), speakerOf(doorTo(stub), readConfig({}))]).toEqual([null, null])
  })
})

test('served with a key, a voice note is answered and the answer can be listened to', { timeout: 60_000 }, async () => {
  stub.script({ kind: 'hears', text: 'ver qué tan listo estoy' })
  const data = await mkdtemp(join(tmpdir(), 'puerto-serve-'))
  const server = await startServe(data, 0, {
    OPENAI_API_KEY: 'k',
    OPENAI_BASE_URL: stub.url,
    OPENAI_TRANSCRIPTION_MODEL: 'ears',
    OPENAI_SPEECH_MODEL: 'mouth',
  })
  const person = await visit(new URL(server.staffLink).origin)
  const leave = await person.listen()
  await person.hears(/^Hola/)
  await person.speak(fileOf('ogg', 'a note'))
  const answer = await person.hears(/Escuché: «ver qué tan listo estoy»/)
  const spoken = await person.get(`/chat/speech/${encodeURIComponent(answer.id)}`)
  expect([spoken.status, (await spoken.arrayBuffer()).byteLength]).toEqual([200, 64])
  leave()
  await server.stop()
  await rm(data, { recursive: true, force: true })
})
