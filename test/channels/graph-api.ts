import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { sentMessage } from './graph-messages.ts'

/** Meta's servers over real HTTP, for one number, as strict as they are about what is sent. */
export interface GraphApi {
  readonly url: string
  readonly token: string
  readonly phoneId: string
  readonly appSecret: string
  readonly verifyToken: string
  /** Messages that were taken, in order, as they were posted. */
  readonly sent: readonly Sent[]
  /** Messages that were marked as read. */
  readonly read: readonly string[]
  /** What is wrong with what was posted, in words. */
  readonly complaints: readonly string[]
  /** Files by their id, and what was uploaded as `<type> <name>`. */
  readonly files: Map<string, Uint8Array>
  readonly uploads: readonly string[]
  /** The next messages to anybody are refused with Meta's number, or cut off before or after they were taken. */
  trouble(trouble: number | 'before' | 'after', times?: number): void
  stop(): Promise<void>
}

export type Sent = z.infer<typeof sentMessage>

export async function graphApi(): Promise<GraphApi> {
  const [token, phoneId] = ['EAAtest', '1000200030004000']
  const sent: Sent[] = []
  const read: string[] = []
  const complaints: string[] = []
  const uploads: string[] = []
  const files = new Map<string, Uint8Array>()
  const troubles: (number | 'before' | 'after')[] = []
  let url = ''

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const say = (status: number, said: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said))
    const refuse = (code: number, status = 400) => say(status, { error: { message: `(#${code})`, code } })
    const body = await buffer(request)
    if (request.headers.authorization !== `Bearer ${token}`) return void refuse(190, 401)
    const path = request.url ?? ''
    const file = files.get(path.split('/').at(-1) ?? '')
    if (path.startsWith('/file/')) return void response.writeHead(file === undefined ? 404 : 200).end(file)
    if (request.method === 'GET') {
      if (file === undefined) return void refuse(100, 404)
      return void say(200, { url: `${url}${path.replace('/v25.0/', '/file/')}`, file_size: file.length })
    }
    if (path === `/v25.0/${phoneId}/media`) {
      const [, name, type] = /filename="([^"]*)"\r\nContent-Type: (\S+)/i.exec(body.toString('latin1')) ?? []
      uploads.push(`${type} ${name}`)
      return void say(200, { id: `upload${uploads.length}` })
    }
    if (path !== `/v25.0/${phoneId}/messages`) return void refuse(100, 404)
    const given: unknown = JSON.parse(body.toString())
    const seen = readSign.safeParse(given)
    if (seen.success) {
      read.push(seen.data.message_id)
      return void say(200, { success: true })
    }
    const trouble = troubles.shift()
    if (trouble === 'before') return void request.socket.destroy()
    if (typeof trouble === 'number') return void refuse(trouble)
    const message = sentMessage.safeParse(given)
    if (!message.success) {
      complaints.push(z.prettifyError(message.error))
      return void refuse(100)
    }
    sent.push(message.data)
    if (trouble === 'after') return void request.socket.destroy()
    say(200, { messaging_product: 'whatsapp', messages: [{ id: `wamid.out${sent.length}` }] })
  }

  const server = createServer(
    (request, response) => void answer(request, response).catch(() => request.socket.destroy()),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

  return {
    url: `${url}/v25.0`,
    ...{ token, phoneId, appSecret: 'a'.repeat(32), verifyToken: 'a-word-of-ours' },
    ...{ sent, read, complaints, files, uploads },
    trouble: (trouble, times = 1) => troubles.push(...Array.from({ length: times }, () => trouble)),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The header that says Meta wrote this. */
export function signed(body: string | Uint8Array, secret: string): Record<string, string> {
  return { 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }
}

/** What Meta posts. */
export function envelope(phoneId: string, value: object): string {
  const metadata = { display_phone_number: '15550001111', phone_number_id: phoneId }
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] })
}

const readSign = z.object({ status: z.literal('read'), message_id: z.string() })
