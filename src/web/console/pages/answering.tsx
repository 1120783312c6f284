import type { State } from '../../../core/state.ts'
import type { Desk } from '../desk.ts'
import type { Visit } from './conversation.tsx'

/** Longest reply of staff, in UTF-16 units, as browsers count. */
export const LONGEST_REPLY = 3000

/** A reply that was not sent, and why. */
export interface Trouble {
  readonly kind: 'empty' | 'too_long'
  readonly text: string
}

/** Where staff write to the person, and take the conversation over or hand it back. */
export function Answering({
  desk,
  state,
  path,
  visit,
  isOnItsWay,
}: {
  desk: Desk
  state: State
  path: string
  visit: Visit
  isOnItsWay: boolean
}) {
  const { say } = desk
  const { trouble, once } = visit
  const way = state.takenOverBy === null ? 'take_over' : 'release'
  return (
    <div class="answering" id="answer">
      <div id="on-its-way" data-part>
        {isOnItsWay && <p class="notice">{say('console.reply.on_its_way', {})}</p>}
      </div>
      <form method="post" action={`${path}/reply`} class="reply">
        <input type="hidden" name="once" value={once} />
        <label for="reply">{say('console.reply.label', {})}</label>
        <p class="aside" id="reply-hint">
          {say('console.reply.hint', {})}
        </p>
        {trouble !== null && (
          <p class="trouble" id="reply-trouble" role="alert">
            {trouble.kind === 'empty'
              ? say('console.reply.empty', {})
              : say('console.reply.too_long', { most: LONGEST_REPLY })}
          </p>
        )}
        <textarea
          id="reply"
          name="text"
          rows={2}
          dir="auto"
          required
          lang={state.language ?? undefined}
          aria-describedby={trouble === null ? 'reply-hint' : 'reply-hint reply-trouble'}
          aria-invalid={trouble === null ? undefined : 'true'}
        >
          {trouble?.text ?? ''}
        </textarea>
        <button class="main">{say('console.reply.button', {})}</button>
      </form>
      <form
        method="post"
        action={`${path}/${way === 'take_over' ? 'take-over' : 'release'}`}
        class="hand-over"
        id="hand-over"
        data-part
      >
        <input type="hidden" name="once" value={once} />
        <p class="aside" id="hand-over-hint">
          {say(`console.${way}.hint`, {})}
        </p>
        <button aria-describedby="hand-over-hint">{say(`console.${way}.button`, {})}</button>
      </form>
    </div>
  )
}
