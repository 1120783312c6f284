import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Address, MediaRef } from '../core/event.ts'

/** Keeps a file in the media folder, named by what is in it and whose it is, as it goes with its owner's conversation. */
export async function keepMedia(data: string, bytes: Uint8Array, media: MediaRef, from: Address): Promise<MediaRef> {
  const path = createHash('sha256').update(`${from}\0`).update(bytes).digest('hex')
  await mkdir(join(data, 'media'), { recursive: true })
  await writeFile(join(data, 'media', path), bytes, { mode: 0o600 })
  return { ...media, path, bytes: bytes.length }
}

export async function readMedia(data: string, { path }: MediaRef): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(join(data, 'media', basename(path))))
}
