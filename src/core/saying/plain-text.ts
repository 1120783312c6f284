import type { OutboundMessage } from '../outcome.ts'

/** A message as text alone: its words, a blank line, and the choices numbered from 1. */
export function plainText(message: Pick<OutboundMessage, 'text' | 'choices'>): string {
  const choices = message.choices ?? []
  if (choices.length === 0) return message.text
  return `${message.text}\n\n${choices.map((choice, n) => `${n + 1}. ${choice.label}`).join('\n')}`
}
