import { troubleOf, type Trouble } from './trouble.ts'

/** What is waited for, in words once, and how long until the next try. */
export interface Waiting {
  /** Aborted when the channel stops; every rest ends with it. */
  readonly signal: AbortSignal
  rest(ms: number): Promise<void>
  /** Says what is wrong, once for each kind of trouble, and rests: longer and longer where it lasts. */
  after(error: unknown): Promise<void>
  /** Everything went well: what was wrong is over. */
  over(): void
}

export interface WaitingTimes {
  /** After the first failure, doubling up to the second. */
  readonly backoffMs: readonly [first: number, most: number]
  /** While another program takes the messages, or the token is refused. */
  readonly slowMs: number
}

export function waitingFor(options: {
  signal: AbortSignal
  times: WaitingTimes
  report: (facts: object, sentence: string) => void
}): Waiting {
  const { signal, times, report } = options
  let said: string | null = null
  let failures = 0

  async function rest(ms: number): Promise<void> {
    if (signal.aborted) return
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      signal.addEventListener('abort', end)
    })
  }

  return {
    signal,
    rest,
    async after(error) {
      const trouble = troubleOf(error)
      if (said !== trouble.kind) report({ trouble: trouble.kind, reason: reasonOf(trouble) }, sentenceFor(trouble))
      said = trouble.kind
      const [first, most] = times.backoffMs
      const backoff = Math.min(most, first * 2 ** failures++)
      const isSlow = trouble.kind === 'token' || trouble.kind === 'conflict'
      await rest(isSlow ? times.slowMs : trouble.kind === 'pause' ? trouble.ms : backoff)
    },
    over() {
      if (said !== null) report({}, 'Telegram: all is well again.')
      said = null
      failures = 0
    },
  }
}

function reasonOf(trouble: Trouble): string {
  return 'reason' in trouble ? trouble.reason : ''
}

/** For the operator. */
function sentenceFor(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'token':
      return 'Telegram refuses the token. Ask @BotFather for the present one (/mybots, API Token), put it into TELEGRAM_BOT_TOKEN and start again.'
    case 'conflict':
      return 'Another program takes the messages of this bot with the same token. Stop that one, or get a bot of its own for this one from @BotFather. Nothing is lost: the messages that program leaves are taken as soon as it ends.'
    case 'pause':
      return 'Telegram asks for a pause, which is kept.'
    case 'away':
      return 'Telegram cannot be reached. It is tried again; Telegram keeps messages for a day.'
    case 'refused':
    case 'gone':
    case 'moved':
      return 'What Telegram brought could not be kept. It is asked for again, and nothing is confirmed before.'
  }
}
