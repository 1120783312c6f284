import type { EventBody } from '../core/event.ts'
import type { State } from '../core/state.ts'

/** Once a person agreed to the sensitive part, any part of their state may hold a sensitive answer. */
export function holdsSensitive({ consents, firms }: State): boolean {
  const agreed = [consents, ...firms.map((firm) => firm.consents)].some((one) => one?.sensitive?.granted === true)
  return agreed || firms.some((firm) => Object.keys(firm.sensitive).length > 0)
}

/** An event that brings the state of another conversation along is as sensitive as that. */
export function carriesSensitive(body: EventBody): boolean {
  return 'state' in body && holdsSensitive(body.state)
}
