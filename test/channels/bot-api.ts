import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { methodsOf, Refusal, type Shown } from './bot-api-methods.ts'

/**
 * A Bot API server over real HTTP, as strict as Telegram where that matters here: to ask from an offset is to confirm
 * everything before it, which is then forgotten; one asks at a time; what is sent is checked.
 */
export interface BotApi {
  readonly url: string
  readonly token: string
  /** What a chat shows of the bot's messages, oldest first, with the buttons they have now. */
  shown(chat: number): Shown[]
  /** What was called, in order, with its parameters. */
  readonly calls: readonly { readonly method: string; readonly given: Given }[]
  /** Updates that were not confirmed. */
  waiting(): number
  /** Somebody writes; `parts` for anything but text. Resolves at once. */
  write(chat: number, text: string | null, parts?: object): void
  tap(chat: number, under: number, data: string): void
  /** Any update, without its id. */
  push(update: object): void
  /** Files by their id. */
  readonly files: Map<string, Uint8Array>
  /** The next calls of this method come to nothing, and say this. */
  refuse(method: string, refusal: Refusal, times?: number): void
  /** The next calls of this method are cut off, after the server has done what they say or before. */
  cut(method: string, when: 'before' | 'after', times?: number): void
  /** Resolves with what `look` finds, asked again after each call. */
  until<T>(look: () => T | null | undefined | false): Promise<T>
  stop(): Promise<void>
}

export type Given = Readonly<Record<string, unknown>>

const given = z.record(z.string(), z.unknown())

export async function botApi(
  options: { token?: string; port?: number; most?: number; languageOf?: (chat: number) => string } = {},
): Promise<BotApi> {
  const { token = '1:test', most = 100, languageOf = () => 'es' } = options
  const calls: { method: string; given: Given }[] = []
  const updates: { update_id: number }[] = []
  const troubles = new Map<string, (Refusal | 'before' | 'after')[]>()
  const watchers = new Set<() => void>()
  const files = new Map<string, Uint8Array>()
  let updateIds = 1000
  let messageIds = 1
  let poller: ((end: 'news' | 'replaced') => void) | null = null
  const happened = () => watchers.forEach((look) => look())
  const methods = methodsOf({ nextMessage: () => messageIds++, files, replaced: () => poller?.('replaced') })

  async function getUpdates(asked: Given): Promise<unknown> {
    const { offset = 0, timeout = 0, limit = 100 } = askedFor.parse(asked)
    if (methods.webhook() !== null)
      throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active")
    poller?.('replaced')
    while (offset > 0 && (updates[0]?.update_id ?? offset) < offset) updates.shift()
    happened()
    if (updates.length === 0 && timeout > 0) {
      const end = await new Promise<string>((resolve) => {
        const timer = setTimeout(() => resolve('late'), timeout * 1_000)
        poller = (why) => {
          clearTimeout(timer)
          resolve(why)
        }
      })
      poller = null
      if (end === 'replaced') throw new Refusal(409, 'Conflict: terminated by other getUpdates request')
    }
    return updates.slice(0, Math.min(most, limit))
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const file = /^\/file\/bot[^/]+\/(.+)$/.exec(path)?.[1]
    if (file !== undefined) {
      const bytes = files.get(file)
      response.writeHead(bytes === undefined ? 404 : 200).end(bytes)
      return
    }
    const [, whose, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? []
    const parameters = parametersOf(request, await buffer(request))
    const trouble = troubles.get(method)?.shift()
    if (trouble === 'before') return void request.socket.destroy()
    try {
      if (whose !== token) throw new Refusal(401, 'Unauthorized')
      if (trouble instanceof Refusal) throw trouble
      const result = method === 'getUpdates' ? await getUpdates(parameters) : methods.call(method, parameters)
      calls.push({ method, given: parameters })
      if (trouble === 'after') request.socket.destroy()
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }))
    } catch (error) {
      const { code, message, more } = error instanceof Refusal ? error : new Refusal(500, String(error))
      calls.push({ method: `${method} ${code}`, given: parameters })
      const said = { ok: false, error_code: code, description: message, parameters: more }
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(said))
    }
    happened()
  }

  const server = createServer(
    (request, response) => void answer(request, response).catch(() => request.socket.destroy()),
  )
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  function push(update: object): void {
    updates.push({ update_id: updateIds++, ...update })
    poller?.('news')
  }

  const from = (chat: number) => ({ id: chat, is_bot: false, first_name: 'Ana', language_code: languageOf(chat) })
  const place = (chat: number) => ({ id: chat, type: chat > 0 ? 'private' : 'group' })

  return {
    url: `http://127.0.0.1:${port}`,
    token,
    calls,
    files,
    shown: methods.shown,
    waiting: () => updates.length,
    push,
    write(chat, text, parts = {}) {
      const said = text === null ? {} : { text }
      push({
        message: {
          message_id: messageIds++,
          from: from(Math.abs(chat)),
          chat: place(chat),
          date: 1,
          ...said,
          ...parts,
        },
      })
    },
    tap(chat, under, data) {
      const message = { message_id: under, chat: place(chat), date: 1, text: '…' }
      push({ callback_query: { id: `tap${updateIds}`, from: from(chat), message, chat_instance: '1', data } })
    },
    refuse(method, refusal, times = 1) {
      troubles.set(method, [...(troubles.get(method) ?? []), ...Array.from({ length: times }, () => refusal)])
    },
    cut(method, when, times = 1) {
      troubles.set(method, [...(troubles.get(method) ?? []), ...Array.from({ length: times }, () => when)])
    },
    async until<T>(look: () => T | null | undefined | false): Promise<T> {
      const now = look()
      if (now !== null && now !== undefined && now !== false) return now
      return new Promise((resolve) => {
        const again = () => {
          const found = look()
          if (found === null || found === undefined || found === false) return
          watchers.delete(again)
          resolve(found)
        }
        watchers.add(again)
      })
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const askedFor = z.object({
  offset: z.number().optional(),
  timeout: z.number().optional(),
  limit: z.number().optional(),
})

/** JSON as it is; of a form with files, its fields, and of each file how many bytes the whole form has. */
function parametersOf(request: IncomingMessage, body: Buffer): Given {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) return body.length === 0 ? {} : given.parse(JSON.parse(body.toString()))
  const text = body.toString('latin1')
  const fields = [...text.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)\r\n/g)].map((found) => found.slice(1))
  return { ...given.parse(Object.fromEntries(fields)), form: body.length }
}
