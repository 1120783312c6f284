import type { Address, MediaRef } from '../../core/event.ts'
import type { Delivery, OutboundMessage } from '../../core/outcome.ts'
import type { Pause } from '../pause.ts'
import { templateBody, textBodies, type Template } from './body.ts'
import { fileBody, fileOut } from './files-out.ts'
import { GraphError, type Graph } from './graph.ts'
import type { Pace } from './pace.ts'
import type { Progress } from './progress.ts'
import { writeTag, type Tag } from './tag.ts'
import type { Names } from './take.ts'
import { deliveryAfter, troubleOf, type Trouble } from './trouble.ts'
import type { Window } from './window.ts'

export interface SenderOptions {
  readonly graph: Graph
  readonly pause: Pause
  readonly pace: Pace
  readonly window: Window
  readonly progress: Progress
  readonly lastingName: Names['lasting']
  readonly readMedia: (media: MediaRef) => Promise<Uint8Array>
  /** What opens a list, in the person's language. */
  readonly openList: (to: Address) => Promise<string>
  /** What may be said after the window has shut; null where nothing may, and messages wait until the person writes. */
  readonly templateFor: (to: Address) => Promise<Template | null>
  /** Told of trouble that is the operator's. */
  readonly trouble: (trouble: Trouble) => void
}

/** How long a message is kept that may turn out not to have arrived: most failures come within seconds. */
const LATE_MS = 60 * 60_000

/** One post, named so that a retry knows it again. */
interface Step {
  readonly part: string
  body(): Promise<object>
}

/** Brings messages to a person: text in as many parts as it takes, then what comes with it, or a template out of hours. */
export function sender(options: SenderOptions): (to: Address, message: OutboundMessage) => Promise<Delivery> {
  const { graph, pause, pace, window, progress, trouble: report } = options

  return async (to, message) => {
    try {
      const steps = (await window.isOpen(to))
        ? await freeSteps(options, to, message)
        : await lateSteps(options, to, message)
      if (steps === null) return deliveryAfter({ kind: 'closed' }, 0)
      const recipient = await recipientOf(to, options)
      for (const step of steps) {
        const tag = await unsentTag(progress, { part: step.part, to, message: message.id, isAgain: false })
        if (tag === null) continue
        const waits = await waitFor(to)
        if (waits !== null) return waits
        await graph.post({ ...recipient, ...(await step.body()), biz_opaque_callback_data: tag })
        await progress.taken(tag)
      }
      return { status: 'sent', keepMs: LATE_MS }
    } catch (error) {
      // Trouble of the store or of a file says nothing of WhatsApp.
      return error instanceof GraphError ? await after(troubleOf(error), to) : deliveryAfter(troubleOf(error), 0)
    }
  }

  /** What is not sent is not held here: its place is free for others meanwhile. */
  async function waitFor(to: Address): Promise<Delivery | null> {
    if (pause.left() > 0) return deliveryAfter({ kind: 'pause', ms: pause.left() }, 0)
    const ms = await pace.take(to)
    return ms > 0 ? deliveryAfter({ kind: 'person_pause' }, ms) : null
  }

  async function after(trouble: Trouble, to: Address): Promise<Delivery> {
    if (trouble.kind === 'pause') pause.ask(trouble.ms)
    if (trouble.kind === 'closed') await window.shut(to)
    report(trouble)
    return deliveryAfter(trouble, trouble.kind === 'person_pause' ? await pace.refused(to) : 0)
  }
}

/** The name under which a part is still to be sent, or null: what was taken and failed all the same has a second one. */
async function unsentTag(progress: Progress, tag: Tag): Promise<string | null> {
  const text = writeTag(tag)
  const standing = await progress.standing(text)
  if (standing === 'unsent') return text
  return standing === 'taken' || tag.isAgain ? null : unsentTag(progress, { ...tag, isAgain: true })
}

async function freeSteps(options: SenderOptions, to: Address, message: OutboundMessage): Promise<Step[]> {
  const { media, choices = [] } = message
  const bodies = textBodies(message, choices.length > 0 ? await options.openList(to) : '')
  const texts = bodies.map((body, n): Step => ({ part: String(n), body: () => Promise.resolve(body) }))
  return media === undefined ? texts : [...texts, { part: 'media', body: () => mediaBody(options, media) }]
}

/** Null where nothing may be said until the person writes. */
async function lateSteps(options: SenderOptions, to: Address, message: OutboundMessage): Promise<Step[] | null> {
  const template = await options.templateFor(to)
  if (template === null) return null
  return [{ part: 'template', body: () => Promise.resolve(templateBody(message, template)) }]
}

async function mediaBody({ graph, readMedia }: SenderOptions, media: MediaRef): Promise<object> {
  const bytes = await readMedia(media)
  const file = fileOut(media, bytes.length)
  return fileBody(file, await graph.upload(bytes, file.mime, file.name))
}

/** Written to by the name that is theirs for good, as a number may be another's by now. A number is written to as such. */
async function recipientOf(to: Address, { lastingName }: SenderOptions): Promise<object> {
  const kept = to.slice(to.indexOf(':') + 1)
  const who = (await lastingName(kept)) ?? kept
  return { recipient_type: 'individual', ...(/^\d+$/.test(who) ? { to: who } : { recipient: who }) }
}
