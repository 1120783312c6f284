import type { ChecklistQuestionnaire, Item } from '../../checklist.ts'
import { change, inLanguage, language, phrase, questionnaire, send, tell, type Draft } from '../../draft.ts'
import { hearNumber } from '../../hearing/numbers.ts'
import type { ResultShown } from '../../outcome.ts'
import { inOrder, listItems } from '../../questionnaire/checklist.ts'
import { lineInWords, listMessages, listShown } from '../../saying/checklist.ts'
import type { Assessment, Firm } from '../../state.ts'
import { consult } from '../asking.ts'
import { firmInTalk } from '../firms/names.ts'
import { answersOf } from './answers.ts'
import { lastFinished, putAssessment } from './assessments.ts'
import type { Card, Next } from '../card.ts'

/** Marks an assessment whose list was told to the end to a person who asked for short messages. */
export const REST_SAID = 'rest'

/** What a person who asked for short messages is told first. */
const first: ReadonlySet<Item['kind']> = new Set(['register', 'paper'])

/** Says the whole checklist, worked out anew from the answers, and gives it as it is kept. */
export function sayList(draft: Draft, asked: ChecklistQuestionnaire, firm: Firm, assessment: Assessment): ResultShown {
  const listed = listItems(asked, answersOf(asked, firm, assessment))
  const items = inOrder(listed)
  const result = listShown(draft, asked, items)
  const isFirst = (item: Item) => !draft.state.access.short || first.has(item.kind)
  tell(draft, firmInTalk(draft))
  send(draft, { text: headOf(draft, asked, items, items.filter(isFirst).length), result })
  for (const text of listMessages(draft, asked, listed, isFirst)) send(draft, { text })
  change(draft, { open: null })
  return result
}

/** The lines that a person who asked for short messages has not been told yet. */
export function sayRest(draft: Draft, asked: ChecklistQuestionnaire, firm: Firm, finished: Assessment): Next {
  if (!hasRest(draft, finished)) {
    tell(draft, phrase(draft, 'list.no_rest', {}))
    return { show: { kind: 'lines', questionnaire: asked.id } }
  }
  const listed = listItems(asked, answersOf(asked, firm, finished))
  tell(draft, phrase(draft, 'list.rest', {}))
  for (const text of listMessages(draft, asked, listed, ({ kind }) => !first.has(kind))) send(draft, { text })
  putAssessment(draft, { ...finished, said: [...finished.said, REST_SAID] })
  return { show: { kind: 'lines', questionnaire: asked.id } }
}

export function hasRest(draft: Draft, finished: Assessment): boolean {
  return draft.state.access.short && !finished.said.includes(REST_SAID)
}

/** Any line of the list by its number: what the articles say of it. */
export const lines: Card<'lines'> = {
  choices: () => [],
  show: (draft) => ({ text: phrase(draft, 'list.more', {}) }),
  chosen: () => 'on',
  words(draft, open, text) {
    const number = hearNumber(text, draft.content.ears)
    const finished = lastFinished(draft.state, open.questionnaire)
    if (number === null || finished === null) return null
    const asked = questionnaire(draft, finished.questionnaire)
    const shown = finished.result?.steps[number - 1]
    if (asked.ends !== 'checklist' || shown === undefined) {
      tell(draft, phrase(draft, 'list.no_such', { n: number }))
      return 'again'
    }
    const item = asked.items.find(({ id }) => id === shown.id)
    const heading = headingOf(draft, item?.article ?? shown.article)
    // What an answer depends on was asked already, by the questionnaire.
    if (heading !== null) return consult(draft, heading, true)
    tell(draft, item === undefined ? shown.title : lineInWords(draft, asked, item, number))
    return 'again'
  },
}

function headOf(draft: Draft, asked: ChecklistQuestionnaire, items: readonly Item[], shown: number): string {
  const n = items.length
  if (n === 0) return inLanguage(draft, asked.words.empty)
  const head = shown === n ? phrase(draft, 'list.head', { n }) : phrase(draft, 'list.head_short', { n, shown })
  return [inLanguage(draft, asked.title), head, inLanguage(draft, asked.disclaimer)].join('\n\n')
}

/** The question that a section answers, in the person's language where the article has it. */
function headingOf(draft: Draft, address: string): string | null {
  const [topic, section] = address.split('#')
  const articles = draft.content.articles.filter(({ id }) => id === topic)
  const article = articles.find((one) => one.language === language(draft)) ?? articles[0]
  return article?.sections.find(({ id }) => id === section)?.heading ?? null
}
