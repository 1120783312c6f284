import { inLanguage, type Draft } from '../../../core/draft.ts'
import { inOrder, listItems } from '../../../core/questionnaire/checklist.ts'
import { listInWords, type Told } from '../../../core/summary/standing.ts'
import { momentInWords } from '../../../core/summary/view.ts'
import type { Desk } from '../desk.ts'

/** The last checklist, line by line as the person has it; nothing where there is none. */
export function Checklist({ desk, view, list }: { desk: Desk; view: Draft; list: Told | null }) {
  if (list?.questionnaire.ends !== 'checklist') return null
  const items = inOrder(listItems(list.questionnaire, list.answers))
  return (
    <section class="card" id="checklist" data-part aria-labelledby="checklist-title">
      <h2 id="checklist-title">{listInWords(view, list)}</h2>
      <ol>
        {items.map(({ title }) => (
          <li>{inLanguage(view, title)}</li>
        ))}
      </ol>
      <p class="aside">{desk.say('console.result.of', { when: momentInWords(view, list.assessment.touchedAt) })}</p>
    </section>
  )
}
