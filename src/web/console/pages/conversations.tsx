import type { Draft } from '../../../core/draft.ts'
import { nameOf as nameOfFirm } from '../../../core/conversation/firms/names.ts'
import type { ConversationId } from '../../../core/event.ts'
import type { State } from '../../../core/state.ts'
import { profileInWords } from '../../../core/summary/firm.ts'
import { beforeStartInWords, progressInWords, scoreInWords, standingOf } from '../../../core/summary/standing.ts'
import { viewFor } from '../../../core/summary/view.ts'
import { ago, home, nameOf, pathOf, type Desk } from '../desk.ts'
import { page } from '../layout.tsx'
import { Marks } from './marks.tsx'

export interface Row {
  readonly conversation: ConversationId
  readonly at: number
  readonly state: State
}

/** Everybody who may be written about, by last activity: who, what they make, where they stand, who waits for a person. */
export function conversationsPage(desk: Desk, rows: readonly Row[]) {
  const { say } = desk
  const title = say('console.list.title', {})
  return page(
    desk,
    { title, signedIn: true, stream: `${home}/stream` },
    <div id="conversations" data-part>
      <header class="head">
        <h1>{title}</h1>
        {rows.length > 0 && <p class="aside">{say('console.list.shown', { n: rows.length })}</p>}
      </header>
      {rows.length === 0 ? (
        <p class="card">{say('console.list.empty', {})}</p>
      ) : (
        <ol class="rows card">
          {rows.map((row) => (
            <ListRow desk={desk} row={row} />
          ))}
        </ol>
      )}
    </div>,
  )
}

function ListRow({ desk, row }: { desk: Desk; row: Row }) {
  const { say, content } = desk
  const { conversation, at, state } = row
  const view = viewFor(state, content, desk.language)
  const several = state.firms.map((firm) => nameOfFirm(view, firm)).join(' · ')
  const name = state.firms.length > 1 ? several : profileInWords(view, 'firm_name')
  const product = profileInWords(view, 'product')
  const { language } = state
  return (
    <li>
      <div class="name">
        <a href={pathOf(conversation)}>{name === '' ? say('console.no_name', {}) : <bdi>{name}</bdi>}</a>
        <Marks desk={desk} state={state} />
      </div>
      <p class={product === '' ? 'makes aside' : 'makes'}>
        {product === '' ? say('console.no_product', {}) : <bdi>{product}</bdi>}
      </p>
      <p class="stands">{standingLine(view)}</p>
      <p class="aside">{language === null ? '' : nameOf(desk, language)}</p>
      <p class="aside when">
        <time datetime={new Date(at).toISOString()}>{ago(desk, at)}</time>
      </p>
    </li>
  )
}

/** The result, or how far the questionnaire is, in one line. */
function standingLine(view: Draft): string {
  const { result, underWay } = standingOf(view)
  if (underWay !== null) return progressInWords(view, underWay)
  return result === null ? beforeStartInWords(view) : scoreInWords(view, result)
}
