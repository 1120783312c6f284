import { stringify } from 'yaml'
import type { OutboundMessage, ResultShown } from '../core/outcome.ts'
import { plainText } from '../core/saying/plain-text.ts'

/** A conversation as a golden file holds it: what it shows, and everything said, one step after the other. */
export interface Recording {
  readonly about: string
  /** Lines of the specification it shows: `P13`. */
  readonly shows?: readonly string[]
  /** What the person's app and phone tell. */
  readonly language?: string
  readonly country?: string
  readonly steps: readonly Step[]
}

export type Step =
  | { readonly user: string | number }
  /** A tapped button: `value`, or `question/value`. */
  | { readonly tap: string }
  /** Anything but text: voice, image, document, sticker…; of a voice note, what is heard in it where somebody listens. */
  | { readonly sends: string; readonly heard?: string }
  /** `3 weeks`, `20 minutes`. */
  | { readonly wait: string }
  /** Asks stay under way until they are let go. */
  | { readonly asks: 'hold' | 'let go' | 'fail' }
  | { readonly staff: string; readonly text?: string }
  | { readonly bot: string }
  /** The buttons show what is ticked, and this is told to whoever cannot see them. */
  | { readonly ticks: string }
  | {
      readonly result: Pick<ResultShown, 'score' | 'low' | 'high' | 'band' | 'line' | 'also'> & {
        readonly steps: readonly string[]
      }
    }

/** What a reply leaves in the file. */
export function stepsOf(message: OutboundMessage): Step[] {
  if (message.edits !== undefined) return [{ ticks: message.text }]
  const said: Step[] = [{ bot: plainText(message) + (message.media === undefined ? '' : `\n[${message.media.kind}]`) }]
  if (message.result === undefined) return said
  const { score, low, high, band, line, also, steps } = message.result
  return [...said, { result: { score, low, high, band, line, also, steps: steps.map(({ id }) => id) } }]
}

/** The file's text: one step an entry, long texts as blocks, so that it reads like the conversation. */
export function writeRecording(recording: Recording): string {
  return stringify(recording, { lineWidth: 0, blockQuote: 'literal', defaultStringType: 'PLAIN' })
}
