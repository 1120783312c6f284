import type { Stop } from './policy.ts'

/** How the line to WhatsApp stands. */
export type LineState =
  | { readonly kind: 'starting' }
  /** No phone is linked. */
  | { readonly kind: 'unlinked' }
  /** Another process has the line. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'connecting' }
  /** `number` is the account's, in digits. */
  | { readonly kind: 'open'; readonly number: string }
  /** WhatsApp cannot be reached, and is tried again. */
  | { readonly kind: 'away'; readonly code: number }
  /** The store cannot be reached, and is tried again. */
  | { readonly kind: 'store' }
  /** Nothing is tried again before somebody has looked at it. */
  | { readonly kind: 'stopped'; readonly why: Stop }

/** For the operator. */
export function sentenceFor(state: LineState): string {
  switch (state.kind) {
    case 'starting':
    case 'connecting':
      return 'WhatsApp: the line is being opened.'
    case 'unlinked':
      return 'WhatsApp: no phone is linked. Link one with: npm run -s whatsapp -- link'
    case 'elsewhere':
      return 'WhatsApp: another process has the line; this one takes over when that one ends.'
    case 'open':
      return `WhatsApp: people can write to +${state.number} now.`
    case 'away':
      return `WhatsApp cannot be reached (${state.code}). It is tried again, and keeps messages meanwhile.`
    case 'store':
      return 'WhatsApp: the store cannot be reached. It is tried again; until then WhatsApp keeps the messages.'
    case 'stopped':
      return sentenceForStop(state.why)
  }
}

function sentenceForStop(why: Stop): string {
  switch (why) {
    case 'replaced':
      return 'WhatsApp: another program has logged in with the same session, and would be thrown out in turn, without end. Stop that one and start again; or unlink the phone and link it anew.'
    case 'banned':
      return 'WhatsApp has banned the number (403). Nothing is tried again: look into the app on the phone, where a review can be asked for. The official way is the Cloud API; see the README.'
    case 'mismatch':
      return 'WhatsApp: the phone is not set up for linked devices (411). Bring its app up to date, unlink it here and link it anew.'
  }
}

/** Tells the operator how the line stands: what is new, and a short cut not at all. */
export function standing(options: {
  report: (facts: object, sentence: string) => void
  note: (facts: object, sentence: string) => void
}): { readonly state: () => LineState; become(next: LineState): void } {
  let state: LineState = { kind: 'starting' }
  let told = ''
  let cuts = 0
  return {
    state: () => state,
    become(next) {
      state = next
      if (next.kind === 'connecting') return
      cuts = next.kind === 'away' ? cuts + 1 : 0
      const sentence = sentenceFor(next)
      if (cuts === 1) options.note({ state: next }, sentence)
      if (cuts === 1 || sentence === told) return
      told = sentence
      options.report({ state: next }, sentence)
    },
  }
}
