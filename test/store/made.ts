import type { Address, InboundMessage } from '../../src/core/event.ts'
import type { AssessmentRecord, FollowUp, OutboundMessage, ResultShown, TurnResult } from '../../src/core/outcome.ts'
import type { Assessment, Firm, State } from '../../src/core/state.ts'
import type { AskWork, Store, StoreTimes, Work } from '../../src/store/store.ts'

/** Opens a store; stores opened in one test share one empty server. They are closed after it. */
export type Stores = (options?: { times?: Partial<StoreTimes>; owner?: string }) => Promise<Store>

/** A text message; its words are its id unless one is given. */
export function text(from: Address, words: string, id = words): InboundMessage {
  return { id, from, body: { kind: 'text', text: words } }
}

/** The state a work came with, of somebody who agreed that answers are kept. */
export function kept(work: Work, parts: Partial<State> = {}): State {
  return { ...work.state, consents: { answers: { granted: true, version: '1', at: 1 } }, ...parts }
}

/** What a turn decided: by default that it was heard, and nothing else. */
export function decided(work: Work, parts: Partial<TurnResult> = {}): TurnResult {
  return {
    state: kept(work),
    replies: [],
    records: [],
    followUps: [],
    asks: [],
    forwards: [],
    sensitive: false,
    tapped: null,
    heard: null,
    ...parts,
  }
}

/** Replies of this turn to one address, named as a turn names them. */
export function replies(work: Work, to: Address, ...texts: string[]): OutboundMessage[] {
  return texts.map((words, n) => ({ id: `${work.event.id}/${n}`, to, text: words }))
}

export function followUp(work: Work, id: string, parts: Partial<FollowUp> = {}): FollowUp {
  return {
    id,
    conversation: work.conversation,
    kind: 'nudge',
    owner: 'bot',
    state: 'planned',
    dueAt: work.event.at + 3_600_000,
    language: 'es',
    createdAt: work.event.at,
    about: 'a1',
    ...parts,
  }
}

export function firm(id: string, parts: Partial<Firm> = {}): Firm {
  return { id, profile: {}, sensitive: {}, assessments: [], ...parts }
}

export function finished(id: string, parts: Partial<ResultShown>): Assessment {
  const result: ResultShown = {
    questionnaire: 'export-readiness',
    score: 50,
    low: 40,
    high: 60,
    band: 'growing',
    dimensions: [],
    line: 'mentoring',
    also: [],
    steps: [],
    to_find_out: [],
    ...parts,
  }
  return {
    id,
    questionnaire: result.questionnaire,
    version: 1,
    status: 'finished',
    startedAt: 1,
    touchedAt: 1,
    answers: {},
    numbers: {},
    said: [],
    result,
  }
}

export function assessmentRecord(id: string, firmId: string): AssessmentRecord {
  return {
    id,
    firm: firmId,
    questionnaire: 'export-readiness',
    version: 1,
    country: 'co',
    language: 'es',
    status: 'open',
    startedAt: 1,
    updatedAt: 1,
    answers: {},
    result: null,
  }
}

/** Claims one thing that is or will soon be there. */
export async function next<T>(claim: (limit: number) => Promise<T[]>): Promise<T> {
  const giveUp = Date.now() + 5000
  while (Date.now() < giveUp) {
    const [found] = await claim(1)
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('nothing came to be claimed within 5 s')
}

export function nextTurn(store: Store): Promise<Work> {
  return next((limit) => store.claim(limit))
}

export function nextAsk(store: Store): Promise<AskWork> {
  return next((limit) => store.claimAsks(limit))
}

/** Appends and claims in one go. */
export async function heard(store: Store, message: InboundMessage): Promise<Work> {
  await store.append(message)
  return nextTurn(store)
}

/** Asks until the answer is as wanted. */
export async function until<T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<T> {
  return next(async () => {
    const answer = await ask()
    return wanted(answer) ? [answer] : []
  })
}
