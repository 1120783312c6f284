import type { Draft } from '../../../core/draft.ts'
import type { FollowUp } from '../../../core/outcome.ts'
import { momentInWords } from '../../../core/summary/view.ts'
import type { Desk } from '../desk.ts'

/** What was promised, open ones first; staff mark their own as done. */
export function FollowUps({
  desk,
  view,
  followUps,
  path,
  once,
}: {
  desk: Desk
  view: Draft
  followUps: readonly FollowUp[]
  path: string
  once: string
}) {
  const { say, now } = desk
  const isOpen = ({ state }: FollowUp) => state === 'planned' || state === 'due'
  const shown = [...followUps.filter(isOpen), ...followUps.filter((one) => !isOpen(one)).toReversed()]
  return (
    <section class="card" id="follow-ups" data-part aria-labelledby="follow-ups-title">
      <h2 id="follow-ups-title">{say('console.follow_up.title', {})}</h2>
      {shown.length === 0 ? (
        <p class="aside">{say('console.follow_up.none', {})}</p>
      ) : (
        <ul class="follow-ups">
          {shown.map((one) => (
            <li class={isOpen(one) ? 'open' : 'over'}>
              <p>
                {say(`summary.promised.${one.kind}`, { when: momentInWords(view, one.dueAt) })}{' '}
                <span class={isOpen(one) && one.dueAt <= now ? 'mark asked' : 'mark'}>
                  {isOpen(one) && one.dueAt <= now
                    ? say('console.follow_up.late', {})
                    : say(`console.follow_up.${one.state}`, {})}
                </span>
              </p>
              {one.notes !== undefined && one.notes.length > 0 && (
                <details id={`notes-${one.id}`}>
                  <summary>{say('console.follow_up.notes', {})}</summary>
                  <ul lang={one.language}>
                    {one.notes.map((note) => (
                      <li dir="auto">{note}</li>
                    ))}
                  </ul>
                </details>
              )}
              {isOpen(one) && (one.kind === 'staff_task' || one.kind === 'voice_note') && (
                <form method="post" action={`${path}/close-task`}>
                  <input type="hidden" name="once" value={once} />
                  <input type="hidden" name="followUp" value={one.id} />
                  <button>{say('console.follow_up.close', {})}</button>
                </form>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
