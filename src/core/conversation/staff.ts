import { change, phrase, send, tell, type Draft } from '../draft.ts'
import type { StaffAction } from '../event.ts'
import { close } from './follow-ups.ts'
import type { Next } from './card.ts'

/** What staff do reaches the person through the same turn as everything else (P52). */
export function staffActs(draft: Draft, by: string, action: StaffAction): Next {
  switch (action.kind) {
    case 'reply':
      send(draft, { text: phrase(draft, 'staff.says', { text: action.text }) })
      return 'wait'
    case 'answer':
      send(draft, { text: phrase(draft, 'promise.kept', { question: action.question, text: action.text }) })
      close(draft, (one) => one.id === action.followUp, 'answered')
      return 'wait'
    case 'take_over':
      change(draft, { takenOverBy: by })
      tell(draft, phrase(draft, 'staff.joined', {}))
      return 'wait'
    case 'release':
      change(draft, { takenOverBy: null })
      tell(draft, phrase(draft, 'staff.left', {}))
      return 'again'
    case 'close_task':
      close(draft, (one) => one.id === action.followUp, 'done')
      return 'wait'
    case 'parked':
      tell(draft, phrase(draft, 'staff.parked', {}))
      return 'wait'
  }
}
