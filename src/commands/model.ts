import type { Model } from '../asks/model/model.ts'
import { tokenLimits, type Config } from '../config.ts'
import type { Prompts } from '../content/prompts.ts'
import type { Store } from '../store/store.ts'

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
