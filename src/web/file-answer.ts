import type { Context } from 'hono'

/**
 * A file as an answer, or the part of it that was asked for: some browsers play nothing that cannot be had in parts. It is
 * shown in no page of its own: a recording is played by the page that asked for it, anything else is downloaded.
 */
export function fileAnswer(c: Context, bytes: Uint8Array<ArrayBuffer>, { mime, name }: { mime: string; name: string }) {
  const place = mime.startsWith('audio/') ? 'inline' : 'attachment'
  const headers = {
    'Content-Type': mime,
    'Content-Disposition': `${place}; filename="${name}"`,
    'Cache-Control': 'no-store',
    'Accept-Ranges': 'bytes',
  }
  const part = partOf(c.req.header('range'), bytes.length)
  if (part === null) return c.body(bytes, 200, headers)
  const [from, to] = part
  const range = `bytes ${from}-${to}/${bytes.length}`
  return c.body(bytes.slice(from, to + 1), 206, { ...headers, 'Content-Range': range })
}

/** The first and last byte of one part; null for the whole, also where what is asked for cannot be understood. */
function partOf(range: string | undefined, length: number): [from: number, to: number] | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (from === '' && to === '') return null
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from)
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1)
  return first <= last ? [first, last] : null
}
