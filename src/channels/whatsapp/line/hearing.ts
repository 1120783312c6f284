import type { WAMessage } from '@whiskeysockets/baileys'
import type { Live } from './socket.ts'
import { LineLost } from './vault.ts'

/**
 * Hands over what a socket hears: first what an earlier one had opened and could not make durable, then what comes in, in
 * its order. `take` resolves once a message is durable, and only then is it taken out of the journal; where it rejects, what
 * waits behind that message rejects too.
 */
export function hearOn(options: {
  live: Live
  /** The account's own names. */
  me: { readonly id: string; readonly lid: string }
  take: (message: WAMessage) => Promise<void>
  note: (facts: object, sentence: string) => void
  againMs: number
}): void {
  const { live, me, take, note, againMs } = options
  const { socket, journal, closed } = live
  let isOver = false
  let timer: NodeJS.Timeout | undefined
  const caughtUp = catchUp()

  socket.ev.on('messages.upsert', ({ messages }) => {
    for (const message of messages) void hear(message)
  })
  void closed.then(() => {
    isOver = true
    clearTimeout(timer)
  })

  async function hear(message: WAMessage): Promise<void> {
    await caughtUp
    if (isOver) return
    try {
      await takeOne(message)
    } catch (error) {
      if (error instanceof LineLost) return
      // The next socket begins with it, before anything that came later.
      isOver = true
      note({ error: String(error) }, 'A message on WhatsApp could not be kept yet; it is heard again.')
      live.end('unkept')
    }
  }

  async function takeOne(message: WAMessage): Promise<void> {
    await take(message)
    if (message.key.id) await journal?.done(message.key.id)
  }

  /** One that fails here has failed before: the others do not wait for it, and it is tried again later. */
  async function catchUp(): Promise<void> {
    let failures = 0
    try {
      for (const message of (await journal?.unfinished(me)) ?? []) {
        await takeOne(message).catch((error: unknown) => {
          failures += 1
          note({ error: String(error) }, 'A message on WhatsApp still cannot be kept; it is tried again.')
        })
      }
    } catch {
      // The store is away, which has ended the socket.
      return
    }
    if (failures > 0 && !isOver) timer = setTimeout(() => void catchUp(), againMs)
  }
}
