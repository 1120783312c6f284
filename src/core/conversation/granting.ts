import { change, country, language, type Draft } from '../draft.ts'
import type { Agreed, Consent, Firm, Purpose } from '../state.ts'
import { changeFirm, currentFirm } from './form/assessments.ts'

/** Writes a consent or its refusal down, with the text's version, the address, the message and the time. */
export function grant(draft: Draft, purpose: Purpose, granted: boolean, messageId: string): void {
  const consent = { granted, version: country(draft).consent.version, at: draft.event.at }
  change(draft, { consents: { ...draft.state.consents, [purpose]: consent } })
  record(draft, purpose, consent, messageId)
}

/** The same for the firm of the talk alone; what it was asked in the name of its owner is written down with it. */
export function grantForFirm(draft: Draft, purpose: Purpose, granted: boolean, { at, messageId }: Agreed): void {
  const consent = { granted, version: country(draft).consent.version, at }
  changeFirm(draft, (firm) => ({ ...firm, consents: { ...firm.consents, [purpose]: consent } }))
  const firm = currentFirm(draft.state)
  if (firm !== null) record(draft, purpose, consent, messageId, firm)
}

/** Brings the record of one consent up to date: the person's, where there is one, and those given for a firm. */
export function recordConsent(draft: Draft, purpose: Purpose, messageId: string): void {
  const { consents, firms } = draft.state
  const own = consents[purpose]
  if (own !== undefined) record(draft, purpose, own, messageId)
  for (const firm of firms) {
    const given = firm.consents?.[purpose]
    if (given !== undefined) record(draft, purpose, given, messageId, firm)
  }
}

function record(
  draft: Draft,
  purpose: Purpose,
  { granted, version, at }: Consent,
  messageId: string,
  firm?: Firm,
): void {
  draft.records.push({
    type: 'consent',
    purpose,
    granted,
    ...(firm === undefined ? {} : { firm: firm.id }),
    ...(firm?.answeredBy === 'helper' ? { by: 'helper' as const } : {}),
    version,
    language: language(draft),
    address: draft.state.address ?? '',
    messageId,
    at,
  })
}
