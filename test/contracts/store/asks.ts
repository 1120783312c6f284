import { describe, expect, test } from 'vitest'
import type { AskResult } from '../../../src/core/outcome.ts'
import type { Store } from '../../../src/store/store.ts'
import { decided, followUp, heard, next, nextAsk, nextTurn, type Stores, text } from '../../store/made.ts'

/** Slow work and everything that time brings about. */
export function storeAsks(stores: Stores): void {
  describe('an ask', () => {
    test('is handed out once, and its first result becomes an event', async () => {
      const store = await stores()
      const conversation = await asking(store, 'telegram:1', 'a1')
      const work = await nextAsk(store)
      expect(work).toMatchObject({ conversation, ask: { id: 'a1', kind: 'export', language: 'es' } })
      expect(await store.claimAsks(5)).toEqual([])
      await store.finishAsk(work, failed('first'))
      await store.finishAsk(work, failed('second'))
      const answered = await nextTurn(store)
      expect(answered.event).toMatchObject({ type: 'answered', askId: 'a1', result: failed('first') })
      await store.commit(answered, decided(answered), [])
      expect(await store.claim(5)).toEqual([])
    })

    test('whose process died is handed out again', async () => {
      const store = await stores({ times: { askLeaseMs: 20 } })
      await asking(store, 'telegram:1', 'a1')
      const first = await nextAsk(store)
      const second = await nextAsk(store)
      expect(second.ask).toEqual(first.ask)
      expect(second.token).toBeGreaterThan(first.token)
    })

    test('of a process that lives no more is given back at once', async () => {
      const store = await stores({ owner: 'here:1' })
      await asking(store, 'telegram:1', 'a1')
      await nextAsk(store)
      expect(await store.release((owner) => owner === 'here:2')).toBe(0)
      expect(await store.release((owner) => owner === 'here:1')).toBe(1)
      expect(await store.claimAsks(5)).toHaveLength(1)
    })

    test('that runs long says so once, and then fails for being overdue', async () => {
      const store = await stores({ times: { slowAfterMs: 20, overdueAfterMs: 60 } })
      await asking(store, 'telegram:1', 'a1')
      const work = await nextAsk(store)
      const slow = await nextAsTimePasses(store)
      expect(slow.event).toMatchObject({ type: 'slow', askId: 'a1' })
      await store.commit(slow, decided(slow), [])
      const overdue = await nextAsTimePasses(store)
      expect(overdue.event).toMatchObject({ type: 'answered', askId: 'a1', result: failed('overdue') })
      expect(overdue.seq).toBeGreaterThan(slow.seq)
      await store.commit(overdue, decided(overdue), [])
      // Its own result comes too late.
      await store.finishAsk(work, failed('late'))
      expect(await store.tick()).toBe(0)
      expect(await store.claim(5)).toEqual([])
      expect(await store.settled(work.conversation)).toBe(true)
    })

    test('that was answered in time is neither slow nor overdue', async () => {
      const store = await stores({ times: { slowAfterMs: 20, overdueAfterMs: 30 } })
      const conversation = await asking(store, 'telegram:1', 'a1')
      await store.finishAsk(await nextAsk(store), failed('quickly'))
      const answered = await nextTurn(store)
      await store.commit(answered, decided(answered), [])
      // Timers of a later ask show that those of the first have passed.
      const other = await asking(store, 'telegram:2', 'a2')
      const told = [await nextAsTimePasses(store)]
      expect(told.map((work) => work.conversation)).toEqual([other])
      expect(await store.settled(conversation)).toBe(true)
    })
  })

  describe('a follow-up', () => {
    test('becomes an event when its time has come, once', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const due = followUp(work, 'f1', { dueAt: work.event.at + 30, notes: ['una', 'dos'] })
      const later = followUp(work, 'f2')
      const followUps = [due, later].map((one) => ({ type: 'plan', followUp: one }) as const)
      await store.commit(work, decided(work, { followUps }), [])
      const told = await nextAsTimePasses(store)
      expect(told.event).toMatchObject({ type: 'due', followUp: { ...due, state: 'due' } })
      expect(told.event.at).toBeGreaterThanOrEqual(due.dueAt)
      expect((await store.records(work.conversation)).followUps).toEqual([{ ...due, state: 'due' }, later])
      await store.commit(told, decided(told, { followUps: [{ type: 'close', id: 'f1', state: 'sent' }] }), [])
      expect((await store.records(work.conversation)).followUps).toEqual([{ ...due, state: 'sent' }, later])
      expect(await store.tick()).toBe(0)
    })

    test('that was cancelled never becomes an event', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const plan = (id: string) =>
        ({ type: 'plan', followUp: followUp(work, id, { dueAt: work.event.at + 30 }) }) as const
      await store.commit(work, decided(work, { followUps: [plan('f1'), plan('f2')] }), [])
      const second = await heard(store, text('telegram:1', 'no'))
      await store.commit(second, decided(second, { followUps: [{ type: 'close', id: 'f1', state: 'cancelled' }] }), [])
      expect((await nextAsTimePasses(store)).event).toMatchObject({ type: 'due', followUp: { id: 'f2' } })
      expect(await store.tick()).toBe(0)
    })
  })
}

/** A conversation whose turn asked for something. */
async function asking(store: Store, who: string, id: string) {
  const work = await heard(store, text(who, 'mis datos'))
  await store.commit(work, decided(work, { asks: [{ id, kind: 'export', language: 'es' }] }), [])
  return work.conversation
}

/** The next event, with the clock looking all the while. */
function nextAsTimePasses(store: Store) {
  return next(async () => {
    await store.tick()
    return store.claim(1)
  })
}

function failed(reason: string): AskResult {
  return { kind: 'failed', reason }
}
