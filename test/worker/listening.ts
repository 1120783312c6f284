import type { Channel } from '../../src/channels/channel.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'

/** A channel that keeps what it was given to send. */
export function listening(name: string, sent: OutboundMessage[]): Channel {
  return {
    name,
    can: { choices: 0, textLength: 4000, media: false, typing: false },
    start: () => Promise.resolve(),
    send(_to, message) {
      sent.push(message)
      return Promise.resolve({ status: 'sent' })
    },
    fetch: () => Promise.resolve(new Uint8Array()),
    stop: () => Promise.resolve(),
  }
}
