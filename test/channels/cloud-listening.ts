import { afterEach, expect } from 'vitest'
import type { InboundMessage } from '../../src/core/event.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { cloudLine, type CloudLine } from './cloud-line.ts'

export const ana = '573001112233'
export const person = `cloud:${ana}`

/** Channels that are closed after each test, which fails where one sent what Meta would refuse. */
export function cloudLines() {
  const open: CloudLine[] = []

  afterEach(async () => {
    for (const { channel, api } of open.splice(0)) {
      await channel.stop()
      expect(api.complaints).toEqual([])
      await api.stop()
    }
  })

  async function line(parts: Parameters<typeof cloudLine>[0] = {}): Promise<CloudLine> {
    const made = await cloudLine(parts)
    open.push(made)
    return made
  }

  /** A channel that is listened to, to which Ana wrote just now. */
  async function listening(parts: Parameters<typeof cloudLine>[0] = {}) {
    const made = await line(parts)
    const heard: InboundMessage[] = []
    await made.channel.start((message) => Promise.resolve(void heard.push(message)))
    await made.message(ana, { text: { body: 'hola' } })
    const send = (parts: Partial<OutboundMessage>) =>
      made.channel.send(person, { id: 'e/0', to: person, text: '¿Empezamos?', ...parts })
    return { ...made, heard, send }
  }

  return { line, listening }
}
