import { describe, expect, test } from 'vitest'
import type { InboundMessage } from '../../../src/core/event.ts'
import { newState } from '../../../src/core/state.ts'
import type { Store } from '../../../src/store/store.ts'
import {
  decided,
  finished,
  firm,
  followUp,
  heard,
  kept,
  next,
  nextTurn,
  replies,
  type Stores,
  text,
  until,
} from '../../store/made.ts'

/** What is not kept, and what goes. */
export function storeErasure(stores: Stores): void {
  describe('without consent', () => {
    test('the state lasts a day, and there is neither transcript nor record', async () => {
      const store = await stores({ times: { ephemeralMs: 80 } })
      const work = await heard(store, text('telegram:1', 'hola'))
      const state = { ...newState, language: 'es' }
      const records = [
        { type: 'firm', firm: { id: 'f', country: 'co', profile: {}, updatedAt: 1 } },
        { type: 'gap', question: 'miel', language: 'es', country: 'co', at: 1 },
      ] as const
      const followUps = [{ type: 'plan', followUp: followUp(work, 'f1') }] as const
      await store.commit(work, decided(work, { state, records, followUps }), [])
      expect(await store.state(work.conversation)).toEqual(state)
      expect(await store.transcript(work.conversation)).toEqual([])
      expect(await store.records(work.conversation)).toMatchObject({ firms: [], followUps: [] })
      expect(await store.recent(5)).toEqual([])
      expect(await store.index('gap', 'co', 5)).toEqual(['miel'])
      await until(
        () => store.state(work.conversation),
        (left) => left === null,
      )
    })

    test('a consent that comes in time keeps the state for good', async () => {
      const store = await stores({ times: { ephemeralMs: 60 } })
      const first = await heard(store, text('telegram:1', 'hola'))
      await store.commit(first, decided(first, { state: newState }), [])
      const second = await heard(store, text('telegram:1', 'acepto'))
      await store.commit(second, decided(second), [])
      await until(
        () => Promise.resolve(Date.now()),
        (now) => now > second.event.at + 100,
      )
      expect(await store.state(first.conversation)).toEqual(kept(first))
    })

    test('an event that was set aside goes after a day too', async () => {
      const store = await stores({ times: { ephemeralMs: 60, retryAfterMs: [] } })
      await store.fail(await heard(store, text('telegram:1', 'hola')), 'it threw')
      expect(await store.parked()).toHaveLength(1)
      await until(
        () => store.parked(),
        (parked) => parked.length === 0,
      )
    })

    test('files are condemned once a day has passed', async () => {
      const store = await stores({ times: { ephemeralMs: 40 } })
      const work = await heard(store, voice('telegram:1', 'v1'))
      await store.commit(work, decided(work, { state: newState }), [])
      const condemned = await until(
        () => store.condemnedMedia(),
        (media) => media.length > 0,
      )
      expect(condemned).toEqual([{ conversation: work.conversation, path: 'v1.ogg' }])
      expect(Date.now()).toBeGreaterThanOrEqual(work.event.at + 40)
    })
  })

  describe('an erasure', () => {
    test('leaves nothing to read, and nothing that waits', async () => {
      const store = await stores({ times: { retryAfterMs: [] } })
      const conversation = await fullLife(store, 'telegram:1')
      await erase(store, 'telegram:1')
      expect(await store.state(conversation)).toBeNull()
      expect(await store.transcript(conversation)).toEqual([])
      expect(await store.records(conversation)).toEqual({
        firms: [],
        assessments: [],
        answers: [],
        consents: [],
        followUps: [],
      })
      expect(await store.parked()).toEqual([])
      expect(await store.recent(5)).toEqual([])
      expect(await store.index('line', 'mentoring', 5)).toEqual([])
      expect(await store.index('task', 'open', 5)).toEqual([])
      expect(await store.claim(5)).toEqual([])
      expect(await store.claimAsks(5)).toEqual([])
      expect(await store.tick()).toBe(0)
    })

    test('takes what was on its way out, but for the words that tell of it', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const { send } = await store.commit(work, decided(work, { replies: replies(work, 'telegram:1', 'uno', 'dos') }), [
        'telegram',
      ])
      const receipt = await erase(store, 'telegram:1', ['telegram'])
      expect(receipt).toMatchObject({ message: { text: 'Todo fue borrado.' }, attempt: 1 })
      // The send that was under way ends after its message is gone.
      if (send !== null) expect(await store.finishSend(send, { status: 'sent' }, ['telegram'])).toBeNull()
      if (receipt !== null) expect(await store.finishSend(receipt, { status: 'sent' }, ['telegram'])).toBeNull()
      expect(await store.settled(work.conversation)).toBe(true)
    })

    test('is told of at its first try, whatever became of the send that was under way', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      await store.commit(work, decided(work, { replies: replies(work, 'telegram:1', 'uno') }), [])
      const under = await next((limit) => store.claimSends(['telegram'], limit))
      await erase(store, 'telegram:1')
      expect(await store.finishSend(under, { status: 'sent' }, ['telegram'])).toBeNull()
      expect(await store.claimSends(['telegram'], 5)).toMatchObject([
        { message: { text: 'Todo fue borrado.' }, attempt: 1 },
      ])
    })

    test('condemns the files, also of messages that waited, until they are gone', async () => {
      const store = await stores()
      const work = await heard(store, voice('telegram:1', 'v1'))
      await store.commit(work, decided(work), [])
      const erasing = await heard(store, text('telegram:1', 'borrar'))
      await store.append(voice('telegram:1', 'v2'))
      await store.commit(erasing, erasure(erasing), [])
      const condemned = await store.condemnedMedia()
      expect(condemned.map(({ path }) => path).sort()).toEqual(['v1.ogg', 'v2.ogg'])
      for (const media of condemned) await store.unlinked(media)
      expect(await store.condemnedMedia()).toEqual([])
    })

    test('does not lift the order: a turn that was overtaken is still stale', async () => {
      const store = await stores({ times: { leaseMs: 30 } })
      const late = await heard(store, text('telegram:1', 'borrar'))
      const current = await nextTurn(store)
      await store.commit(current, erasure(current), [])
      expect((await store.commit(late, decided(late), [])).status).not.toBe('committed')
      expect(await store.state(late.conversation)).toBeNull()
    })

    test('lets the person begin anew', async () => {
      const store = await stores({ times: { retryAfterMs: [] } })
      await fullLife(store, 'telegram:1')
      await erase(store, 'telegram:1')
      const work = await heard(store, text('telegram:1', 'hola otra vez'))
      expect(work.state).toEqual(newState)
      expect(await store.commit(work, decided(work), [])).toMatchObject({ status: 'committed' })
      expect(await store.transcript(work.conversation)).toHaveLength(1)
    })
  })
}

