import { describe, expect, test } from 'vitest'
import type { Letter, Store } from '../../../src/store/store.ts'
import { decided, heard, kept, next, text, type Stores } from '../../store/made.ts'

const letter = (id: string, words = id): Letter => ({ id, who: 'bot', at: 1, text: words })
const words = async (store: Store, who: string, last = 0) =>
  (await store.letters.since(who, last)).map(({ letter: one }) => one.text)

export function storeLetters(stores: Stores): void {
  describe('a letter', () => {
    test('is kept once for its id, and found after the number a page has', async () => {
      const store = await stores()
      const who = store.conversationOf('web:1')
      const first = await store.letters.put(who, letter('a', 'uno'))
      expect(await store.letters.put(who, letter('a', 'otra cosa'))).toBe(first)
      const second = await store.letters.put(who, letter('b', 'dos'))
      expect(second).toBeGreaterThan(first)
      expect(await words(store, who)).toEqual(['uno', 'dos'])
      expect(await words(store, who, first)).toEqual(['dos'])
      expect(await words(store, who, second)).toEqual([])
      expect(await words(store, store.conversationOf('web:2'))).toEqual([])
    })

    test('is announced to the pages of its conversation, in every process', async () => {
      const [here, there] = [await stores(), await stores()]
      const who = here.conversationOf('web:1')
      let calls = 0
      let strangers = 0
      const stop = there.letters.listen(who, () => calls++)
      there.letters.listen(there.conversationOf('web:2'), () => strangers++)
      await next(async () => {
        await here.letters.put(who, letter(`l${Date.now()}${Math.random()}`))
        return calls > 0 ? [calls] : []
      })
      stop()
      expect(strangers).toBe(0)
    })

    test('gives way to newer ones where there are too many', async () => {
      const store = await stores()
      const who = store.conversationOf('web:1')
      for (let n = 0; n < 70; n++) await store.letters.put(who, letter(`l${n}`))
      const left = await words(store, who)
      expect(left).toHaveLength(60)
      expect(left.at(-1)).toBe('l69')
    })

    test('goes with its conversation when that is erased', async () => {
      const store = await stores()
      const work = await heard(store, text('web:1', 'hola'))
      await store.letters.put(work.conversation, letter('a'))
      const erase = { type: 'erase', reason: 'asked', at: work.event.at } as const
      await store.commit(work, decided(work, { records: [erase] }), [])
      expect(await store.letters.since(work.conversation, 0)).toEqual([])
    })
  })

  describe('a link to the console', () => {
    test('opens one session, once', async () => {
      const { sessions } = await stores()
      const link = await sessions.makeLink()
      const session = await sessions.redeem(link)
      expect(session).not.toBeNull()
      expect(await sessions.redeem(link)).toBeNull()
      expect(await sessions.redeem('no-such-link')).toBeNull()
      expect(await sessions.isOpen(session ?? '')).toBe(true)
      await sessions.close(session ?? '')
      expect(await sessions.isOpen(session ?? '')).toBe(false)
      expect(await sessions.isOpen('no-such-session')).toBe(false)
    })
  })

  describe('a conversation that goes on', () => {
    test('is told to those who look at it', async () => {
      const store = await stores()
      let calls = 0
      const who = store.conversationOf('web:1')
      store.changes.listen(who, () => calls++)
      await next(async () => {
        const work = await heard(store, text('web:1', `m${Math.random()}`))
        await store.commit(work, decided(work, { state: kept(work) }), [])
        return calls > 0 ? [calls] : []
      })
    })
  })
}
