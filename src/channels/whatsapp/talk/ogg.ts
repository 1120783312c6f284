/** Opus counts in these, whatever it was recorded with. */
const SAMPLES_A_SECOND = 48_000

/** How long a voice note in Ogg/Opus plays, in whole seconds, at least one; null for what is none. */
export function secondsOf(bytes: Uint8Array): number | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const head = file.indexOf('OpusHead')
  // The last page tells how many samples have passed by its end.
  const last = file.lastIndexOf('OggS')
  if (head < 0 || last < 0 || last + 14 > file.length || head + 12 > file.length) return null
  const samples = Number(file.readBigInt64LE(last + 6)) - file.readUInt16LE(head + 10)
  return Math.max(1, Math.round(samples / SAMPLES_A_SECOND))
}
