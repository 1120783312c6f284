import type { Meaning } from '../asks/library/vectors.ts'
import type { Model } from '../asks/model/model.ts'
import { tokenLimits, type Config } from '../config.ts'
import type { Prompts } from '../content/prompts.ts'
import { StoreUnavailable, type Store } from '../store/store.ts'

/** The door to the models that the settings name, counting tokens in the store; null without a key. */
export async function modelOf(
  config: Config,
  prompts: Prompts,
  { tokens }: Pick<Store, 'tokens'>,
): Promise<Model | null> {
  if (config.OPENAI_API_KEY === undefined) return null
  // Loaded only where it is used: the libraries behind it take half a second.
  const { openModel } = await import('../asks/model/model.ts')
  const limits = tokenLimits(config)
  const budget = {
    async reserve(person: string, wanted: number) {
      const reservation = await tokens.reserve(person, wanted, limits)
      return reservation && { settle: (used: number) => tokens.settle(reservation, used) }
    },
  }
  const settings = {
    apiKey: config.OPENAI_API_KEY,
    baseUrl: config.OPENAI_BASE_URL,
    model: config.OPENAI_MODEL,
    transcriptionModel: config.OPENAI_TRANSCRIPTION_MODEL,
    speechModel: config.OPENAI_SPEECH_MODEL,
    embeddingModel: config.OPENAI_EMBEDDING_MODEL,
  }
  return openModel(settings, { prompts, budget, now: () => performance.now() })
}

/** What sections are found by beside their words, kept in the store; null where no model is named for it. */
export function meaningOf(config: Config, { vectors }: Pick<Store, 'vectors'>, closing: AbortSignal): Meaning | null {
  const { OPENAI_API_KEY: key, OPENAI_EMBEDDING_MODEL: model } = config
  if (key === undefined || model === undefined) return null
  const cache = {
    get: (names: readonly string[]) => unlessAway(vectors.get(names), () => names.map(() => null)),
    put: (made: Parameters<typeof vectors.put>[0]) => unlessAway(vectors.put(made), () => undefined),
  }
  // Other endpoints may have other models of that name.
  return { model: [config.OPENAI_BASE_URL ?? '', model].join(' ').trim(), cache, closing }
}

/** A store that is away keeps nothing: what was to be had from it is made again. */
async function unlessAway<T>(asked: Promise<T>, otherwise: () => T): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof StoreUnavailable) return otherwise()
    throw error
  }
}
