import type { Address, InboundMessage, MediaRef } from '../../core/event.ts'
import { readEnvelope, type News } from './envelope.ts'
import { addressOf, fileIdOf, hear } from './heard.ts'
import { takeStatus, type StatusDoors, type Taken } from './statuses.ts'

/** What one person is called here. */
export interface Names {
  /** Which of them they are kept under; `lasting` is the one that is never another's. */
  firstSeen(names: readonly string[], lasting?: string): Promise<string>
  /** The lasting name of whoever is kept under this one; null where none is known. */
  lasting(name: string): Promise<string | null>
}

/** What news may lead to. */
export interface Doors extends StatusDoors {
  readonly phoneId: string
  /** Of the names one person has, the one they are kept under. */
  readonly firstSeen: Names['firstSeen']
  /** Resolves once the message is durable; `at` is when it was written. */
  readonly receive: (message: InboundMessage, at: number) => Promise<void>
  /** A file under the media folder, or as it was where it could not be brought there, or null where it is too large. */
  readonly keepFile: (media: MediaRef, from: Address) => Promise<MediaRef | null>
  readonly now: () => number
}

/**
 * Takes news in: one person's in their order, people side by side. Rejects where some could not be kept; all of them may
 * then be taken again, as what was kept is known by its id.
 */
export async function takeAll(envelope: unknown, doors: Doors): Promise<Taken> {
  const people = new Map<string, News[]>()
  for (const news of readEnvelope(envelope, doors.phoneId)) {
    const names = news.kind === 'message' ? news.who.names : [news.kind]
    const all = names.map((name) => people.get(name)).find((found) => found !== undefined) ?? []
    all.push(news)
    for (const name of names) people.set(name, all)
  }
  const done = await Promise.allSettled([...new Set(people.values())].map((all) => inOrder(all, doors)))
  for (const one of done) if (one.status === 'rejected') throw one.reason
  return done.some((one) => one.status === 'fulfilled' && one.value === 'later') ? 'later' : 'taken'
}

async function inOrder(all: readonly News[], doors: Doors): Promise<Taken> {
  let taken: Taken = 'taken'
  for (const news of all) if ((await take(news, doors)) === 'later') taken = 'later'
  return taken
}

async function take(news: News, doors: Doors): Promise<Taken> {
  switch (news.kind) {
    case 'message': {
      const { names, userId } = news.who
      const said = hear(news.message, userId)
      if (said === null) return 'taken'
      const message = { ...said, from: addressOf(await doors.firstSeen(names, userId)) }
      const { timestamp } = news.message
      const at = timestamp === undefined ? doors.now() : Math.min(doors.now(), Number(timestamp) * 1_000)
      await doors.receive(await withFile(message, doors), at)
      return 'taken'
    }
    case 'status':
      return takeStatus(news.status, doors)
    case 'unknown':
      doors.note({}, 'WhatsApp sent something that cannot be made out.')
      return 'taken'
  }
}

async function withFile(message: InboundMessage, { keepFile }: Doors): Promise<InboundMessage> {
  const { body } = message
  if (!('media' in body) || fileIdOf(body.media) === null) return message
  const media = await keepFile(body.media, message.from)
  return { ...message, body: media === null ? { kind: 'other', what: 'too_large' } : { ...body, media } }
}
