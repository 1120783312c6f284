import OpenAI from 'openai'
import type { Language } from '../../core/content.ts'
import type { Passage, Sentence } from '../verify.ts'
import { attempt, type Budget, type Budgeted, type Line } from './attempt.ts'
import { breaker } from './breaker.ts'
import { chatTask, type Prepared } from './chat.ts'
import { chosenForm, prepareChoose } from './choose.ts'
import { groundedForm, prepareGround } from './ground.ts'
import { unavailable, type Unavailable } from './trouble.ts'
import { prepareVectors } from './vectors.ts'
import { prepareSpeech, prepareTranscription } from './voice.ts'

/** Where the models are, and which does what; what no model is named for is `not_configured`. */
export interface ModelSettings {
  readonly apiKey: string
  /** Of any endpoint that speaks as OpenAI's does; theirs without it. */
  readonly baseUrl?: string | undefined
  readonly model?: string | undefined
  readonly transcriptionModel?: string | undefined
  readonly speechModel?: string | undefined
  readonly embeddingModel?: string | undefined
}

/** The one door to a model. Its trouble is a value, and nothing it says is believed before `verify` saw it. */
export interface Model {
  /** Sentences for a question, each with the passages and the verbatim quote it is said to rest on. Unchecked. */
  ground(
    given: { question: string; language: Language; passages: readonly Passage[] },
    who: Budgeted,
  ): Promise<Grounded | Unavailable>
  /** Which of the options free words mean. */
  choose(
    given: { text: string; question: string; language: Language; options: readonly { id: string; label: string }[] },
    who: Budgeted,
  ): Promise<Chosen | Unavailable>
  transcribe(
    given: { audio: Uint8Array; mime: string; language: Language },
    who: Budgeted,
  ): Promise<Transcribed | Unavailable>
  /** The text leaves as it is. */
  speak(text: string, who: Budgeted): Promise<Spoken | Unavailable>
  /** One vector for each text. Counts against nobody's tokens. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<Embedded | Unavailable>
}

export interface Grounded {
  readonly kind: 'grounded'
  readonly sentences: readonly Sentence[]
}

export interface Chosen {
  readonly kind: 'chosen'
  /** The option meant, if any. */
  readonly option: string | null
  readonly sure: boolean
  /** The words ask something of their own. */
  readonly isQuestion: boolean
}

export interface Transcribed {
  readonly kind: 'transcribed'
  readonly text: string
}

export interface Spoken {
  readonly kind: 'spoken'
  readonly audio: Uint8Array
  readonly mime: 'audio/ogg' | 'audio/mpeg'
}

export interface Embedded {
  readonly kind: 'embedded'
  readonly vectors: readonly (readonly number[])[]
}

/** What a model is told for one task. */
export interface Prompt {
  /** With `{language}` and `{mark}` to be filled. */
  readonly text: string
  readonly temperature: number
  readonly answerTokens: number
  readonly dataCharacters: number
}

/** How to reach the models. */
export interface Endpoint {
  readonly apiKey: string
  readonly baseUrl: string
}

export interface ModelTools {
  readonly prompts: { readonly ground: Prompt; readonly choose: Prompt }
  readonly budget: Budget
  /** Milliseconds of a clock. */
  readonly now: () => number
  /** Longest one call may take; 12 s when absent. */
  readonly callMs?: number
  /** Failures in a row after which a model is left alone, and for how long; 5 and 30 s when absent. */
  readonly failures?: number
  readonly restMs?: number
}

/** Opens the door. Nothing is sent before something is asked. */
export function openModel(settings: ModelSettings, tools: ModelTools): Model {
  const { model, transcriptionModel, speechModel, embeddingModel } = settings
  const { prompts, budget, now, callMs = 12_000, failures = 5, restMs = 30_000 } = tools
  const endpoint = { apiKey: settings.apiKey, baseUrl: settings.baseUrl ?? 'https://api.openai.com/v1' }
  const client = new OpenAI({
    apiKey: endpoint.apiKey,
    baseURL: endpoint.baseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    logLevel: 'off',
  })
  const line = (): Line => ({ breaker: breaker({ failures, restMs, now }), callMs })
  const [chat, ears, mouth, vectors] = [line(), line(), line(), line()]
  const ground = model === undefined ? null : chatTask(endpoint, model, 'answer', prompts.ground, groundedForm)
  const choose = model === undefined ? null : chatTask(endpoint, model, 'choice', prompts.choose, chosenForm)

  /** Makes the call that is prepared, where there is one. */
  const make = <T>(on: Line, who: Budgeted, call: Prepared<T> | null) =>
    call === null ? Promise.resolve(unavailable('not_configured')) : attempt(on, who, { ...call, budget })

  return {
    ground: (given, who) => make(chat, who, ground && prepareGround(ground, given, prompts.ground.dataCharacters)),

    choose: (given, who) => make(chat, who, choose && prepareChoose(choose, given, prompts.choose.dataCharacters)),

    transcribe: (given, who) =>
      make(
        ears,
        who,
        transcriptionModel === undefined ? null : prepareTranscription(client, transcriptionModel, given),
      ),

    speak: (text, who) => make(mouth, who, speechModel === undefined ? null : prepareSpeech(client, speechModel, text)),

    embed: (texts, signal) =>
      embeddingModel === undefined
        ? Promise.resolve(unavailable('not_configured'))
        : attempt(vectors, { person: '', signal }, { ...prepareVectors(client, embeddingModel, texts), budget: null }),
  }
}
