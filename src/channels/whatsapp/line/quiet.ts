import type { UserFacingSocketConfig } from '@whiskeysockets/baileys'

/** What libsignal prints, it prints through these. */
const ways = ['log', 'info', 'warn', 'error', 'debug'] as const

let isQuiet = false

/**
 * libsignal prints whole sessions, with their private keys, whenever it opens or closes one. Nothing that is printed from
 * within it reaches any output; what others print does. To be called before the library is used; once is enough.
 */
export function keepKeysQuiet(): void {
  if (isQuiet) return
  isQuiet = true
  for (const way of ways) {
    const print = console[way].bind(console)
    console[way] = (...words: unknown[]) => {
      if (!isFromLibsignal(new Error().stack)) print(...words)
    }
  }
}

function isFromLibsignal(stack = ''): boolean {
  return /[\\/]libsignal[\\/]/.test(stack)
}

type Logger = NonNullable<UserFacingSocketConfig['logger']>

/** Baileys' log as a few facts of ours: what went wrong, and never a message, a key or what was sent over the wire. */
export function quietLog(note: (facts: object, sentence: string) => void): Logger {
  const nothing = () => undefined
  const tell = (given: unknown, sentence?: string) => {
    const said = sentence ?? (typeof given === 'string' ? given : 'something')
    const reason = reasonIn(given)
    note({ baileys: said, ...(reason === null ? {} : { reason }) }, 'The WhatsApp library has noted something.')
  }
  const log: Logger = {
    level: 'warn',
    child: () => log,
    ...{ trace: nothing, debug: nothing, info: nothing },
    ...{ warn: tell, error: tell },
  }
  return log
}

/** The words of an error, under whichever name it was handed over. */
function reasonIn(given: unknown): string | null {
  if (typeof given !== 'object' || given === null) return null
  const values: unknown[] = Object.values(given)
  const error = [given, ...values].find((value) => value instanceof Error)
  return error?.message ?? null
}
