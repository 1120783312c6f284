import { createHash } from 'node:crypto'
import { asker } from '../src/asks/run.ts'
import { stepsOf, type Recording, type Step } from '../src/commands/recording.ts'
import type { Content } from '../src/core/content.ts'
import type { EventBody, InboundBody, StaffAction } from '../src/core/event.ts'
import type {
  Ask,
  AskResult,
  FollowUp,
  Forward,
  OutboundMessage,
  RecordChange,
  TurnResult,
} from '../src/core/outcome.ts'
import { codeLetters } from '../src/core/hearing/code.ts'
import { newState, type State } from '../src/core/state.ts'
import { turn } from '../src/core/turn.ts'

const MINUTE_MS = 60_000

/** A conversation played against the real core, with time that passes only when told. */
export interface Player {
  readonly state: State
  /** Everything written to the record so far. */
  readonly records: RecordChange[]
  readonly followUps: ReadonlyMap<string, FollowUp>
  /** Events for other conversations, which nobody delivers by itself. */
  readonly forwards: Forward[]
  readonly now: number
  /** One event in, and everything that follows from it; the replies. */
  hear(body: EventBody): Promise<OutboundMessage[]>
  say(text: string): Promise<OutboundMessage[]>
  /** Lets time pass; what falls due is heard on the way. */
  wait(ms: number): Promise<OutboundMessage[]>
  /** Keeps asks under way; let go again, their results are heard. */
  hold(): void
  letGo(fail?: boolean): Promise<OutboundMessage[]>
}

export function player(
  content: Content,
  hints: { language?: string; country?: string },
  start = Date.UTC(2026, 10, 23, 15),
  from: State = newState,
  who = { conversation: 'c', address: 'terminal:test' },
): Player {
  const run = askerOf(content)
  const records: RecordChange[] = []
  const followUps = new Map<string, FollowUp>()
  const forwards: Forward[] = []
  const held: Ask[] = []
  let state = from
  let now = start
  let seq = 0
  let holding = false

  function decide(body: EventBody): TurnResult {
    seq += 1
    const chance = who.conversation === 'c' ? `${seq}` : `${who.conversation} ${seq}`
    const entropy = createHash('md5').update(chance).digest('hex')
    const event = { id: `${who.conversation}:${seq}`, conversation: who.conversation, at: now, entropy, ...body }
    const before = JSON.stringify(state)
    const once = turn(state, event, content)
    const twice = turn(state, event, content)
    if (JSON.stringify(state) !== before) throw new Error('the turn changed the state it was given')
    if (JSON.stringify(once) !== JSON.stringify(twice)) throw new Error('the same turn gave two results')
    const stored: TurnResult = JSON.parse(JSON.stringify(once))
    return stored
  }

  async function hear(body: EventBody): Promise<OutboundMessage[]> {
    const result = decide(body)
    state = result.state
    records.push(...result.records)
    forwards.push(...result.forwards)
    if (result.records.some(({ type }) => type === 'erase')) followUps.clear()
    for (const change of result.followUps) {
      if (change.type === 'plan') followUps.set(change.followUp.id, change.followUp)
      else followUps.delete(change.id)
    }
    if (holding) held.push(...result.asks)
    const answers = holding ? [] : await results(result.asks)
    return [...result.replies, ...answers]
  }

  async function results(asks: readonly Ask[], fail = false): Promise<OutboundMessage[]> {
    const replies: OutboundMessage[] = []
    for (const ask of asks) {
      const result: AskResult = fail ? { kind: 'failed', reason: 'told to' } : await run(who.conversation, ask)
      replies.push(...(await hear({ type: 'answered', askId: ask.id, result })))
    }
    return replies
  }

  async function wait(ms: number): Promise<OutboundMessage[]> {
    const until = now + ms
    const replies: OutboundMessage[] = []
    for (;;) {
      const [next] = [...followUps.values()]
        .filter(({ owner, dueAt }) => owner === 'bot' && dueAt <= until)
        .sort((a, b) => a.dueAt - b.dueAt)
      if (next === undefined) break
      now = Math.max(now, next.dueAt)
      followUps.delete(next.id)
      replies.push(...(await hear({ type: 'due', followUp: next })))
    }
    now = until
    return replies
  }

  return {
    get state() {
      return state
    },
    get now() {
      return now
    },
    records,
    followUps,
    forwards,
    hear,
    say(text) {
      now += MINUTE_MS / 2
      return hear({
        type: 'message',
        message: { id: `m${seq}`, from: who.address, body: { kind: 'text', text }, hints },
      })
    },
    wait,
    hold() {
      holding = true
    },
    letGo(fail = false) {
      holding = false
      return results(held.splice(0), fail)
    },
  }
}

