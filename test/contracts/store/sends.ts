import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../../src/core/outcome.ts'
import { newState } from '../../../src/core/state.ts'
import type { Send, Store } from '../../../src/store/store.ts'
import { decided, heard, next, nextTurn, replies, type Stores, text, until } from '../../store/made.ts'

const sent: Delivery = { status: 'sent' }

/** The way out: one message of a conversation at a time, in order. */
export function storeSends(stores: Stores): void {
  describe('replies', () => {
    test('waits for its time, unless it is hurried; what is on its way is left alone', async () => {
      const store = await stores()
      const first = await replying(store, 'telegram:1', ['uno'])
      if (first === null) throw new Error('not claimed')
      await store.hurrySend(first.conversation, 'telegram')
      expect(await store.claimSends(['telegram'], 5)).toEqual([])
      await store.finishSend(first, { status: 'retry', afterMs: 60_000, reason: 'later', counted: false }, ['telegram'])
      expect(await store.claimSends(['telegram'], 5)).toEqual([])
      await store.hurrySend(first.conversation, 'telegram')
      expect(await next((limit) => store.claimSends(['telegram'], limit))).toMatchObject({ message: { text: 'uno' } })
    })

    test('leave one after the other, in order', async () => {
      const store = await stores()
      const first = await replying(store, 'telegram:1', ['uno', 'dos', 'tres'])
      expect(await store.claimSends(['telegram'], 5)).toEqual([])
      expect(await wayOut(store, first)).toEqual(['uno', 'dos', 'tres'])
      expect(await store.claimSends(['telegram'], 5)).toEqual([])
    })

    test('of a later turn wait for those on their way', async () => {
      const store = await stores()
      const first = await replying(store, 'telegram:1', ['uno'])
      expect(await replying(store, 'telegram:1', ['dos'])).toBeNull()
      expect(await store.claimSends(['telegram'], 5)).toEqual([])
      expect(await wayOut(store, first)).toEqual(['uno', 'dos'])
    })

    test('are claimed only by processes that run their channel', async () => {
      const store = await stores()
      expect(await replying(store, 'telegram:1', ['uno', 'dos'], ['web'])).toBeNull()
      expect(await store.claimSends(['web'], 5)).toEqual([])
      const send = await next((limit) => store.claimSends(['web', 'telegram'], limit))
      expect(send).toMatchObject({ channel: 'telegram', message: { text: 'uno' }, attempt: 1 })
      expect(await store.finishSend(send, sent, ['web'])).toBeNull()
      expect(await next((limit) => store.claimSends(['telegram'], limit))).toMatchObject({ message: { text: 'dos' } })
    })

    test('to two channels of one person keep their order too', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const [one, two] = [
        ...replies(work, 'telegram:1', 'uno'),
        ...replies(work, 'web:1', 'dos').map((reply) => ({ ...reply, id: 'x' })),
      ]
      const both = [one, two].filter((reply) => reply !== undefined)
      const { send } = await store.commit(work, decided(work, { replies: both }), ['telegram'])
      expect(await store.claimSends(['web'], 5)).toEqual([])
      if (send !== null) expect(await store.finishSend(send, sent, ['telegram'])).toBeNull()
      expect(await store.claimSends(['telegram', 'web'], 5)).toMatchObject([
        { channel: 'web', message: { text: 'dos' } },
      ])
    })

    test('of a process that died while sending are sent again, at most that one', async () => {
      const store = await stores({ times: { sendLeaseMs: 20 } })
      const lost = await replying(store, 'telegram:1', ['uno', 'dos'])
      const again = await next((limit) => store.claimSends(['telegram'], limit))
      expect(again).toMatchObject({ message: { text: 'uno' }, attempt: 2 })
      // The first process was only slow; what it says now settles nothing.
      if (lost !== null) expect(await store.finishSend(lost, sent, ['telegram'])).toBeNull()
      expect(await wayOut(store, again)).toEqual(['uno', 'dos'])
    })

    test('of a process that lives no more are given back at once', async () => {
      const dead = await stores({ owner: 'here:1' })
      await replying(dead, 'telegram:1', ['uno'])
      const store = await stores({ owner: 'here:2' })
      expect(await store.release((owner) => owner === 'here:1')).toBe(1)
      expect(await store.claimSends(['telegram'], 5)).toHaveLength(1)
    })
  })

  describe('a send that has to wait', () => {
    test('is tried again no earlier than the channel or the backoff says, and given up in the end', async () => {
      const store = await stores({ times: { sendBackoffMs: [20, 40] } })
      await replying(store, 'telegram:1', ['uno', 'dos'], [])
      const waits = [0, 60, 0]
      const took: number[] = []
      for (const afterMs of waits) {
        const send = await nextSend(store)
        const from = Date.now()
        await store.finishSend(send, { status: 'retry', afterMs, reason: '502', counted: true }, [])
        if (took.length < 2) {
          const again = await nextSend(store)
          took.push(Date.now() - from)
          await store.finishSend(again, { status: 'retry', afterMs: 0, reason: 'pause', counted: false }, [])
        }
      }
      expect(took[0]).toBeGreaterThanOrEqual(20)
      expect(took[1]).toBeGreaterThanOrEqual(60)
      expect(await store.undelivered()).toMatchObject([{ reason: '502' }])
      expect((await nextSend(store)).message.text).toBe('dos')
    })

    test('spends no try when the channel only asked for a pause', async () => {
      const store = await stores({ times: { sendBackoffMs: [] } })
      await replying(store, 'telegram:1', ['uno'], [])
      for (let n = 0; n < 5; n++) {
        const send = await nextSend(store)
        expect(send.attempt).toBe(1)
        await store.finishSend(send, { status: 'retry', afterMs: 1, reason: '429', counted: false }, [])
      }
      expect(await store.finishSend(await nextSend(store), sent, [])).toBeNull()
      expect(await store.undelivered()).toEqual([])
    })

    test('holds back the later ones of its conversation', async () => {
      const store = await stores()
      const first = await replying(store, 'telegram:1', ['uno', 'dos'])
      if (first !== null)
        await store.finishSend(first, { status: 'retry', afterMs: 60_000, reason: '429', counted: false }, ['telegram'])
      expect(await store.claimSends(['telegram'], 5)).toEqual([])
    })
  })

  describe('a send that cannot succeed', () => {
    test('is given up when the channel refuses it, and the next one passes', async () => {
      const store = await stores()
      const first = await replying(store, 'telegram:1', ['uno', 'dos'])
      if (first === null) throw new Error('the first reply was not claimed')
      const second = await store.finishSend(first, { status: 'rejected', reason: 'too long' }, ['telegram'])
      expect(second).toMatchObject({ message: { text: 'dos' }, attempt: 1 })
      expect(await store.undelivered()).toMatchObject([
        { conversation: first.conversation, messageId: first.message.id, reason: 'too long' },
      ])
    })

    test('ends in the same way when each try ends the process', async () => {
      const store = await stores({ times: { sendLeaseMs: 10, sendBackoffMs: [1] } })
      await replying(store, 'telegram:1', ['uno', 'dos'], [])
      expect(await nextSend(store)).toMatchObject({ message: { text: 'uno' }, attempt: 1 })
      expect(await nextSend(store)).toMatchObject({ message: { text: 'uno' }, attempt: 2 })
      expect(await nextSend(store)).toMatchObject({ message: { text: 'dos' }, attempt: 1 })
      expect(await store.undelivered()).toHaveLength(1)
    })

    test('takes with it what else was for an address that is gone, and the conversation hears of it', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const mixed = [...replies(work, 'telegram:1', 'uno', 'dos'), { id: 'other', to: 'web:1', text: 'tres' }]
      const { send } = await store.commit(work, decided(work, { replies: mixed }), ['telegram'])
      if (send === null) throw new Error('the first reply was not claimed')
      const other = await store.finishSend(send, { status: 'gone', reason: 'blocked' }, ['telegram', 'web'])
      expect(other).toMatchObject({ channel: 'web', message: { text: 'tres' } })
      const told = await nextTurn(store)
      expect(told.event).toMatchObject({ type: 'unreachable', address: 'telegram:1', reason: 'blocked' })
    })
  })

  describe('a message that was taken and did not arrive', () => {
    const kept = { status: 'sent', keepMs: 60_000 } as const
    const late = (message: string, againMs: number | null = 0) => ({ message, reason: '131000', againMs })

    /** Two messages that the channel took. */
    async function taken(store: Store, delivery: Delivery = kept, who = 'telegram:1'): Promise<Send> {
      const first = await replying(store, who, ['uno', 'dos'])
      if (first === null) throw new Error('the first reply was not claimed')
      const second = await store.finishSend(first, delivery, ['telegram'])
      if (second !== null) await store.finishSend(second, delivery, ['telegram'])
      return first
    }

    test('leaves once more for each news of it, as it was', async () => {
      const store = await stores()
      const { message } = await taken(store)
      expect(await store.failLate('telegram:1', 'part 0', late(message.id))).toBe('again')
      expect(await store.failLate('telegram:1', 'part 0', late(message.id))).toBe('known')
      const again = await nextSend(store)
      expect(again).toMatchObject({ message, attempt: 1 })
      expect(await store.finishSend(again, kept, ['telegram'])).toBeNull()
      expect(await store.failLate('telegram:1', 'part 1', late(message.id))).toBe('again')
      expect(await wayOut(store, await nextSend(store))).toEqual(['uno'])
      expect(await store.undelivered()).toEqual([])
    })

    test('leaves in its turn, and not before its time', async () => {
      const store = await stores()
      const { message, conversation } = await taken(store)
      expect(await store.failLate('telegram:1', 'part 0', late(message.id, 60_000))).toBe('again')
      expect(await store.claimSends(['telegram'], 5)).toEqual([])
      await replying(store, 'telegram:1', ['tres'])
      await store.hurrySend(conversation, 'telegram')
      expect(await wayOut(store, await nextSend(store))).toEqual(['uno', 'tres'])
    })

    test('is given up where it may not leave again, or is kept no more', async () => {
      const store = await stores()
      const { message, conversation } = await taken(store)
      expect(await store.failLate('telegram:1', 'part 0', late(message.id, null))).toBe('given up')
      expect(await store.failLate('telegram:1', 'part 0', late(message.id, null))).toBe('known')
      expect(await store.failLate('telegram:1', 'part 1', late('unheard-of'))).toBe('given up')
      expect(await store.undelivered()).toMatchObject([
        { conversation, messageId: 'unheard-of', reason: '131000' },
        { conversation, messageId: message.id, reason: '131000' },
      ])
      const short = await taken(store, { status: 'sent', keepMs: 1 }, 'telegram:2')
      await until(
        () => store.failLate('telegram:2', `${Math.random()}`, late(short.message.id)),
        (outcome) => outcome === 'given up',
      )
    })

    test('may be on its way still: then nothing is done, and the news count when they come again', async () => {
      const store = await stores()
      const first = await replying(store, 'telegram:1', ['uno'])
      if (first === null) throw new Error('the reply was not claimed')
      expect(await store.failLate('telegram:1', 'part 0', late(first.message.id))).toBe('on its way')
      await store.finishSend(first, kept, ['telegram'])
      expect(await store.failLate('telegram:1', 'part 0', late(first.message.id))).toBe('again')
      expect(await wayOut(store, await nextSend(store))).toEqual(['uno'])
    })

    test('is found where the conversation of its address goes on', async () => {
      const store = await stores()
      const phone = await heard(store, text('telegram:1', 'hola'))
      const home = store.conversationOf('web:1')
      await store.commit(phone, decided(phone, { state: { ...newState, linkedTo: home } }), [])
      const page = await heard(store, text('web:1', 'hola'))
      const { send } = await store.commit(page, decided(page, { replies: replies(page, 'telegram:1', 'uno') }), [
        'telegram',
      ])
      if (send === null) throw new Error('the reply was not claimed')
      await store.finishSend(send, kept, ['telegram'])
      expect(await store.failLate('telegram:1', 'part 0', late(send.message.id))).toBe('again')
      const again = await nextSend(store)
      expect(again).toMatchObject({ conversation: home, message: { to: 'telegram:1' } })
      await store.finishSend(again, { status: 'retry', afterMs: 60_000, reason: 'later', counted: false }, [])
      await store.hurrySend(phone.conversation, 'telegram')
      expect(await nextSend(store)).toMatchObject({ conversation: home, message: { to: 'telegram:1' } })
    })

    test('is forgotten with everything else of its person', async () => {
      const store = await stores()
      const { message } = await taken(store)
      const work = await heard(store, text('telegram:1', 'borrar'))
      const records = [{ type: 'erase', reason: 'asked', at: 1 }] as const
      await store.commit(work, decided(work, { state: newState, records }), [])
      expect(await store.failLate('telegram:1', 'part 0', late(message.id))).toBe('given up')
      expect(await store.claimSends(['telegram'], 5)).toEqual([])
      expect(await store.undelivered()).toEqual([])
    })
  })

  test('a forward leaves in its turn, and arrives in the other conversation once', async () => {
    const store = await stores()
    const work = await heard(store, text('telegram:1', 'hola'))
    const to = store.conversationOf('telegram:2')
    const body = { type: 'staff', by: 'ana', action: { kind: 'release' } } as const
    const result = decided(work, { replies: replies(work, 'telegram:1', 'uno'), forwards: [{ id: 'fw1', to, body }] })
    const { send } = await store.commit(work, result, ['telegram'])
    if (send === null) throw new Error('the reply was not claimed')
    const forward = await store.finishSend(send, sent, ['telegram', 'forward'])
    expect(forward).toMatchObject({ channel: 'forward', forward: { id: 'fw1', to, body } })
    if (forward?.forward === undefined) throw new Error('no forward came')
    const deliver = () => store.appendEvent(to, 'fw1', body)
    expect([(await deliver()).status, (await deliver()).status]).toEqual(['stored', 'duplicate'])
    expect(await store.finishSend(forward, sent, ['forward'])).toBeNull()
    expect((await nextTurn(store)).event).toMatchObject({ id: 'fw1', conversation: to, ...body })
  })
}

/** A turn of somebody that answers with these texts. */
async function replying(
  store: Store,
  who: string,
  texts: string[],
  channels: string[] = ['telegram'],
): Promise<Send | null> {
  const work = await heard(store, text(who, texts.join(' ')))
  const { send } = await store.commit(work, decided(work, { replies: replies(work, who, ...texts) }), channels)
  return send
}

/** Sends everything that follows, and tells the texts. */
async function wayOut(store: Store, first: Send | null): Promise<string[]> {
  const texts: string[] = []
  for (let send = first; send !== null; send = await store.finishSend(send, sent, ['telegram']))
    texts.push(send.message.text)
  return texts
}

function nextSend(store: Store): Promise<Send> {
  return next((limit) => store.claimSends(['telegram'], limit))
}
