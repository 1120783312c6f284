import type { Trouble } from './trouble.ts'

/** Tells the operator what is theirs to mend: once, until something was sent again. */
export interface Operator {
  trouble(trouble: Trouble): void
  well(): void
}

export function operator(report: (facts: object, sentence: string) => void): Operator {
  let said = false
  return {
    trouble({ kind }) {
      if (kind !== 'restricted' || said) return
      said = true
      report(
        { trouble: kind },
        'WhatsApp refuses messages of this number to some people (463): it is restricted for now. Nobody is written to twice who was refused. Answer only people who write, look at the account on its phone, and think of the Cloud API, which has no such risk.',
      )
    },
    well() {
      if (said) report({}, 'WhatsApp takes messages again.')
      said = false
    },
  }
}
