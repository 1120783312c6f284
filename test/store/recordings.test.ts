import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordings } from '../../src/store/recordings.ts'
import { fileOf } from './sounds.ts'

let folder: string
let spoken: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'puerto-speech-'))
  spoken = []
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const speak = (text: string, language: string) => {
  spoken.push(`${language}: ${text}`)
  return Promise.resolve({ bytes: fileOf('mp3', text), mime: 'audio/mpeg' })
}

test('a text is read aloud once in each language, also for two who ask at once and by another process', async () => {
  const { of } = recordings(speak, { folder, now: Date.now })
  const [one, two] = await Promise.all([of('hola', 'es', 'c'), of('hola', 'es', 'c')])
  expect(one).toEqual({ bytes: fileOf('mp3', 'hola'), mime: 'audio/mpeg' })
  expect(two).toEqual(one)
  await of('hola', 'en', 'c')
  expect(await recordings(speak, { folder, now: Date.now }).of('hola', 'es', 'c')).toEqual(one)
  expect(spoken).toEqual(['es: hola', 'en: hola'])
})

test('where it cannot be done now, nothing is kept and it is tried again', async () => {
  let able = false
  const { of } = recordings((text, language) => (able ? speak(text, language) : Promise.resolve(null)), {
    folder,
    now: Date.now,
  })
  expect(await of('hola', 'es', 'c')).toBeNull()
  able = true
  expect(await of('hola', 'es', 'c')).not.toBeNull()
})

test('no recording is kept beyond its time, nor more of them than fit', async () => {
  const day = 24 * 60 * 60 * 1000
  const { of } = recordings(speak, { folder, now: Date.now, mostBytes: 3 * fileOf('mp3', 'uno').length })
  for (const text of ['uno', 'dos', 'tre', 'cua', 'cin']) await of(text, 'es', 'c')
  expect((await readdir(folder)).length).toBeLessThanOrEqual(4)
  await recordings(speak, { folder, now: () => Date.now() + day + 1 }).tidy()
  expect(await readdir(folder)).toEqual([])
})
