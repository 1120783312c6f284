import { createHash, randomUUID } from 'node:crypto'
import { until } from '../store/made.ts'

/** One message as the stream tells it, with its number. */
export interface Told {
  readonly number: number
  readonly who: string
  readonly id: string
  readonly text: string
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly card?: string
  readonly question?: { readonly id: string; readonly number: number | null }
  readonly media?: { readonly href: string }
}

/** A browser without a page: keeps the cookie, holds the stream open, posts. */
export interface Visitor {
  readonly cookie: string
  readonly told: Told[]
  /** Posts a text; the answer's status and body. */
  say(text: string, id?: string): Promise<{ status: number; body: unknown }>
  post(body: string, headers?: Record<string, string>): Promise<Response>
  /** Posts a voice note. */
  speak(bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>, id?: string): Promise<Response>
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** Opens the stream, after this number. Returns how to close it. */
  listen(last?: number): Promise<() => void>
  /** Resolves when the bot says something more. */
  next(): Promise<void>
  /** Waits until the last words of the bot are like this. */
  hears(words: RegExp): Promise<Told>
}

export async function visit(url: string, language = 'es'): Promise<Visitor> {
  const page = await fetch(`${url}/?lang=${language}`)
  await page.text()
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  const told: Told[] = []
  let spoken: () => void = () => undefined
  const same = { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }
  const post = (body: string, headers: Record<string, string> = same) =>
    fetch(`${url}/chat/messages`, { method: 'POST', body, headers })
  return {
    cookie,
    told,
    post,
    speak: (bytes, id = randomUUID()) =>
      fetch(`${url}/chat/voice?id=${encodeURIComponent(id)}`, {
        method: 'POST',
        body: bytes,
        headers: same,
        ...(bytes instanceof ReadableStream ? { duplex: 'half' } : {}),
      }),
    get: (path, headers = {}) => fetch(url + path, { headers: { ...same, ...headers } }),
    async say(text, id = randomUUID()) {
      const response = await post(JSON.stringify({ id, text }))
      return { status: response.status, body: await response.json() }
    },
    async listen(last = 0) {
      const stopping = new AbortController()
      const response = await fetch(`${url}/chat/stream`, {
        headers: { ...same, ...(last === 0 ? {} : { 'Last-Event-ID': String(last) }) },
        signal: stopping.signal,
      })
      if (response.body === null || response.status !== 200) throw new Error(`the stream answered ${response.status}`)
      void read(response.body, (letter) => {
        told.push(letter)
        if (letter.who === 'bot') spoken()
      }).catch(() => undefined)
      return () => stopping.abort()
    },
    next: () => new Promise((resolve) => (spoken = resolve)),
    async hears(words) {
      const last = () => told.findLast(({ who, text }) => who === 'bot' && words.test(text))
      const found = await until(
        () => Promise.resolve(last() ?? null),
        (one) => one !== null,
      )
      if (found === null) throw new Error(`never heard ${String(words)}`)
      return found
    },
  }
}

/** The address of the person whom a browser's cookies name. */
export function addressOf(cookies: string): string {
  const secret = /(?:^|; )puerto=([^;]+)/.exec(cookies)?.[1] ?? ''
  return `web:${createHash('sha256').update(secret).digest('base64url').slice(0, 22)}`
}

async function read(body: ReadableStream<Uint8Array>, heard: (letter: Told) => void): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(
        block
          .split('\n')
          .map((line): [string, string] => [
            line.slice(0, line.indexOf(':')),
            line.slice(line.indexOf(':') + 1).trim(),
          ]),
      )
      if (fields.get('event') !== 'message') continue
      const letter: Omit<Told, 'number'> = JSON.parse(fields.get('data') ?? '')
      heard({ number: Number(fields.get('id')), ...letter })
    }
  }
}
