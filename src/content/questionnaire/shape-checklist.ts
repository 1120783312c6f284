import type { ChecklistQuestionnaire } from '../../core/checklist.ts'
import type { CountryCode } from '../../core/content.ts'
import type { ChecklistSheet, SheetItem } from './checklist-format.ts'
import { shapeHead, shapeQuestion } from './shape-parts.ts'

/** The plain checklist questionnaire the core works with. */
export function shapeChecklist(sheet: ChecklistSheet, country: CountryCode): ChecklistQuestionnaire {
  // What the country pack answers is the firm's, not one run's: other questionnaires need not ask it again.
  const asked = sheet.questions.map((one) =>
    shapeQuestion(one, one.asked === 'when_unknown' ? 'profile' : 'questions', new Set()),
  )
  return {
    ...shapeHead(sheet, country),
    ends: 'checklist',
    words: sheet.words,
    asked,
    questions: asked.filter(({ part }) => part === 'questions'),
    stages: sheet.stages,
    items: sheet.items.map(item),
    byId: Object.fromEntries(asked.map((one) => [one.id, one])),
  }
}

function item({ when, confirm, ...rest }: SheetItem): ChecklistQuestionnaire['items'][number] {
  return { ...rest, ...(when && { when }), ...(confirm !== undefined && { confirm }) }
}
