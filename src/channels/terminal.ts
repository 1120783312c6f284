import { randomUUID } from 'node:crypto'
import type { Delivery, OutboundMessage } from '../core/outcome.ts'
import type { InboundMessage } from '../core/event.ts'
import { plainText } from '../core/saying/plain-text.ts'
import type { Channel } from './channel.ts'

/** A conversation in the terminal: a line in is a message, and the next line is read when the bot has said all it had to. */
export function terminalChannel(options: {
  /** The person, as in `terminal:<name>`. */
  name: string
  lines: AsyncIterable<string>
  write: (line: string) => void
  /** One JSON object a line instead of text for people. */
  json: boolean
  hints: NonNullable<InboundMessage['hints']>
  /** Resolves when nothing of this person waits, runs or is on its way out. */
  settled: () => Promise<void>
  /** Called after the last line was answered. */
  ended: () => void
  /** Called where a line could not be kept; no more are read. */
  failed: (error: unknown) => void
}): Channel {
  const { name, lines, write, json, hints, settled, ended, failed } = options
  const run = randomUUID()
  let stopped = false

  async function read(receive: (message: InboundMessage) => Promise<void>): Promise<void> {
    let count = 0
    for await (const text of lines) {
      if (stopped) return
      await receive({ id: `${run}:${count++}`, from: `terminal:${name}`, body: { kind: 'text', text }, hints })
      await settled()
      if (json) write('{"type":"idle"}')
    }
    ended()
  }

  return {
    name: 'terminal',
    can: { choices: 0, textLength: Number.MAX_SAFE_INTEGER, media: true, typing: false },
    start(receive) {
      read(receive).catch(failed)
      return Promise.resolve()
    },
    send(to, message): Promise<Delivery> {
      // Another terminal on the same store talks to that person and will claim it.
      if (to !== `terminal:${name}`) {
        return Promise.resolve({ status: 'retry', afterMs: 200, reason: 'another terminal', counted: false })
      }
      write(json ? JSON.stringify(asJson(message)) : `${plainText(message)}\n`)
      return Promise.resolve({ status: 'sent' })
    },
    fetch: () => Promise.reject(new Error('a terminal has no media to fetch')),
    stop() {
      stopped = true
      return Promise.resolve()
    },
  }
}

function asJson({ choices = [], sources = [], media, question, result, ...message }: OutboundMessage): object {
  return {
    type: 'reply',
    text: plainText({ ...message, choices }),
    choices,
    media: media ?? null,
    sources,
    ...(question === undefined ? {} : { question }),
    ...(result === undefined ? {} : { result }),
  }
}
