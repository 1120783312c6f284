import type { ConversationId } from './event.ts'
import { purposes, type Assessment, type Consent, type Firm, type LinkedConversation, type State } from './state.ts'

/**
 * What two conversations of one person know, together, in the first of them. Nothing is lost: firms stand side by side
 * with their origin, of each consent the later word counts, and what was touched last is what the talk is about now.
 */
export function unite(own: State, other: State, joining: LinkedConversation): State {
  const from = joining.conversation
  const recent = other.heardAt > own.heardAt ? other : own
  const same = sameFirms(own, other)
  const news = other.firms.filter(({ id }) => !same.has(id)).map((firm) => ({ origin: from, ...firm }))
  const firms = [...own.firms.map((mine) => withTwin(mine, other.firms, same)), ...news]
  const current = currentOf(own, other)
  const firm = current === null ? null : (same.get(current) ?? current)
  return {
    ...own,
    language: recent.language ?? own.language ?? other.language,
    country: own.country ?? other.country,
    // One chat is written to under one name.
    address: (joining.oneChat ? own : recent).address ?? own.address ?? other.address,
    greeted: true,
    consents: { ...consentsOf(other, from), ...own.consents, ...laterThan(own.consents, consentsOf(other, from)) },
    access: {
      plain: own.access.plain || other.access.plain,
      short: own.access.short || other.access.short,
      simple: own.access.simple || other.access.simple,
      audio: own.access.audio || other.access.audio,
    },
    firms: firms.map((one) => (one.id === firm ? one : laidAside(one))),
    firm,
    firmSaidAt: Math.max(own.firmSaidAt, other.firmSaidAt),
    open: null,
    deferred: [...own.deferred, ...other.deferred],
    deferredBeyond: own.deferredBeyond + other.deferredBeyond,
    told: recent.told,
    missed: 0,
    heardAt: Math.max(own.heardAt, other.heardAt),
    takenOverBy: own.takenOverBy ?? other.takenOverBy,
    planned: [...own.planned, ...other.planned],
    linked: [...own.linked, ...other.linked, joining],
    ownAddress: own.ownAddress ?? own.address,
  }
}

/** Firms of the other that are here already, by the name each has there: one of the two began as a copy. */
export function sameFirms(own: State, other: State): ReadonlyMap<string, string> {
  const beganAs = ({ id, copyOf }: Firm) => copyOf ?? id
  const here = new Map(own.firms.map((firm) => [beganAs(firm), firm.id]))
  return new Map(
    other.firms.flatMap((firm) => {
      const id = here.get(beganAs(firm))
      return id === undefined ? [] : [[firm.id, id] as const]
    }),
  )
}

/** An assessment is named after its firm. */
export function underFirm(assessment: string, from: string, to: string): string {
  return assessment.startsWith(from) ? to + assessment.slice(from.length) : assessment
}

/** What was answered for one business on both sides, together: of each answer and consent the later word counts. */
function withTwin(mine: Firm, others: readonly Firm[], same: ReadonlyMap<string, string>): Firm {
  const twin = others.find(({ id }) => same.get(id) === mine.id)
  if (twin === undefined) return mine
  const theirs = twin.assessments.map((one) => ({ ...one, id: underFirm(one.id, twin.id, mine.id) }))
  const [earlier, later] = lastTouched(twin) > lastTouched(mine) ? [mine, twin] : [twin, mine]
  const byAge = [...mine.assessments, ...theirs].sort((a, b) => a.touchedAt - b.touchedAt)
  const assessments = new Map<string, Assessment>()
  for (const one of byAge) assessments.set(one.id, withEarlier(one, assessments.get(one.id)))
  const open = byAge.findLast(({ status }) => status === 'open')
  return {
    ...mine,
    ...consentsOfTwins(mine, twin),
    profile: { ...earlier.profile, ...later.profile },
    sensitive: { ...earlier.sensitive, ...later.sensitive },
    assessments: [...assessments.values()]
      .map((one) => (one.id === open?.id ? one : atRest(one)))
      .sort((a, b) => a.startedAt - b.startedAt),
  }
}

