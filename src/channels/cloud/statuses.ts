import type { Address } from '../../core/event.ts'
import type { Status } from './envelope.ts'
import type { Progress } from './progress.ts'
import { readTag } from './tag.ts'
import { troubleOfCode, type Trouble } from './trouble.ts'

export interface StatusDoors {
  readonly progress: Progress
  readonly unreachable: (gone: { address: Address; id: string; reason: string }) => Promise<void>
  readonly trouble: (trouble: Trouble) => void
  readonly note: (facts: object, sentence: string) => void
}

/** What became of a message. A status that comes late, twice, or of a message that is not ours changes nothing. */
export async function takeStatus(status: Status, doors: StatusDoors): Promise<void> {
  const { progress } = doors
  const text = status.biz_opaque_callback_data ?? ''
  const tag = readTag(text)
  if (tag === null || !(await progress.isAhead(text, status.status))) return
  // What follows from it comes first: it is stored once for its id, and a status that was noted does not come again.
  if (status.status === 'failed') await failed(status, tag.to, doors)
  await progress.reached(text, status.status)
}

async function failed({ id, errors = [] }: Status, address: Address, doors: StatusDoors): Promise<void> {
  const codes = errors.map(({ code }) => code)
  const [trouble] = codes.map((code) => troubleOfCode(code))
  doors.note({ codes }, 'WhatsApp took a message and could not deliver it.')
  if (trouble === undefined) return
  doors.trouble(trouble)
  if (trouble.kind === 'gone') await doors.unreachable({ address, id: `cloud:${id}`, reason: trouble.reason })
}
