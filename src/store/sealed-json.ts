import type { Seal } from './seal.ts'

/** JSON that can be sealed as a whole; sealed, it is the JSON `{"sealed":"…"}`. */
export interface SealedJson {
  stringify(value: unknown, sensitive: boolean): string
  parse(text: string): unknown
  /** Opens a value that was parsed as part of a larger text. */
  open(value: unknown): unknown
}

/** Without a seal everything works until something sensitive is to be written. */
export function sealedJson(seal: Seal | undefined): SealedJson {
  const needed = () => {
    if (seal === undefined)
      throw new Error('Sensitive answers are stored sealed, and no key was given to seal them with.')
    return seal
  }
  const open = (value: unknown): unknown => (isSealed(value) ? JSON.parse(needed().open(value.sealed)) : value)
  return {
    stringify: (value, sensitive) =>
      sensitive ? `{"sealed":"${needed().close(JSON.stringify(value))}"}` : JSON.stringify(value),
    parse: (text) => open(JSON.parse(text)),
    open,
  }
}

function isSealed(value: unknown): value is { readonly sealed: string } {
  return typeof value === 'object' && value !== null && 'sealed' in value && typeof value.sealed === 'string'
}
