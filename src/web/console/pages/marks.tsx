import { currentFirm } from '../../../core/conversation/form/assessments.ts'
import type { State } from '../../../core/state.ts'
import type { Desk } from '../desk.ts'

/** What should catch an officer's eye: a person is wanted, or is there already; who speaks is not the owner. */
export function Marks({ desk, state }: { desk: Desk; state: State }) {
  const { say } = desk
  return (
    <>
      {state.planned.some(({ kind }) => kind === 'staff_task') && (
        <span class="mark asked">{say('console.mark.asked', {})}</span>
      )}
      {currentFirm(state)?.answeredBy === 'helper' && <span class="mark">{say('console.mark.helper', {})}</span>}
      {state.takenOverBy !== null && <span class="mark taken">{say('console.mark.taken', {})}</span>}
    </>
  )
}
