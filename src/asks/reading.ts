import type { Content, Question } from '../core/content.ts'
import type { Ask, AskResult } from '../core/outcome.ts'
import { interpret } from './interpret.ts'
import type { Model } from './model/model.ts'
import type { Asking } from './wording.ts'

type InterpretAsk = Extract<Ask, { kind: 'interpret' }>

/**
 * Which option free words mean: by the rules, and where these are not sure by a model, if one answers. What is asked in
 * confidence never leaves the house.
 */
export async function read(
  ask: InterpretAsk,
  content: Content,
  model: Pick<Model, 'choose'> | null,
  who: Asking,
): Promise<Extract<AskResult, { kind: 'interpreted' }>> {
  const byRules = interpret(ask, content)
  if (model === null || byRules.sure) return byRules
  const asked = questionsOf(ask, content)
  if (asked.some(({ part }) => part === 'sensitive')) return byRules
  const { text, language, options } = ask
  const question = asked[0]?.ask[language] ?? ''
  const chosen = await model.choose({ text, language, question, options }, who)
  return chosen.kind === 'chosen' ? { ...chosen, kind: 'interpreted' } : byRules
}

/** The question an ask names, as each country asks it. */
function questionsOf({ question }: InterpretAsk, { questionnaires }: Content): Question[] {
  return Object.values(questionnaires)
    .flatMap((countries) => Object.values(countries))
    .flatMap(({ byId }) => byId[question] ?? [])
}
