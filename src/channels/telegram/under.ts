/** Where a button hung, as the answer to its tap says it back. */
export interface Under {
  readonly message: number
  /** The tap, where the button waits until the answer comes. */
  readonly tap?: string
}

export function writeUnder({ message, tap }: Under): string {
  return tap === undefined ? String(message) : `${message} ${tap}`
}

export function readUnder(under: string): Under {
  const [message, tap] = under.split(' ')
  return { message: Number(message), ...(tap === undefined ? {} : { tap }) }
}
