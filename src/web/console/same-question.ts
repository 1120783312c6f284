import type { ConversationId } from '../../core/event.ts'
import type { Store } from '../../store/store.ts'

/** More than ever wait for the answer to one question. */
const mostWaiting = 2000

/** A promise to answer, and whom it was made to. */
export interface Promised {
  readonly conversation: ConversationId
  readonly followUp: string
  /** The question in the words of that person. */
  readonly question: string
}

/** Everyone who still waits for an answer to the same question, whoever asked first (P33). */
export async function everyoneWhoAsked(store: Pick<Store, 'index' | 'records'>, question: string): Promise<Promised[]> {
  const waiting = await store.index('promise', question, mostWaiting)
  const promised = await Promise.all(
    waiting.map(async (named) => {
      const [conversation = '', followUp = ''] = named.split(' ')
      const { followUps } = await store.records(conversation)
      const found = followUps.find(({ id }) => id === followUp)
      return found === undefined ? [] : [{ conversation, followUp, question: found.about }]
    }),
  )
  return promised.flat()
}
