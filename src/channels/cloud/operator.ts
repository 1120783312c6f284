import type { Trouble } from './trouble.ts'

/** Tells the operator what is theirs to mend: once, until something was sent again. */
export interface Operator {
  trouble(trouble: Trouble): void
  well(): void
}

export function operator(report: (facts: object, sentence: string) => void): Operator {
  let said: string | null = null
  return {
    trouble(trouble) {
      const sentence = sentenceFor(trouble)
      if (sentence === null || said === trouble.kind) return
      said = trouble.kind
      report({ trouble: trouble.kind, ...('reason' in trouble ? { reason: trouble.reason } : {}) }, sentence)
    },
    well() {
      if (said !== null) report({}, 'WhatsApp: all is well again.')
      said = null
    },
  }
}

function sentenceFor(trouble: Trouble): string | null {
  switch (trouble.kind) {
    case 'account':
      return `WhatsApp refuses the account or its token (${trouble.reason}). Look at WhatsApp Manager for a block or an unpaid bill, make a token of a system user there, put it into WHATSAPP_CLOUD_TOKEN and start again. What waits to be sent is kept.`
    case 'away':
      return 'WhatsApp cannot be reached. It is tried again.'
    case 'pause':
      return 'WhatsApp asks for a pause, which is kept.'
    case 'person_pause':
    case 'closed':
    case 'gone':
    case 'refused':
    case 'file':
      return null
  }
}
