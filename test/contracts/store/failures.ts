import { describe, expect, test } from 'vitest'
import type { Store, Work } from '../../../src/store/store.ts'
import { decided, heard, nextTurn, replies, type Stores, text, until } from '../../store/made.ts'

/** Turns that throw, and events that end their process. */
export function storeFailures(stores: Stores): void {
  describe('a turn that fails', () => {
    test('is tried again after each wait, then its event is set aside', async () => {
      const store = await stores({ times: { retryAfterMs: [30, 60] } })
      const work = await heard(store, text('telegram:1', 'poison'))
      const outcomes: string[] = []
      const waits: number[] = []
      let again = work
      while (outcomes.at(-1) !== 'parked') {
        const failedAt = Date.now()
        outcomes.push(await store.fail(again, 'it threw'))
        again = await nextTurn(store)
        waits.push(Date.now() - failedAt)
      }
      expect(outcomes).toEqual(['retry', 'retry', 'parked'])
      expect(waits[0]).toBeGreaterThanOrEqual(30)
      expect(waits[1]).toBeGreaterThanOrEqual(60)
      expect(await store.parked()).toMatchObject([
        { conversation: work.conversation, event: work.event, error: 'it threw' },
      ])
    })

    test('holds up only its own conversation', async () => {
      const store = await stores({ times: { retryAfterMs: [60_000] } })
      const work = await heard(store, text('telegram:1', 'poison'))
      await store.append(text('telegram:1', 'behind'))
      await store.append(text('telegram:2', 'hola'))
      await store.fail(work, 'it threw')
      expect((await store.claim(5)).map(({ conversation }) => conversation)).toEqual([
        store.conversationOf('telegram:2'),
      ])
    })

    test('of a process that was overtaken fails nothing', async () => {
      const store = await stores({ times: { leaseMs: 30, retryAfterMs: [1] } })
      const late = await heard(store, text('telegram:1', 'hola'))
      const current = await nextTurn(store)
      expect(await store.fail(late, 'too late')).toBe('stale')
      expect(await store.parked()).toEqual([])
      expect(await store.commit(current, decided(current), [])).toMatchObject({ status: 'committed' })
    })
  })

  describe('an event that was set aside', () => {
    test('is followed at once by the word that it was, and then by what waited behind it', async () => {
      const store = await stores({ times: { retryAfterMs: [] } })
      await parkOne(store, 'telegram:1')
      await store.append(text('telegram:1', 'behind'))
      const word = await nextTurn(store)
      expect(word.event).toMatchObject({ type: 'staff', action: { kind: 'parked' } })
      await store.commit(word, decided(word), [])
      expect((await nextTurn(store)).event).toMatchObject({ message: { body: { text: 'behind' } } })
    })

    test('is not announced again when the word itself fails', async () => {
      const store = await stores({ times: { retryAfterMs: [] } })
      await parkOne(store, 'telegram:1')
      expect(await store.fail(await nextTurn(store), 'that too')).toBe('parked')
      expect(await store.claim(5)).toEqual([])
      expect(await store.parked()).toHaveLength(2)
    })

    test('can be replayed: it is the next one, at its first try, with the ids it had', async () => {
      const store = await stores({ times: { retryAfterMs: [] } })
      const work = await parkOne(store, 'telegram:1')
      const word = await nextTurn(store)
      await store.commit(word, decided(word), [])
      await store.append(text('telegram:1', 'later'))
      const [parked] = await store.parked()
      if (parked === undefined) throw new Error('nothing is parked')
      expect(await store.replay(parked)).toBe(true)
      expect(await store.replay(parked)).toBe(false)
      expect(await store.parked()).toEqual([])

      const again = await nextTurn(store)
      expect(again).toMatchObject({ event: work.event, attempt: 1 })
      const result = decided(again, { replies: replies(again, 'telegram:1', 'por fin') })
      expect(await store.commit(again, result, [])).toMatchObject({ status: 'committed' })
      expect(await store.commit(again, result, [])).toMatchObject({ status: 'already' })
      expect((await nextTurn(store)).event).toMatchObject({ message: { body: { text: 'later' } } })
    })

    test('is not settled by the claim that failed, once it is replayed', async () => {
      const store = await stores({ times: { retryAfterMs: [] } })
      const work = await parkOne(store, 'telegram:1')
      const [parked] = await store.parked()
      if (parked !== undefined) await store.replay(parked)
      expect((await store.commit(work, decided(work), [])).status).not.toBe('committed')
      expect((await nextTurn(store)).event).toEqual(work.event)
    })

    test('goes before a turn that is under way, which becomes stale', async () => {
      const store = await stores({ times: { retryAfterMs: [] } })
      const parkedWork = await parkOne(store, 'telegram:1')
      const word = await nextTurn(store)
      const [parked] = await store.parked()
      if (parked !== undefined) await store.replay(parked)
      expect((await store.commit(word, decided(word), [])).status).not.toBe('committed')
      const again = await nextTurn(store)
      expect(again.event).toEqual(parkedWork.event)
      await store.commit(again, decided(again), [])
      expect((await nextTurn(store)).event).toEqual(word.event)
    })
  })

  test('an event that ends each process that takes it is set aside after the last try', async () => {
    const store = await stores({ times: { leaseMs: 10, retryAfterMs: [1, 1] } })
    const work = await heard(store, text('telegram:1', 'poison'))
    for (let attempt = 2; attempt <= 3; attempt++) expect((await nextTurn(store)).attempt).toBe(attempt)
    // The word of it is claimed instead of a fourth try.
    const word = await nextTurn(store)
    expect(word.event).toMatchObject({ type: 'staff', action: { kind: 'parked' } })
    expect(
      await until(
        () => store.parked(),
        (parked) => parked.length > 0,
      ),
    ).toMatchObject([{ event: work.event }])
  })
}

/** Hears a message and sets it aside. */
async function parkOne(store: Store, who: string): Promise<Work> {
  const work = await heard(store, text(who, 'poison'))
  await store.fail(work, 'it threw')
  return work
}
