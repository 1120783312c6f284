import { HumanMessage, SystemMessage } from '@langchain/core/messages'
import { ChatOpenAI } from '@langchain/openai'
import { APIError } from 'openai'
import { makeParseableResponseFormat } from 'openai/lib/parser'
import { z } from 'zod'
import type { Reply } from './attempt.ts'
import { fence, markFor, type Data } from './fence.ts'
import { readJson } from './json.ts'
import type { Endpoint, Prompt } from './model.ts'
import { unavailable } from './trouble.ts'

/** One task of a chat model: a prompt, and the form of its answers. */
export interface ChatTask<T> {
  /** What is sent for these texts, and how many tokens it may take. */
  prepare(language: string, data: readonly Data[]): Prepared<T>
}

export interface Prepared<T> {
  readonly estimate: number
  run(signal: AbortSignal): Promise<Reply<T>>
}

/** LangChain's chat model, set up for one task. It has no tools and no memory. */
export function chatTask<T>(
  endpoint: Endpoint,
  model: string,
  name: string,
  prompt: Prompt,
  form: z.ZodType<T>,
): ChatTask<T> {
  const format = {
    type: 'json_schema' as const,
    json_schema: { name, strict: true, schema: z.toJSONSchema(form, { target: 'draft-7' }) },
  }
  // The reading is ours: the library's own would throw away an answer that has words around its JSON.
  const response_format = Object.assign(
    makeParseableResponseFormat(format, (text) => text),
    format,
  )
  const spared = new Set<string>()
  const open = () =>
    new ChatOpenAI({
      model,
      apiKey: endpoint.apiKey,
      configuration: { baseURL: endpoint.baseUrl, logLevel: 'off', organization: null, project: null },
      maxTokens: prompt.answerTokens,
      maxRetries: 0,
      ...(spared.has('temperature') ? {} : { temperature: prompt.temperature }),
    })
  let chat = open()

  async function send(messages: [SystemMessage, HumanMessage], signal: AbortSignal): Promise<Reply<T>> {
    try {
      const options = spared.has('response_format') ? { signal } : { signal, response_format }
      return read(await chat.invoke(messages, options), form, prompt)
    } catch (error) {
      // A body without choices or messages is looked into all the same.
      if (error instanceof TypeError) return { result: unavailable('nonsense'), tokens: null }
      const refused = refusedField(error)
      if (refused === null || spared.has(refused)) throw error
      spared.add(refused)
      chat = open()
      return send(messages, signal)
    }
  }

  return {
    prepare(language, data) {
      const mark = markFor(data)
      const told = prompt.text.replaceAll('{language}', nameOf(language)).replaceAll('{mark}', mark)
      const given = fence(mark, data)
      return {
        estimate: Math.ceil((told.length + given.length) / charactersPerToken) + prompt.answerTokens,
        run: (signal) => send([new SystemMessage(told), new HumanMessage(given)], signal),
      }
    },
  }
}

/** Fewer than most texts have, so that an estimate is rarely too low. */
const charactersPerToken = 3

/** More for each token than any script takes; what is longer was never limited. */
const mostCharactersPerToken = 12

interface Answer {
  readonly text: string
  readonly usage_metadata?: unknown
}

const usage = z.object({ total_tokens: z.number() })

function read<T>({ text, usage_metadata }: Answer, form: z.ZodType<T>, prompt: Prompt): Reply<T> {
  return {
    result: readText(text, form, prompt.answerTokens * mostCharactersPerToken),
    tokens: usage.safeParse(usage_metadata).data?.total_tokens ?? null,
  }
}

function readText<T>(text: string, form: z.ZodType<T>, longest: number): Reply<T>['result'] {
  if (text.trim() === '') return unavailable('empty')
  if (text.length > longest) return unavailable('too_long')
  const answer = form.safeParse(readJson(text))
  return answer.success ? answer.data : unavailable('nonsense')
}

/** A field that not every endpoint takes, and this one said it does not. */
function refusedField(error: unknown): string | null {
  if (!(error instanceof APIError) || (error.status !== 400 && error.status !== 422)) return null
  const said = `${error.param ?? ''} ${error.message}`
  if (/response_format|json_schema/.test(said)) return 'response_format'
  return said.includes('temperature') ? 'temperature' : null
}

const names = new Intl.DisplayNames(['en'], { type: 'language' })

function nameOf(language: string): string {
  return names.of(language) ?? language
}
