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
              {isOpen(one) && one.kind === 'promise' && <Promised desk={desk} promise={one} path={path} once={once} />}
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

/** A question the team has promised to answer, with the box for it: the answer goes to everyone who asked the same. */
function Promised({ desk, promise, path, once }: { desk: Desk; promise: FollowUp; path: string; once: string }) {
  const { say } = desk
  const [box, hint] = [`answer-${promise.id}`, `answer-hint-${promise.id}`]
  return (
    <form method="post" action={`${path}/answer`} class="reply">
      <input type="hidden" name="once" value={once} />
      <input type="hidden" name="followUp" value={promise.id} />
      <input type="hidden" name="question" value={promise.about} />
      <blockquote lang={promise.language} dir="auto">
        {promise.about}
      </blockquote>
      <label for={box}>{say('console.promise.label', {})}</label>
      <p class="aside" id={hint}>
        {say('console.promise.hint', {})}
      </p>
      <textarea id={box} name="text" rows={3} dir="auto" required lang={promise.language} aria-describedby={hint} />
      <button>{say('console.promise.button', {})}</button>
    </form>
  )
}
