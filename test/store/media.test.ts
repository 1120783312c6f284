import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { kindOf } from '../../src/store/media-kind.ts'
import { mediaFolder, type MediaFolder } from '../../src/store/media.ts'
import { fileOf } from './sounds.ts'

let data: string
let folder: string
let media: MediaFolder

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'puerto-media-'))
  folder = join(data, 'media')
  media = mediaFolder(folder)
})

afterEach(() => rm(data, { recursive: true, force: true }))

describe('what a file is', () => {
  test.each([
    ['ogg', 'voice', 'audio/ogg'],
    ['webm', 'voice', 'audio/webm'],
    ['mp4', 'voice', 'audio/mp4'],
    ['id3', 'voice', 'audio/mpeg'],
    ['mp3', 'voice', 'audio/mpeg'],
    ['wav', 'voice', 'audio/wav'],
    ['amr', 'voice', 'audio/amr'],
    ['jpeg', 'image', 'image/jpeg'],
    ['png', 'image', 'image/png'],
    ['webp', 'image', 'image/webp'],
    ['pdf', 'document', 'application/pdf'],
  ] as const)('its first bytes decide: %s', (name, kind, mime) => {
    expect(kindOf(fileOf(name, 'and more'))).toMatchObject({ kind, mime })
  })

  test.each(['page', 'picture', 'program'] as const)('%s is none that is kept', async (name) => {
    expect(await media.receive(fileOf(name), 'a 1')).toBe('unknown_kind')
    expect(await media.receive(new Uint8Array(), 'a 1')).toBe('unknown_kind')
  })

  test('another kind than the one that is wanted is refused', async () => {
    expect(await media.receive(fileOf('png'), 'a 1', 'voice')).toBe('unknown_kind')
    expect(await readdir(data)).toEqual([])
  })
})

describe('a file that is received', () => {
  test('is whole, for the owner alone, and named by what is in it', async () => {
    const kept = await media.receive(fileOf('ogg', 'hola'), 'web:1 post-1')
    if (typeof kept === 'string') throw new Error(kept)
    expect(kept).toMatchObject({ kind: 'voice', mime: 'audio/ogg', path: expect.stringMatching(/^[0-9a-f]{64}\.ogg$/) })
    expect(await readdir(folder)).toEqual([kept.path])
    expect(new Uint8Array(await readFile(join(folder, kept.path)))).toEqual(fileOf('ogg', 'hola'))
    expect((await stat(join(folder, kept.path))).mode & 0o077).toBe(0)
    expect(await media.read(kept.path)).toEqual(fileOf('ogg', 'hola'))
  })

  test('sent again is the same file; the same words of somebody else are another, which stays when one goes', async () => {
    const bytes = fileOf('ogg', 'hola')
    const [one, again, other] = [
      await media.receive(bytes, 'web:1 post-1'),
      await media.receive(bytes, 'web:1 post-1'),
      await media.receive(bytes, 'web:2 post-1'),
    ]
    if (typeof one === 'string' || typeof other === 'string') throw new Error('refused')
    expect(again).toEqual(one)
    expect(other.path).not.toBe(one.path)
    await media.remove(one.path)
    await media.remove(one.path)
    await expect(media.read(one.path)).rejects.toThrow()
    expect(await media.read(other.path)).toEqual(bytes)
  })

  test('is refused where it is larger than 16 MB', async () => {
    const large = new Uint8Array(16 * 1024 * 1024 + 1)
    large.set(fileOf('ogg'))
    expect(await media.receive(large, 'a 1')).toBe('too_large')
    expect(await media.receive(large.subarray(0, -1), 'a 1')).toMatchObject({ bytes: 16 * 1024 * 1024 })
  })
})

describe('a path', () => {
  test.each([
    '../secret.json',
    '..',
    '/etc/passwd',
    '',
    '.',
    'speech',
    `${'a'.repeat(64)}.ogg/../../secret.json`,
    `../${'a'.repeat(64)}.ogg`,
    `${'a'.repeat(64)}.ogg\0`,
    `${'A'.repeat(64)}.ogg`,
  ])('leads nowhere outside of the folder: %j', async (path) => {
    await writeFile(join(data, 'secret.json'), 'secret')
    await media.receive(fileOf('ogg'), 'a 1')
    await expect(media.read(path)).rejects.toThrow('not of the media folder')
    await media.remove(path)
    expect(await readFile(join(data, 'secret.json'), 'utf8')).toBe('secret')
    expect(await readdir(folder)).toHaveLength(1)
  })
})

test('what was being written when a process ended is removed after an hour', async () => {
  await media.receive(fileOf('ogg'), 'a 1')
  for (const [name, ageMs] of [
    ['.old', 61 * 60_000],
    ['.new', 60_000],
  ] as const) {
    await writeFile(join(folder, name), 'half')
    const at = new Date(Date.now() - ageMs)
    await utimes(join(folder, name), at, at)
  }
  await media.tidy()
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual(['.new'])
})