/** What was answered in the same assessment elsewhere before; with a number only where that is not another's here. */
function withEarlier(later: Assessment, earlier: Assessment | undefined): Assessment {
  if (earlier === undefined || later.status === 'finished') return later
  const taken = new Set(Object.values(later.numbers))
  const numbers = Object.entries(earlier.numbers).filter(([, number]) => !taken.has(number))
  return {
    ...later,
    answers: { ...earlier.answers, ...later.answers },
    numbers: { ...Object.fromEntries(numbers), ...later.numbers },
    said: [...new Set([...earlier.said, ...later.said])],
  }
}

/** Of what was given for the firm alone the later word counts, and with it who answers from then on. */
function consentsOfTwins(mine: Firm, twin: Firm): Pick<Firm, 'consents' | 'answeredBy'> {
  const { consents: theirs } = twin
  if (theirs === undefined) return {}
  const isTheirs = (theirs.answers?.at ?? 0) > (mine.consents?.answers?.at ?? 0)
  const { answeredBy } = isTheirs ? twin : mine
  const consents = { ...theirs, ...mine.consents, ...laterThan(mine.consents ?? {}, theirs) }
  return { consents, ...(answeredBy === undefined ? {} : { answeredBy }) }
}

function lastTouched({ assessments, changedAt = 0 }: Firm): number {
  return Math.max(changedAt, ...assessments.map(({ touchedAt: at }) => at))
}

/** What an unlinked conversation is given: all of it, under names of its own, as two may not share one. */
export function copyFor(state: State, entropy: string): State {
  const names = new Map(state.firms.map(({ id }, n) => [id, `${entropy.slice(0, 10)}${String(n).padStart(2, '0')}`]))
  const renamed = (name: string) => names.get(name) ?? name
  return {
    ...state,
    firms: state.firms.map((firm) => ({
      ...firm,
      id: renamed(firm.id),
      copyOf: firm.copyOf ?? firm.id,
      assessments: firm.assessments.map((one) => ({ ...one, id: underFirm(one.id, firm.id, renamed(firm.id)) })),
    })),
    firm: state.firm === null ? null : renamed(state.firm),
    ...{ open: null, ask: null, deferred: [], deferredBeyond: 0, missed: 0, planned: [], takenOverBy: null },
    ...{ linkedTo: null, linked: [], ownAddress: null },
  }
}

/** The firm whose open assessment was touched last; where neither has one, what rests; then whatever there is. */
function currentOf(own: State, other: State): string | null {
  const [mine, theirs] = [own, other].map((state) => state.firms.find(({ id }) => id === state.firm))
  if (mine === undefined || theirs === undefined) return own.firm ?? other.firm
  return touchedAt(theirs) > touchedAt(mine) ? other.firm : own.firm
}

/** What is under way weighs more than what is finished, however late that was. */
function touchedAt({ assessments }: Firm): number {
  const weight = (one: Assessment) => ranks[one.status] * 1e15 + one.touchedAt
  return Math.max(0, ...assessments.map(weight))
}

const ranks: Readonly<Record<Assessment['status'], number>> = { open: 3, paused: 2, finished: 1, left: 0 }

/** What is open elsewhere rests, to be gone on with later. */
function laidAside(firm: Firm): Firm {
  if (firm.assessments.every(({ status }) => status !== 'open')) return firm
  return { ...firm, assessments: firm.assessments.map(atRest) }
}

function atRest(one: Assessment): Assessment {
  return one.status === 'open' ? { ...one, status: 'paused' } : one
}

type Consents = State['consents']

function consentsOf({ consents }: State, origin: ConversationId): Consents {
  return Object.fromEntries(Object.entries(consents).map(([purpose, one]) => [purpose, { origin, ...one }]))
}

function laterThan(consents: Consents, others: Consents): Consents {
  const isLater = (mine: Consent | undefined, theirs: Consent) => mine === undefined || theirs.at > mine.at
  return Object.fromEntries(
    purposes.flatMap((purpose) => {
      const theirs = others[purpose]
      return theirs !== undefined && isLater(consents[purpose], theirs) ? [[purpose, theirs]] : []
    }),
  )
}
