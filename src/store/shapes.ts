import type { Event, EventBody } from '../core/event.ts'
import type {
  AskBody,
  AssessmentRecord,
  FirmRecord,
  FollowUp,
  Forward,
  OutboundMessage,
  RecordChange,
} from '../core/outcome.ts'
import { newState, type State } from '../core/state.ts'
import type { Letter } from './store.ts'

/**
 * Reads back what this store wrote. A shape is known by its mark (version, type, id) and then trusted, as it was whole
 * when it was written.
 */
export function known<T>(value: unknown, is: (value: unknown) => value is T): T {
  if (!is(value)) throw new Error('The store holds something this version does not know.')
  return value
}

/** A stored state; what came into the state later begins as it does for somebody new. */
export function readState(value: unknown): State {
  return { ...newState, ...known(value, isState) }
}

function isState(value: unknown): value is State {
  return isObject(value) && 'version' in value && value.version === 1
}

export function isEventBody(value: unknown): value is EventBody & { readonly id?: string } {
  return isObject(value) && 'type' in value && typeof value.type === 'string' && eventTypes.has(value.type)
}

export function isOutbound(value: unknown): value is OutboundMessage {
  return hasId(value) && 'to' in value && 'text' in value
}

export function isLetter(value: unknown): value is Letter {
  return hasId(value) && 'who' in value && 'text' in value
}

export function isForward(value: unknown): value is Forward {
  return hasId(value) && 'to' in value && 'body' in value && isEventBody(value.body)
}

export function isAskBody(value: unknown): value is AskBody {
  return isObject(value) && 'kind' in value
}

export function isFirm(value: unknown): value is FirmRecord {
  return hasId(value) && 'profile' in value
}

export function isAssessment(value: unknown): value is AssessmentRecord {
  return hasId(value) && 'questionnaire' in value
}

export function isFollowUp(value: unknown): value is FollowUp {
  return hasId(value) && 'dueAt' in value
}

export function isConsent(value: unknown): value is Extract<RecordChange, { type: 'consent' }> {
  return isObject(value) && 'type' in value && value.type === 'consent'
}

export function isFollowUpState(value: unknown): value is FollowUp['state'] {
  return typeof value === 'string' && followUpStates.has(value)
}

/** A parked event as it is kept. */
export function isParked(
  value: unknown,
): value is { readonly error: string; readonly seq: number; readonly event: Event } {
  return isObject(value) && 'error' in value && 'seq' in value && 'event' in value && isEventBody(value.event)
}

const followUpStates: ReadonlySet<string> = new Set<FollowUp['state']>([
  'planned',
  'due',
  'sent',
  'answered',
  'done',
  'cancelled',
])

const eventTypes: ReadonlySet<string> = new Set<EventBody['type']>([
  'message',
  'answered',
  'due',
  'staff',
  'slow',
  'unreachable',
  'overflowed',
  'linked',
  'unlinked',
  'erased',
  'same_person',
])

function hasId(value: unknown): value is { readonly id: string } {
  return isObject(value) && 'id' in value && typeof value.id === 'string'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
