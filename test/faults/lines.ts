/** What leads a person from a greeting to the first open question: consent, age and three quick questions. */
export const opening: readonly string[] = ['hola', '1', '1', '1', '1', '1', '1']

/** The nth thing a person here writes: the opening, then a name, back, another name, without end. No name comes twice. */
export function lineOf(n: number): string {
  const after = n - opening.length
  return opening[n] ?? (after % 2 === 0 ? `Finca ${after / 2}` : 'atrás')
}

/** Whether this is one of the lines after the opening, of which the store keeps every one. */
export function counts(text: string): boolean {
  return text === 'atrás' || text.startsWith('Finca ')
}
