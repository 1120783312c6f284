import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../core/content.ts'
import type { ConversationId } from '../core/event.ts'
import { kindOf } from './media-kind.ts'
import { writeDurably } from './media.ts'

/** A recording. */
export interface Spoken {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mime: string
}

/** Reads a text aloud; null where it cannot be done now. */
export type Speak = (
  text: string,
  language: Language,
  person: ConversationId,
) => Promise<{ bytes: Uint8Array; mime: string } | null>

/** Texts read aloud, each once: a recording is found again by its text and language. */
export interface Recordings {
  /** `person`: who asked for it first. */
  readonly of: (text: string, language: Language, person: ConversationId) => Promise<Spoken | null>
  /** Removes what is too old: what is read aloud may be personal. */
  readonly tidy: () => Promise<void>
}

/** Recordings in this folder, made where it is missing: for a day, and no more of them than fit. */
export function recordings(
  speak: Speak,
  options: { folder: string; now: () => number; keptMs?: number; mostBytes?: number },
): Recordings {
  const { folder, now, keptMs = DAY_MS, mostBytes = 64 * 1024 * 1024 } = options
  const underWay = new Map<string, Promise<Spoken | null>>()

  async function make(text: string, language: Language, person: ConversationId, name: string): Promise<Spoken | null> {
    const known = await readFile(join(folder, name)).catch(() => null)
    if (known !== null) return { bytes: new Uint8Array(known), mime: kindOf(known)?.mime ?? OTHERWISE }
    const made = await speak(text, language, person)
    if (made === null) return null
    await tidy()
    await writeDurably(folder, name, made.bytes)
    return { bytes: new Uint8Array(made.bytes), mime: kindOf(made.bytes)?.mime ?? made.mime }
  }

  async function tidy(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await removeOld(folder, { before: now() - keptMs, mostBytes })
  }

  return {
    tidy,
    of(text, language, person) {
      const name = createHash('sha256').update(`${language}\0${text}`).digest('hex')
      const making = underWay.get(name) ?? make(text, language, person, name).finally(() => underWay.delete(name))
      underWay.set(name, making)
      return making
    },
  }
}

const DAY_MS = 24 * 60 * 60 * 1_000

/** What a recording is taken for that does not say what it is. */
const OTHERWISE = 'audio/mpeg'

/** Removes what is too old, and the oldest beyond what fits. */
async function removeOld(folder: string, { before, mostBytes }: { before: number; mostBytes: number }): Promise<void> {
  const names = await readdir(folder)
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name)
      // Another process may have removed it.
      const found = await stat(path).catch(() => null)
      return found === null ? [] : [{ path, at: found.mtimeMs, bytes: found.size }]
    }),
  )
  let total = 0
  for (const { path, at, bytes } of files.flat().toSorted((a, b) => b.at - a.at)) {
    total += bytes
    if (at < before || total > mostBytes) await rm(path, { force: true })
  }
}
