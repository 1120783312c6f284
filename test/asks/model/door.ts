import { openModel, type Model, type ModelSettings, type ModelTools } from '../../../src/asks/model/model.ts'
import type { Budget, Budgeted } from '../../../src/asks/model/attempt.ts'
import { packageRoot } from '../../../src/commands/root.ts'
import { loadContent } from '../../../src/content/load.ts'
import type { OpenAiStub } from '../../openai-stub.ts'

/** The real prompts. */
export const prompts = readPrompts()

/** A door to the stub, with every model named and short times. */
export function doorTo(
  stub: OpenAiStub,
  { settings = {}, tools = {} }: { settings?: Partial<ModelSettings>; tools?: Partial<ModelTools> } = {},
): Model {
  const names = { model: 'chat', transcriptionModel: 'ears', speechModel: 'mouth', embeddingModel: 'vectors' }
  return openModel(
    { apiKey: 'key', baseUrl: stub.url, ...names, ...settings },
    { prompts, budget: plenty, now: () => 0, callMs: 2000, ...tools },
  )
}

/** Somebody whose ask ends after this time. */
export function asking(withinMs = 10_000): Budgeted {
  return { person: 'abc', signal: AbortSignal.timeout(withinMs) }
}

export const plenty: Budget = {
  reserve: () => Promise.resolve({ settle: () => Promise.resolve() }),
}

function readPrompts(): ModelTools['prompts'] {
  const { prompts: read } = loadContent(packageRoot, { languages: ['es', 'en', 'hi'], homeCountry: 'co' })
  if (read === null) throw new Error('the prompts cannot be used')
  return read
}
