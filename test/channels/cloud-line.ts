import { mkdtempSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cloudChannel, type CloudChannel, type CloudOptions } from '../../src/channels/cloud/cloud.ts'
import type { Heights } from '../../src/channels/cloud/window.ts'
import { StoreUnavailable } from '../../src/store/store.ts'
import { webhookApp } from '../../src/web/webhooks.ts'
import { envelope, graphApi, signed, type GraphApi, type Sent } from './graph-api.ts'

/** A channel on a Graph API of its own, behind the route that Meta posts to, with the store's part played in memory. */
export interface CloudLine {
  readonly api: GraphApi
  readonly channel: CloudChannel
  readonly reported: string[]
  readonly noted: string[]
  readonly gone: string[]
  /** What failed after it was taken: the message, and when it may leave again. */
  readonly late: string[]
  readonly hurried: string[]
  /** Where files are kept and read. */
  readonly folder: string
  readonly app: ReturnType<typeof webhookApp>
  /** Meta posts; the status of HTTP. */
  readonly post: (body: string | Uint8Array, headers?: Record<string, string>) => Promise<number>
  /** Somebody writes now. */
  readonly message: (from: string, parts: object) => Promise<number>
  readonly status: (sent: Sent | undefined, status: string, code?: number) => Promise<number>
}

export const quickCloud = { paceMs: 6_000, paceBurst: 1_000, requestMs: 2_000, fileMs: 2_000 }

export async function cloudLine(parts: Partial<CloudOptions> & { api?: GraphApi } = {}): Promise<CloudLine> {
  const { api = await graphApi(), ...options } = parts
  const [reported, noted, gone]: [string[], string[], string[]] = [[], [], []]
  const [hurried, late]: [string[], string[]] = [[], []]
  const folder = mkdtempSync(join(tmpdir(), 'puerto-cloud-'))
  const { token, phoneId, appSecret, verifyToken } = api
  const channel = cloudChannel({
    ...{ token, phoneId, appSecret, verifyToken, root: api.url },
    heights: heightsInMemory(),
    paces: { take: () => Promise.resolve(0), refused: () => Promise.resolve(4_000) },
    names: { firstSeen: ([name = '']) => Promise.resolve(name), lasting: () => Promise.resolve(null) },
    hurry: (who) => Promise.resolve(void hurried.push(who)),
    unreachable: ({ address, reason }) => Promise.resolve(void gone.push(`${address} ${reason}`)),
    failLate: (_, id, { againMs }) => Promise.resolve(late.push(`${id}: ${againMs}`) > 0 ? 'again' : ''),
    async keepMedia(bytes, media) {
      await writeFile(join(folder, 'kept'), bytes)
      return { ...media, path: 'kept', bytes: bytes.length }
    },
    readMedia: async ({ path }) => new Uint8Array(await readFile(join(folder, path))),
    openList: () => Promise.resolve('Ver opciones'),
    templateFor: () => Promise.resolve(null),
    report: (facts, sentence) => reported.push(`${sentence} ${JSON.stringify(facts)}`),
    note: (facts, sentence) => noted.push(`${sentence} ${JSON.stringify(facts)}`),
    now: Date.now,
    times: quickCloud,
    ...options,
  })
  const app = webhookApp({ cloud: channel.webhook })
  app.onError((error, c) => c.body(null, error instanceof StoreUnavailable ? 503 : 500))
  const post = async (body: string | Uint8Array, headers = signed(body, appSecret)) => {
    const bytes = new Uint8Array(Buffer.from(body))
    return (await app.request('/cloud', { method: 'POST', body: bytes, headers })).status
  }
  let ids = 0
  return {
    ...{ api, channel, reported, noted, gone, hurried, late, folder, app, post },
    message: (from, given) => post(envelope(phoneId, written(from, { id: `wamid.in${ids++}`, ...given }))),
    status(sent, status, code) {
      const errors = code === undefined ? {} : { errors: [{ code, title: 'x' }] }
      const tag = sent?.biz_opaque_callback_data
      const one = { id: 'wamid.out', status, timestamp: '1', recipient_id: sent?.to, biz_opaque_callback_data: tag }
      return post(envelope(phoneId, { statuses: [{ ...one, ...errors }] }))
    },
  }
}

/** A message with whose it is, as Meta posts it. */
export function written(from: string, message: object): object {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const contacts = [{ profile: { name: 'Ana' }, wa_id: from }]
  return { contacts, messages: [{ from, timestamp, type: 'text', ...message }] }
}

/** What a person sees of a message. */
export function shownOf(message: Sent): string {
  switch (message.type) {
    case 'text':
      return message.text.body
    case 'interactive':
      return message.interactive.body.text
    case 'template':
      return message.template.components[0]?.parameters[0]?.text ?? ''
    case 'image':
    case 'audio':
    case 'document':
      return `(${message.type})`
  }
}

function heightsInMemory(): Heights {
  const heights = new Map<string, number>()
  const of = (name: string) => heights.get(name) ?? 0
  return {
    raise: (name, to) => Promise.resolve(to > of(name) && heights.set(name, to).has(name)),
    of: (name) => Promise.resolve(of(name)),
  }
}
