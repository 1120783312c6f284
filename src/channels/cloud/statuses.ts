import type { Address } from '../../core/event.ts'
import type { Status } from './envelope.ts'
import type { Progress } from './progress.ts'
import { readTag, type Tag } from './tag.ts'
import { againAfter, troubleOfCode, type Trouble } from './trouble.ts'
import type { Window } from './window.ts'

export interface StatusDoors {
  readonly progress: Progress
  readonly window: Window
  readonly unreachable: (gone: { address: Address; id: string; reason: string }) => Promise<void>
  /**
   * What WhatsApp took did not arrive: it leaves once more, or is given up. Counts once for each `id`, and not while the
   * message is still `on its way`.
   */
  readonly failLate: (to: Address, id: string, late: LateFailure) => Promise<string>
  readonly trouble: (trouble: Trouble) => void
  readonly note: (facts: object, sentence: string) => void
}

/** What was posted is all kept, or has to come again. */
export type Taken = 'taken' | 'later'

/** `againMs` is null for what would fail again. */
interface LateFailure {
  readonly message: string
  readonly reason: string
  readonly againMs: number | null
}

/**
 * What became of a message. A status that comes late, twice, or of a message that is not ours changes nothing; one that comes
 * before its time has to come again.
 */
export async function takeStatus(status: Status, doors: StatusDoors): Promise<Taken> {
  const { progress } = doors
  const text = status.biz_opaque_callback_data ?? ''
  const tag = readTag(text)
  if (tag === null || !(await progress.isAhead(text, status.status))) return 'taken'
  if (status.status === 'failed') {
    // Known before it leaves again; what follows from it counts once, and is done anew where this is not acknowledged.
    await progress.reached(text, 'failing')
    if ((await failed(status, tag, text, doors)) === 'on its way') return 'later'
  }
  await progress.reached(text, status.status)
  return 'taken'
}

async function failed({ id, errors = [] }: Status, tag: Tag, text: string, doors: StatusDoors): Promise<string> {
  const codes = errors.map(({ code }) => code)
  const trouble = troubleOfCode(codes[0] ?? UNKNOWN)
  doors.note({ codes }, 'WhatsApp took a message and could not deliver it.')
  doors.trouble(trouble)
  const reason = `WhatsApp took it, and then said ${codes[0] ?? 'no number'}`
  if (trouble.kind === 'gone') await doors.unreachable({ address: tag.to, id: `cloud:${id}`, reason })
  if (trouble.kind === 'closed') await doors.window.shut(tag.to)
  // What failed twice is left to people.
  const againMs = tag.isAgain ? null : againAfter(trouble)
  return doors.failLate(tag.to, text, { message: tag.message, reason, againMs })
}

/** Where Meta gave no number it is not known whether it would pass at another try. */
const UNKNOWN = 131_000
