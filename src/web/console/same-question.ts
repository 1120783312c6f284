import type { ConversationId } from '../../core/event.ts'
import { fold } from '../../core/hearing/text.ts'
import type { Store } from '../../store/store.ts'

/** Open tasks looked through; more than a programme has at a time. */
const mostTasks = 2000

/** A promise to answer, and whom it was made to. */
export interface Promised {
  readonly conversation: ConversationId
  readonly followUp: string
  /** The question in the words of that person. */
  readonly question: string
}

/** Everyone who still waits for an answer to the same question, whoever asked first (P33). */
export async function everyoneWhoAsked(store: Pick<Store, 'index' | 'records'>, question: string): Promise<Promised[]> {
  const tasks = await store.index('task', 'open', mostTasks)
  const conversations = [...new Set(tasks.flatMap((task) => task.split(' ')[0] ?? []))]
  const waiting = await Promise.all(
    conversations.map(async (conversation) => {
      const { followUps } = await store.records(conversation)
      return followUps
        .filter(({ kind, state }) => kind === 'promise' && (state === 'planned' || state === 'due'))
        .map(({ id, about }) => ({ conversation, followUp: id, question: about }))
    }),
  )
  return waiting.flat().filter((one) => fold(one.question) === fold(question))
}