/** Somebody of whom there is something everywhere. */
async function fullLife(store: Store, who: string) {
  const work = await heard(store, text(who, 'hola'))
  const task = followUp(work, 't1', { owner: 'staff', dueAt: work.event.at })
  await store.commit(
    work,
    decided(work, {
      state: kept(work, { firms: [firm('firm1', { assessments: [finished('a1', {})] })] }),
      followUps: [{ type: 'plan', followUp: task }],
      asks: [{ id: 'ask1', kind: 'export', language: 'es' }],
      records: [{ type: 'firm', firm: { id: 'firm1', country: 'co', profile: {}, updatedAt: 1 } }],
    }),
    [],
  )
  await store.fail(await heard(store, text(who, 'poison')), 'it threw')
  const word = await nextTurn(store)
  await store.commit(word, decided(word, { state: word.state }), [])
  expect(await store.parked()).toHaveLength(1)
  return work.conversation
}

async function erase(store: Store, who: string, channels: string[] = []) {
  const work = await heard(store, text(who, 'borrar todo'))
  await store.append(text(who, 'y algo más'))
  const { send } = await store.commit(work, erasure(work), channels)
  return send
}

function erasure(work: Parameters<typeof decided>[0]) {
  return decided(work, {
    state: newState,
    replies: 'message' in work.event ? replies(work, work.event.message.from, 'Todo fue borrado.') : [],
    records: [{ type: 'erase', reason: 'asked', at: work.event.at }],
  })
}

function voice(from: string, id: string): InboundMessage {
  return { id, from, body: { kind: 'voice', media: { kind: 'voice', mime: 'audio/ogg', path: `${id}.ogg` } } }
}
