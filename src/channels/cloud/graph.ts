import { z } from 'zod'
import { atOnce } from '../at-once.ts'
import { readUpTo } from '../read-up-to.ts'

/** Meta's Graph API, as far as one number of WhatsApp needs it. Rejects with `GraphError` where it says no. */
export interface Graph {
  /** Posts a message, or the sign that one was read. */
  post(body: object): Promise<void>
  /** Answers the id under which a file can be sent. */
  upload(bytes: Uint8Array, mime: string, name: string): Promise<string>
  /** A file that somebody sent. Rejects where it is too large, gone, or does not come in time. */
  download(id: string, withinMs: number): Promise<Uint8Array>
}

/** `code` is Meta's own number, or null where it gave none; `status` is that of HTTP, or 0 where no answer came. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  readonly status: number
  readonly code: number | null
  constructor(status: number, code: number | null) {
    super(code !== null ? `WhatsApp answered ${code}` : status === 0 ? 'no answer came' : `HTTP ${status}`)
    this.status = status
    this.code = code
  }
}

/** Largest file that is taken, as everywhere in the house. */
const MOST_BYTES = 16 * 1024 * 1024

/** Most files that are under way at once: each is held in memory whole. */
const PLACES = 4

/** `root` has the version and no slash at the end. */
export function graph(options: { root: string; token: string; phoneId: string; withinMs: number }): Graph {
  const { root, token, phoneId, withinMs } = options
  const authorization = `Bearer ${token}`
  const inPlace = atOnce(PLACES)

  async function call(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('authorization', authorization)
    const response = await fetch(url, { ...init, headers, redirect: 'error', signal }).catch(() => null)
    if (response === null) throw new GraphError(0, null)
    if (!response.ok) throw new GraphError(response.status, await codeIn(response))
    return response
  }

  async function fetchFile(id: string, signal: AbortSignal): Promise<Uint8Array> {
    const said = await call(`${root}/${encodeURIComponent(id)}`, {}, signal)
    const { url, file_size: size = 0 } = offered.parse(await said.json())
    if (size > MOST_BYTES) throw new FileTooLarge()
    const response = await call(url, {}, signal)
    if (response.body === null) throw new Error('WhatsApp sent an empty file')
    return readUpTo(response.body, MOST_BYTES)
  }

  return {
    async post(body) {
      const headers = { 'content-type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify({ messaging_product: 'whatsapp', ...body }) }
      const response = await call(`${root}/${phoneId}/messages`, init, AbortSignal.timeout(withinMs))
      await response.body?.cancel()
    },

    async upload(bytes, mime, name) {
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('type', mime)
      form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), name)
      const init = { method: 'POST', body: form }
      const response = await call(`${root}/${phoneId}/media`, init, AbortSignal.timeout(withinMs))
      return uploaded.parse(await response.json()).id
    },

    download(id, ms) {
      // The wait for a place is part of the time.
      const signal = AbortSignal.timeout(ms)
      return inPlace(() => fetchFile(id, signal))
    },
  }
}

/** Known before it is fetched. */
export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge'
  constructor() {
    super('the file is too large')
  }
}

const uploaded = z.object({ id: z.string() })
const offered = z.object({ url: z.url({ protocol: /^https?$/ }), file_size: z.coerce.number().optional() })
const refusal = z.object({ error: z.object({ code: z.number() }) })

async function codeIn(response: Response): Promise<number | null> {
  const parsed = refusal.safeParse(await response.json().catch(() => null))
  return parsed.success ? parsed.data.error.code : null
}
