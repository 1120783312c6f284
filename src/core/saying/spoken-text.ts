import type { OutboundMessage } from '../outcome.ts'
import { plainText } from './plain-text.ts'

/** A message as it is read aloud: with its numbered choices, and without addresses of pages, which nobody can listen to. */
export function spokenText(message: Pick<OutboundMessage, 'text' | 'choices'>): string {
  return plainText(message)
    .replace(/,? *\(?https?:\/\/[^\s)]+\)?/g, '')
    .trim()
}
