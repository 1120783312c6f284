import type { Draft } from '../../../core/draft.ts'
import { nameOf } from '../../../core/conversation/firms/names.ts'
import type { Desk } from '../desk.ts'

/** Several firms of one phone (P6): which one the page shows, the others a click away. Nothing where there is one. */
export function Firms({ desk, view, path }: { desk: Desk; view: Draft; path: string }) {
  const { say } = desk
  const { firms, firm: shown } = view.state
  if (firms.length < 2) return null
  return (
    <nav class="aside facts" aria-label={say('console.firms', {})}>
      <span>{say('console.firms', {})}</span>
      {firms.map((firm) => (
        <a href={`${path}?firm=${firm.id}`} aria-current={firm.id === shown ? 'true' : undefined}>
          <bdi>{nameOf(view, firm)}</bdi>
        </a>
      ))}
    </nav>
  )
}
