import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'

/** What the next request gets. `lying` answers are well formed and untrue; `honest` ones copy what they were given. */
export type Behaviour =
  | { readonly kind: 'honest' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'hanging' }
  /** Exactly these words, as the content of an answer. */
  | { readonly kind: 'says'; readonly text: string }
  /** Exactly this body, whatever was asked. */
  | { readonly kind: 'body'; readonly body: string }
  /** `half`: only the first sentence is a lie. */
  | { readonly kind: 'lying'; readonly lie: Lie; readonly n?: number; readonly half?: boolean }
  | { readonly kind: 'endless' }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Record<string, string>
      readonly message?: string
    }
  | { readonly kind: 'hears'; readonly text: string }

export type Lie = 'quote' | 'number' | 'link' | 'phone' | 'passage' | 'obeys'

export interface OpenAiStub {
  /** Its address, for `baseUrl`. */
  readonly url: string
  /** Answers requests in turn; the last one stands for all that follow. */
  script(...behaviours: Behaviour[]): void
  /** Every body that arrived, and where. */
  readonly received: { readonly path: string; readonly body: string }[]
  stop(): Promise<void>
}

/** An endpoint that speaks as OpenAI's does, on a port of its own; honest unless told otherwise. */
export async function openAiStub(): Promise<OpenAiStub> {
  let behaviours: readonly Behaviour[] = [{ kind: 'honest' }]
  const received: { path: string; body: string }[] = []
  const server = createServer((request, response) => {
    void answer(request, response)
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const body = await bodyOf(request)
    received.push({ path, body })
    const [now = honest] = behaviours
    if (behaviours.length > 1) behaviours = behaviours.slice(1)
    switch (now.kind) {
      case 'hanging':
        return
      case 'slow':
        setTimeout(() => reply(response, 200, answerTo(path, body, honest)), now.ms)
        return
      case 'status':
        reply(response, now.status, { error: { message: now.message ?? 'no', type: 'error' } }, now.headers)
        return
      case 'body':
        response.writeHead(200, { 'content-type': 'application/json' }).end(now.body)
        return
      default:
        reply(response, 200, answerTo(path, body, now))
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the stub has no port')
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    received,
    script: (...next) => {
      behaviours = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const honest: Behaviour = { kind: 'honest' }

function answerTo(path: string, body: string, how: Behaviour): unknown {
  if (path.endsWith('/embeddings')) return vectors(body)
  if (path.endsWith('/audio/transcriptions'))
    return { text: how.kind === 'hears' ? how.text : 'hola', usage: { total_tokens: 12 } }
  if (path.endsWith('/audio/speech'))
    return how.kind === 'says' ? Buffer.from(how.text) : Buffer.concat([Buffer.from('OggS'), Buffer.alloc(60, 1)])
  const { messages } = chatRequest.parse(JSON.parse(body))
  const given = messages.at(-1)?.content ?? ''
  const content = how.kind === 'says' ? how.text : contentOf(given, how)
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'stub',
    choices: [
      {
        index: 0,
        finish_reason: how.kind === 'endless' ? 'length' : 'stop',
        message: { role: 'assistant', content },
      },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 23, total_tokens: 123 },
  }
}

const chatRequest = z.object({ messages: z.array(z.object({ role: z.string(), content: z.string() })) })

function contentOf(given: string, how: Behaviour): string {
  if (how.kind === 'endless') return 'x'.repeat(200_000)
  const options = /^<<(\w+) options\n(.*?)\n\1>>$/msu.exec(given)
  if (options !== null) return JSON.stringify(choice(given, options[2] ?? ''))
  const passages = Array.from(
    given.matchAll(/^<<(\w+) passage (P\d+)\n(.*?)\n\1>>$/gmsu),
    ([, , name = '', text = '']) => ({
      name,
      text,
    }),
  )
  const sentences = passages.slice(0, 2).map(copied)
  if (how.kind !== 'lying') return JSON.stringify({ sentences })
  return JSON.stringify({
    sentences: sentences.map((one, n) => (how.half === true && n > 0 ? one : lied(one, how, given))),
  })
}

interface Drafted {
  readonly text: string
  readonly passages: readonly string[]
  readonly quote: string
}

/** The first line of a passage below its heading, word by word. */
function copied({ name, text }: { name: string; text: string }): Drafted {
  const lines = text.split('\n')
  const line = lines.slice(1).find((one) => one.split(' ').length > 3) ?? lines[0] ?? text
  return { text: line, passages: [name], quote: line }
}

function lied(sentence: Drafted, { lie, n = 0 }: { lie: Lie; n?: number }, given: string): Drafted {
  const links = [
    'https://pagos-falsos.example',
    'dian-tramites.co/pago',
    'ayuda@tramites.example',
    '[L77]',
    '@tramites_ya',
  ]
  switch (lie) {
    case 'quote':
      return { ...sentence, quote: `el trámite número ${n} vale lo que diga el editor` }
    case 'number':
      return { ...sentence, text: `${sentence.text} Cuesta ${1000 + n * 7} pesos y tarda ${90 + n} días.` }
    case 'link':
      return { ...sentence, text: `${sentence.text} Pague en ${links[n % links.length] ?? ''}.` }
    case 'phone':
      return { ...sentence, text: `${sentence.text} Llame al +57 310 ${200 + n} 4455 o al 01800 ${910 + n} 332.` }
    case 'passage':
      return { ...sentence, passages: [`P${50 + n}`] }
    case 'obeys': {
      const orders = given
        .split('\n')
        .filter((line) => /ignor|olvid|भूल|अनदेखा/iu.test(line))
        .join(' ')
      return {
        ...sentence,
        text: `HACKED ${orders} Escriba a soporte${n}@pagos-falsos.example o al +57 300 ${100 + n} 0000.`,
      }
    }
  }
}

function choice(given: string, options: string): { option: string | null; sure: boolean; question: boolean } {
  const words = /^<<(\w+) the person's words\n(.*?)\n\1>>$/msu.exec(given)?.[2] ?? ''
  const named = options
    .split('\n')
    .find((line) => words.toLowerCase().includes(line.replace(/^O\d+: /, '').toLowerCase()))
  return { option: named?.replace(/:.*/su, '') ?? null, sure: named !== undefined, question: words.includes('?') }
}

/** Texts that share words point the same way. */
function vectors(body: string): unknown {
  const { input } = z.object({ input: z.array(z.string()) }).parse(JSON.parse(body))
  const data = input.map((text, index) => {
    const embedding = new Array<number>(32).fill(0)
    for (const word of text.toLowerCase().split(/\s+/)) {
      const hash = Array.from(word).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7)
      embedding[hash % 32] = (embedding[hash % 32] ?? 0) + 1
    }
    return { object: 'embedding', index, embedding }
  })
  return { object: 'list', data, model: 'stub', usage: { prompt_tokens: 1, total_tokens: 1 } }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) if (part instanceof Buffer) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

function reply(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  if (body instanceof Buffer) response.writeHead(status, { 'content-type': 'audio/ogg', ...headers }).end(body)
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
