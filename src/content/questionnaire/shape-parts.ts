import type { AnyQuestionnaire, CountryCode, Part, Question } from '../../core/content.ts'
import type { ChecklistSheet } from './checklist-format.ts'
import type { Sheet, SheetQuestion } from './format.ts'

/** What all questionnaires have beside their questions. */
export function shapeHead(
  sheet: Sheet | ChecklistSheet,
  country: CountryCode,
): Omit<AnyQuestionnaire, 'questions' | 'byId'> {
  const { id, version, minutes, name, title, intro, disclaimer, offices } = sheet
  return {
    ...{ id, version, country, minutes, name, title, intro, disclaimer },
    offices: Object.fromEntries(
      Object.entries(offices).map(([key, { name, site }]) => [key, { name, ...(site !== undefined && { site }) }]),
    ),
  }
}

/** One question of any questionnaire; `actions` are those that exist in this country. */
export function shapeQuestion(
  asked: SheetQuestion,
  part: Exclude<Part, 'result'>,
  actions: ReadonlySet<string>,
): Question {
  const { id, kind, ask, why, example, when, dimension, min, max, sdg, known } = asked
  return {
    id,
    part,
    kind,
    ask,
    why,
    onlyWhenUnknown: asked.asked === 'when_unknown',
    optional: asked.optional ?? false,
    options: asked.options.map((option) => ({
      id: option.id,
      label: option.label,
      unknown: option.unknown ?? false,
      notApplicable: option.not_applicable ?? false,
      ratherNot: option.rather_not ?? false,
      ...(option.score !== undefined && { score: option.score }),
    })),
    readBack: asked.read_back ?? false,
    gapActions: (asked.gap_actions ?? []).filter((one) => actions.has(one)),
    facts: asked.facts,
    ...(dimension !== undefined && { dimension }),
    ...(known && { known }),
    ...(example && { example }),
    ...(when && { when }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(sdg !== undefined && { sdg }),
  }
}
