/** Resolves after so long, or at once where the signal is given. */
export async function restUnless(signal: AbortSignal, ms: number): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    // No timer is as long as for ever.
    const timer = ms === Infinity ? undefined : setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
