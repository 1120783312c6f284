let areKept = false

/**
 * Baileys does not wait for some of its own promises, and when a line breaks they reject with nobody to hear it, which would
 * end the process. Those are noted; any other stray is a bug and ends the process as ever.
 */
export function keepStraysIn(note: (facts: object, sentence: string) => void): void {
  if (areKept) return
  areKept = true
  process.on('unhandledRejection', (error) => {
    if (!isOfTheLine(error)) throw error
    note({ error: String(error) }, 'The WhatsApp library left something unfinished.')
  })
}

function isOfTheLine(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'LineLost' || /[\\/](@whiskeysockets[\\/]baileys|libsignal)[\\/]/.test(error.stack ?? '')
}
