import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/store/store.ts'
import {
  decided,
  followUp,
  heard,
  kept,
  nextAsk,
  nextTurn,
  replies,
  type Stores,
  text,
  until,
} from '../../store/made.ts'

/** Arrival, claim and commit. */
export function storeTurns(stores: Stores): void {
  describe('a message', () => {
    test('is stored once, however often and however fast its channel repeats it', async () => {
      const store = await stores()
      const copies = await Promise.all(Array.from({ length: 10 }, () => store.append(text('telegram:1', 'hola'))))
      expect(copies.map(({ status }) => status).sort()).toEqual([...Array<string>(9).fill('duplicate'), 'stored'])
      const work = await nextTurn(store)
      await store.commit(work, decided(work), [])
      expect(await store.append(text('telegram:1', 'hola'))).toMatchObject({ status: 'duplicate' })
      expect(await store.claim(5)).toEqual([])
    })

    test('is another one when somebody else sends the same id', async () => {
      const store = await stores()
      await store.append(text('telegram:1', 'hola', '7'))
      expect(await store.append(text('telegram:2', 'hola', '7'))).toMatchObject({ status: 'stored', seq: 1 })
    })

    test('arrives with its place, the time, and chance of its own', async () => {
      const store = await stores()
      const before = Date.now()
      await Promise.all([store.append(text('telegram:1', 'a')), store.append(text('telegram:1', 'b'))])
      const [first, second] = await handled(store, 2)
      expect(first?.event.id).toBe(`${store.conversationOf('telegram:1')}:1`)
      expect(first?.event.at).toBeGreaterThanOrEqual(before - 1)
      expect(first?.event.entropy).toMatch(/^[0-9a-f]{32}$/u)
      expect(second?.event.entropy).not.toBe(first?.event.entropy)
    })

    test('at the same moment as another of the same person makes two turns, in order', async () => {
      const store = await stores()
      const people = Array.from({ length: 20 }, (_, n) => `telegram:${n}`)
      await Promise.all(people.flatMap((who) => [store.append(text(who, 'first')), store.append(text(who, 'second'))]))
      const works = await handled(store, 40)
      for (const who of people) {
        const words = works.filter(({ conversation }) => conversation === store.conversationOf(who)).map(wordsOf)
        expect(words).toEqual(['first', 'second'])
      }
    })

    test('is not handled while an earlier one of the same person is', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'first'))
      await store.append(text('telegram:1', 'second'))
      expect(await store.claim(5)).toEqual([])
      await store.commit(work, decided(work), [])
      expect(wordsOf(await nextTurn(store))).toBe('second')
    })

    test('of somebody else does not wait for all of a person who sent many', async () => {
      const store = await stores()
      for (let n = 0; n < 20; n++) await store.append(text('telegram:1', `${n}`))
      for (let n = 2; n < 7; n++) await store.append(text(`telegram:${n}`, 'mine'))
      const first = (await handled(store, 11)).map(wordsOf)
      expect(first.filter((words) => words === 'mine')).toHaveLength(5)
    })
  })

  describe('an event that is not a channel’s message', () => {
    test('keeps its id and is stored once', async () => {
      const store = await stores()
      const to = store.conversationOf('telegram:1')
      const body = { type: 'staff', by: 'ana', action: { kind: 'take_over' } } as const
      expect(await store.appendEvent(to, 'e1', body)).toMatchObject({ status: 'stored' })
      expect(await store.appendEvent(to, 'e1', body)).toMatchObject({ status: 'duplicate' })
      expect((await nextTurn(store)).event).toMatchObject({ id: 'e1', conversation: to, ...body })
    })
  })

  describe('a claim', () => {
    test('takes no more than asked for, and all in the end', async () => {
      const store = await stores()
      await Promise.all(Array.from({ length: 30 }, (_, n) => store.append(text(`telegram:${n}`, 'hola'))))
      const taken = new Set<string>()
      while (taken.size < 30) {
        const works = await store.claim(7)
        expect(works.length).toBeGreaterThan(0)
        expect(works.length).toBeLessThanOrEqual(7)
        for (const { conversation } of works) taken.add(conversation)
      }
      expect(await store.claim(7)).toEqual([])
    })

    test('of one who listens finds all that waits without looking everywhere', async () => {
      const store = await stores()
      await store.onReady(() => undefined)
      await Promise.all(Array.from({ length: 40 }, (_, n) => store.append(text(`telegram:${n}`, 'hola'))))
      for (let n = 0; n < 40; n++) expect(await store.claim(1)).toHaveLength(1)
      expect(await store.claim(1)).toEqual([])
    })

    test('whose lease ran out is handed out again, with a higher token and one more attempt', async () => {
      const store = await stores({ times: { leaseMs: 30 } })
      const first = await heard(store, text('telegram:1', 'hola'))
      const second = await nextTurn(store)
      expect(second).toMatchObject({ event: first.event, seq: first.seq, attempt: 2 })
      expect(second.token).toBeGreaterThan(first.token)
    })

    test('of a process that lives no more is given back at once, and only that one', async () => {
      const dead = await stores({ owner: 'here:1' })
      const store = await stores({ owner: 'here:2' })
      const lost = await heard(dead, text('telegram:1', 'hola'))
      const held = await heard(store, text('telegram:2', 'hola'))
      expect(await store.release((owner) => owner === 'here:1')).toBe(1)
      expect((await store.claim(5)).map(({ conversation }) => conversation)).toEqual([lost.conversation])
      expect(await store.commit(held, decided(held), [])).toMatchObject({ status: 'committed' })
    })
  })

  describe('a commit', () => {
    test('makes everything the turn decided visible together', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const state = kept(work, { language: 'es', greeted: true })
      await store.commit(
        work,
        decided(work, {
          state,
          replies: replies(work, 'telegram:1', 'Hola. ¿En qué le ayudo?'),
          followUps: [{ type: 'plan', followUp: followUp(work, 'f1') }],
          asks: [{ id: 'ask1', kind: 'export', language: 'es' }],
        }),
        [],
      )
      expect(await store.state(work.conversation)).toEqual(state)
      expect((await store.transcript(work.conversation)).map(({ who, text: words }) => [who, words])).toEqual([
        ['person', 'hola'],
        ['bot', 'Hola. ¿En qué le ayudo?'],
      ])
      expect((await store.records(work.conversation)).followUps).toEqual([followUp(work, 'f1')])
      expect(await store.claimAsks(5)).toMatchObject([{ ask: { id: 'ask1', kind: 'export', language: 'es' } }])
      expect(await store.claimSends(['telegram'], 5)).toMatchObject([{ message: { text: 'Hola. ¿En qué le ayudo?' } }])
      expect(await store.recent(5)).toEqual([{ conversation: work.conversation, at: work.event.at }])
    })

    test('gives the next turn the state it wrote', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      await store.commit(work, decided(work, { state: kept(work, { missed: 2 }) }), [])
      expect((await heard(store, text('telegram:1', 'otra'))).state).toEqual(kept(work, { missed: 2 }))
    })

    test('that is repeated changes nothing and says so', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const result = decided(work, { replies: replies(work, 'telegram:1', 'una vez') })
      expect(await store.commit(work, result, [])).toMatchObject({ status: 'committed' })
      expect(await store.commit(work, result, [])).toEqual({ status: 'already', send: null })
      expect(await store.transcript(work.conversation)).toHaveLength(2)
    })

    test('by a process that was overtaken is stale and has no effect', async () => {
      const store = await stores({ times: { leaseMs: 30 } })
      const late = await heard(store, text('telegram:1', 'hola'))
      const current = await nextTurn(store)
      const lateResult = decided(late, {
        state: kept(late, { missed: 9 }),
        replies: replies(late, 'telegram:1', 'tarde'),
      })
      expect(await store.commit(late, lateResult, ['telegram'])).toEqual({ status: 'stale', send: null })
      expect(await store.state(late.conversation)).toBeNull()
      expect(await store.claimSends(['telegram'], 5)).toEqual([])
      expect(await store.commit(current, decided(current), [])).toMatchObject({ status: 'committed' })
      expect(await store.commit(late, lateResult, ['telegram'])).toEqual({ status: 'already', send: null })
      expect(await store.state(late.conversation)).toEqual(kept(current))
    })

    test('that cannot be written whole writes nothing', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const broken = decided(work, {
        replies: replies(work, 'telegram:1', 'nunca'),
        followUps: [{ type: 'plan', followUp: followUp(work, 'f1', { dueAt: Number.NaN }) }],
      })
      await expect(store.commit(work, broken, ['telegram'])).rejects.toThrow('where a time was expected')
      expect(await store.state(work.conversation)).toBeNull()
      expect(await store.transcript(work.conversation)).toEqual([])
      expect(await store.commit(work, decided(work), [])).toMatchObject({ status: 'committed' })
    })
  })

  describe('a conversation', () => {
    test('is settled once nothing waits, runs or is on its way out', async () => {
      const store = await stores()
      const conversation = store.conversationOf('telegram:1')
      const settled = () => store.settled(conversation)
      expect(await settled()).toBe(true)
      const work = await heard(store, text('telegram:1', 'hola'))
      expect(await settled()).toBe(false)
      const asking = decided(work, { asks: [{ id: 'a1', kind: 'export', language: 'es' }] })
      await store.commit(work, asking, [])
      expect(await settled()).toBe(false)
      await store.finishAsk(await nextAsk(store), { kind: 'failed', reason: 'none' })
      const answered = await nextTurn(store)
      const { send } = await store.commit(
        answered,
        decided(answered, { replies: replies(answered, 'telegram:1', 'ya') }),
        ['telegram'],
      )
      expect(await settled()).toBe(false)
      if (send !== null) await store.finishSend(send, { status: 'sent' }, ['telegram'])
      expect(await settled()).toBe(true)
    })

    test(
      'that sends more than may wait is told once, with the count of what was dropped',
      { timeout: 60_000 },
      async () => {
        const store = await stores()
        const status = async (n: number) => (await store.append(text('telegram:1', `${n}`))).status
        const taken = await Promise.all(Array.from({ length: 2000 }, (_, n) => status(n)))
        expect(new Set(taken)).toEqual(new Set(['stored']))
        expect(await Promise.all([status(2000), status(2001), status(2002)])).toEqual(Array(3).fill('overflow'))
        expect((await store.append(text('telegram:1', '2000'))).status).toBe('duplicate')
        await store.onReady(() => undefined)
        const works = await handled(store, 2001)
        expect(works.at(-1)?.event).toMatchObject({ type: 'overflowed', dropped: 3 })
        expect(works.filter(({ event }) => event.type === 'overflowed')).toHaveLength(1)
        expect(await store.claim(5)).toEqual([])
        expect(await status(3000)).toBe('stored')
      },
    )

    test('and so is one whose words come from another conversation', { timeout: 60_000 }, async () => {
      const store = await stores()
      const home = store.conversationOf('web:1')
      const forwarded = async (n: number) => {
        const message = text('telegram:1', `${n}`)
        return (await store.appendEvent(home, `forwarded-${n}`, { type: 'message', message })).status
      }
      const taken = await Promise.all(Array.from({ length: 2000 }, (_, n) => forwarded(n)))
      expect(new Set(taken)).toEqual(new Set(['stored']))
      expect(await forwarded(2000)).toBe('overflow')
      expect((await store.append(text('web:1', 'hola'))).status).toBe('overflow')
      const staff = { type: 'staff', by: 'ana', action: { kind: 'release' } } as const
      expect((await store.appendEvent(home, 'staff', staff)).status).toBe('stored')
    })
  })

  test('whoever listens is woken when something may be ready, until they stop listening', async () => {
    const store = await stores()
    const other = await stores()
    let woken = 0
    const stop = await store.onReady(() => (woken += 1))
    await other.append(text('telegram:1', 'hola'))
    await until(
      () => Promise.resolve(woken),
      (times) => times > 0,
    )
    expect(await store.claim(1)).toHaveLength(1)
    await stop()
    const before = woken
    await other.append(text('telegram:2', 'hola'))
    expect(await store.claim(1)).toHaveLength(1)
    expect(woken).toBe(before)
  })
}

/** Takes turns until so many are done, one at a time. */
async function handled(store: Store, count: number) {
  const works = []
  while (works.length < count) {
    const work = await nextTurn(store)
    await store.commit(work, decided(work), [])
    works.push(work)
  }
  return works
}

function wordsOf({ event }: { event: { type: string; message?: { body: object } } }): unknown {
  return event.message !== undefined && 'text' in event.message.body ? event.message.body.text : event.type
}
