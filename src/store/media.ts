import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaRef } from '../core/event.ts'
import { kindOf, type MediaKind } from './media-kind.ts'

/** Voice notes, pictures and copies of data: files of one folder, each named by what is in it and whose it is. */
export interface MediaFolder {
  /**
   * Keeps what somebody sent; durable when it resolves. `owner` names the message it came with: sent again, it is the same
   * file, and nobody else's goes when it is deleted. `only`: anything else is refused.
   */
  receive(bytes: Uint8Array, owner: string, only?: MediaRef['kind']): Promise<MediaRef | Refused>
  /** Keeps what was made here. */
  keep(bytes: Uint8Array, is: MediaKind, owner: string): Promise<MediaRef>
  /** Rejects where there is no such file, or the path is none of this folder. */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>
  /** Resolves also where it is already gone; a path that is none of this folder is left alone. */
  remove(path: string): Promise<void>
  /** Removes what was being written when a process ended. */
  tidy(): Promise<void>
}

/** Larger than a file may be, of no kind that is kept, or there is no room. */
export type Refused = 'too_large' | 'unknown_kind' | 'no_room'

const MOST_BYTES = 16 * 1024 * 1024

/** Room that is left to the store itself: a full disk would stop it. */
const LEFT_FREE_BYTES = 256 * 1024 * 1024

/** Whatever is written takes less. */
const WRITTEN_WITHIN_MS = 60 * 60 * 1_000

/** The media folder at this path, made where it is missing. */
export function mediaFolder(folder: string): MediaFolder {
  async function write(bytes: Uint8Array, is: MediaKind, owner: string): Promise<MediaRef> {
    const name = createHash('sha256').update(`${owner}\0`).update(bytes).digest('hex')
    const path = `${name}.${is.extension}`
    await writeDurably(folder, path, bytes)
    return { kind: is.kind, mime: is.mime, path, bytes: bytes.length }
  }

  return {
    async receive(bytes, owner, only) {
      if (bytes.length > MOST_BYTES) return 'too_large'
      const is = kindOf(bytes)
      if (is === null || (only !== undefined && is.kind !== only)) return 'unknown_kind'
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const { bavail, bsize } = await statfs(folder)
      return bavail * bsize < LEFT_FREE_BYTES ? 'no_room' : write(bytes, is, owner)
    },

    async keep(bytes, is, owner) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return write(bytes, is, owner)
    },

    async read(path) {
      if (!isName(path)) throw new Error('a path that is not of the media folder')
      return new Uint8Array(await readFile(join(folder, path)))
    },

    async remove(path) {
      if (isName(path)) await rm(join(folder, path), { force: true })
    },

    async tidy() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      for (const name of await readdir(folder)) {
        if (!name.startsWith('.')) continue
        const path = join(folder, name)
        const found = await stat(path).catch(() => null)
        if (found !== null && found.mtimeMs < Date.now() - WRITTEN_WITHIN_MS) await rm(path, { force: true })
      }
    },
  }
}

/** Writes a file so that it is whole or not there, also after a power cut. */
export async function writeDurably(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const unfinished = join(folder, `.${randomUUID()}`)
  try {
    const file = await open(unfinished, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, join(folder, name))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  const entries = await open(folder)
  try {
    await entries.sync()
  } finally {
    await entries.close()
  }
}

/** A name as this folder gives them: nothing in it leads anywhere else. */
function isName(path: string): boolean {
  return /^[0-9a-f]{64}\.[0-9a-z]{2,5}$/.test(path)
}
