import type { ChecklistQuestionnaire, Item } from '../checklist.ts'
import { inLanguage, MESSAGE_LIMIT, phrase, type Draft } from '../draft.ts'
import type { ResultShown } from '../outcome.ts'
import { inOrder, type ListedItems } from '../questionnaire/checklist.ts'
import { pack } from './pack.ts'

/**
 * The lines of a checklist that are to be shown, part by part: the cautions, then one stage at a time. A line has the
 * number it has in the whole list, so that a shorter one names the same lines.
 */
export function listMessages(
  draft: Draft,
  asked: ChecklistQuestionnaire,
  listed: ListedItems,
  isShown: (item: Item) => boolean,
): string[] {
  const number = new Map(inOrder(listed).map((item, index) => [item, index + 1]))
  const parts = [
    { title: asked.words.cautions_title, items: listed.cautions },
    ...listed.stages.map(({ stage, items }) => ({ title: stage.title, items })),
  ]
  return parts.flatMap(({ title, items }) => {
    const [first, ...rest] = items.filter(isShown).map((item) => lineInWords(draft, asked, item, number.get(item) ?? 0))
    return first === undefined ? [] : pack([`${inLanguage(draft, title)}\n\n${first}`, ...rest], MESSAGE_LIMIT)
  })
}

/** One line: its title, what to do, the office, and whom to confirm with, once where that is the same office. */
export function lineInWords(draft: Draft, asked: ChecklistQuestionnaire, item: Item, number: number): string {
  const rows = [
    phrase(draft, 'step.title', { n: number, title: inLanguage(draft, item.title) }),
    inLanguage(draft, item.what),
  ]
  if (item.office !== item.confirm) {
    rows.push(phrase(draft, 'list.with', { office: officeInWords(draft, asked, item.office) }))
  }
  if (item.confirm !== undefined) {
    const office = officeInWords(draft, asked, item.confirm)
    rows.push(inLanguage(draft, asked.words.confirm).replace('{office}', () => office))
  }
  return rows.join('\n')
}

/** The checklist as other tools and the record read it: its lines in order, and no score. */
export function listShown(draft: Draft, asked: ChecklistQuestionnaire, items: readonly Item[]): ResultShown {
  return {
    questionnaire: asked.id,
    score: null,
    low: null,
    high: null,
    band: null,
    dimensions: [],
    line: null,
    also: [],
    steps: items.map((item) => ({
      id: item.id,
      title: inLanguage(draft, item.title),
      where: officeInWords(draft, asked, item.office),
      cost: '',
      time: '',
      article: item.article,
    })),
    to_find_out: [],
  }
}

function officeInWords(draft: Draft, asked: ChecklistQuestionnaire, id: string): string {
  const office = asked.offices[id]
  if (office === undefined) return ''
  const name = inLanguage(draft, office.name)
  return office.site === undefined ? name : `${name} (${office.site})`
}