/** Codes without chance or time: each conversation has one, which works once. */
function linksInMind() {
  const codes = new Map<string, string>()
  return {
    make(conversation: string) {
      const digits = createHash('md5').update(conversation).digest().subarray(0, 8)
      const code = [...digits].map((digit) => codeLetters.charAt(digit % codeLetters.length)).join('')
      codes.set(code, conversation)
      return Promise.resolve({ code, minutes: 15 })
    },
    redeem(conversation: string, _ask: string, code: string) {
      const by = codes.get(code)
      if (by === conversation) return Promise.resolve({ kind: 'not_redeemed', why: 'own' } as const)
      codes.delete(code)
      if (by === undefined) return Promise.resolve({ kind: 'not_redeemed', why: 'unknown' } as const)
      return Promise.resolve({ kind: 'redeemed', by } as const)
    },
  }
}

/** The library behind the asks is dear to open and never changes: one for all players of a content. */
function askerOf(content: Content): Asker {
  const known = askers.get(content)
  if (known !== undefined) return known
  const exported = { kind: 'document', mime: 'application/json', path: 'copy.json' } as const
  const made = asker({
    content,
    exportOf: () => Promise.resolve(exported),
    links: linksInMind(),
    today: () => '2026-11-24',
    fetchMedia: ({ path }) => Promise.resolve(new TextEncoder().encode(path)),
    transcribe(audio) {
      const heard: string | null = JSON.parse(new TextDecoder().decode(audio))
      return Promise.resolve(heard)
    },
  })
  askers.set(content, made)
  return made
}

type Asker = ReturnType<typeof asker>
const askers = new WeakMap<Content, Asker>()

/** Plays a golden file's steps and returns it with what the bot says now. */
export async function replay(content: Content, recording: Recording): Promise<Recording> {
  const { language, country } = recording
  const hints = { ...(language === undefined ? {} : { language }), ...(country === undefined ? {} : { country }) }
  const playing = player(content, hints)
  const steps: Step[] = []
  for (const step of recording.steps) {
    if ('bot' in step || 'ticks' in step || 'result' in step) continue
    steps.push(step, ...(await play(playing, step, hints)).flatMap(stepsOf))
  }
  return { ...recording, steps }
}

async function play(
  playing: Player,
  step: Step,
  hints: { language?: string; country?: string },
): Promise<OutboundMessage[]> {
  if ('user' in step) return playing.say(String(step.user))
  if ('wait' in step) return playing.wait(durationOf(step.wait))
  if ('staff' in step)
    return playing.hear({ type: 'staff', by: 'adviser', action: actionOf(step.staff, step.text ?? '', playing) })
  if ('asks' in step) {
    if (step.asks === 'hold') {
      playing.hold()
      return []
    }
    return playing.letGo(step.asks === 'fail')
  }
  const body = 'tap' in step ? tapOf(step.tap) : 'sends' in step ? bodyOf(step.sends, step.heard) : null
  if (body === null) return []
  return playing.hear({ type: 'message', message: { id: `t${playing.now}`, from: 'terminal:test', body, hints } })
}

function durationOf(words: string): number {
  const [count = '', unit = ''] = words.split(' ')
  const minutes = { minute: 1, hour: 60, day: 1440, week: 10_080 }[unit.replace(/s$/, '')]
  if (minutes === undefined) throw new Error(`no duration: ${words}`)
  return Number(count) * minutes * MINUTE_MS
}

function tapOf(tap: string): InboundBody {
  const [question, value] = tap.split('/')
  return value === undefined
    ? { kind: 'choice', value: tap, under: 'here' }
    : { kind: 'choice', value, under: 'here', ...(question === undefined ? {} : { question }) }
}

/** What is heard in a voice note stands in its path. */
function bodyOf(what: string, heard: string | undefined): InboundBody {
  if (what !== 'voice' && what !== 'image' && what !== 'document') return { kind: 'other', what }
  return { kind: what, media: { kind: what, mime: 'application/octet-stream', path: JSON.stringify(heard ?? null) } }
}

function actionOf(kind: string, text: string, playing: Player): StaffAction {
  switch (kind) {
    case 'reply':
      return { kind, text }
    case 'close_task':
      return { kind, followUp: playing.state.planned.find((one) => one.kind === 'staff_task')?.id ?? '' }
    case 'answer': {
      const promised = [...playing.followUps.values()].find((one) => one.kind === 'promise')
      if (promised === undefined) throw new Error('nothing was promised')
      return { kind, followUp: promised.id, question: promised.about, text }
    }
    case 'take_over':
    case 'release':
    case 'parked':
      return { kind }
    default:
      throw new Error(`no such action of staff: ${kind}`)
  }
}
