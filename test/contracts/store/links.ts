import { describe, expect, test } from 'vitest'
import type { ConversationId } from '../../../src/core/event.ts'
import type { RecordChange } from '../../../src/core/outcome.ts'
import { newState } from '../../../src/core/state.ts'
import type { Store, Work } from '../../../src/store/store.ts'
import {
  assessmentRecord,
  decided,
  finished,
  firm,
  followUp,
  heard,
  kept,
  nextTurn,
  replies,
  type Stores,
  text,
  until,
} from '../../store/made.ts'

/** One person on several channels. */
export function storeLinks(stores: Stores): void {
  describe('a link code', () => {
    test('has eight letters, works once, and tells who made it', async () => {
      const { links } = await stores()
      const { code, minutes } = await links.make('web')
      expect(code).toMatch(/^[CDFGHJKMNPQRTVWX]{8}$/)
      expect(minutes).toBe(15)
      expect(await links.redeem('phone', 'a1', code)).toEqual({ kind: 'redeemed', by: 'web' })
      expect(await links.redeem('phone', 'a2', code)).toEqual({ kind: 'not_redeemed', why: 'unknown' })
    })

    test('of an ask that is done again after a crash comes to the same', async () => {
      const { links } = await stores()
      const { code } = await links.make('web')
      await links.redeem('phone', 'a1', code)
      expect(await links.redeem('phone', 'a1', code)).toEqual({ kind: 'redeemed', by: 'web' })
    })

    test('said by two at the same moment works for one of them', async () => {
      const { links } = await stores()
      const { code } = await links.make('web')
      const both = await Promise.all([links.redeem('phone', 'a1', code), links.redeem('other', 'b1', code)])
      expect(both.map(({ kind }) => kind).sort()).toEqual(['not_redeemed', 'redeemed'])
    })

    test('is not spent in the conversation that made it', async () => {
      const { links } = await stores()
      const { code } = await links.make('web')
      expect(await links.redeem('web', 'a1', code)).toEqual({ kind: 'not_redeemed', why: 'own' })
      expect(await links.redeem('phone', 'a2', code)).toMatchObject({ kind: 'redeemed' })
    })

    test('is over after its time', async () => {
      const { links } = await stores({ times: { linkMs: 20 } })
      const { code } = await links.make('web')
      await until(
        () => Promise.resolve(links.redeem('web', 'a', code)),
        (answer) => answer.kind === 'not_redeemed' && answer.why === 'unknown',
      )
    })

    test('is not looked at after five wrong ones of one person, the right one included', async () => {
      const { links } = await stores()
      const { code } = await links.make('web')
      for (let n = 0; n < 5; n++) {
        expect(await links.redeem('phone', `a${n}`, 'CCCCCCCC')).toEqual({ kind: 'not_redeemed', why: 'unknown' })
      }
      expect(await links.redeem('phone', 'a6', code)).toEqual({ kind: 'not_redeemed', why: 'too_many' })
      expect(await links.redeem('other', 'b1', code)).toMatchObject({ kind: 'redeemed' })
    })
  })

  describe('a conversation that joins another', () => {
    test('takes along all that is kept of it, and keeps only where it went, for good', async () => {
      const store = await stores({ times: { ephemeralMs: 60 } })
      const { home, away } = await joined(store)
      expect(await store.state(away)).toMatchObject({ linkedTo: home, firms: [] })
      expect(await store.transcript(away)).toEqual([])
      expect(await store.records(away)).toEqual({
        firms: [],
        assessments: [],
        answers: [],
        consents: [],
        followUps: [],
      })
      expect(await store.recent(5)).toMatchObject([{ conversation: home }])
      expect(await store.index('region', 'pasto', 5)).toEqual(['f1'])
      expect(await store.index('task', 'open', 5)).toEqual([`${home} task`])
      expect(await store.index('promise', '¿Y a Marte?', 5)).toEqual([`${home} asked`])

      const moved = await store.records(home)
      expect(moved.firms).toMatchObject([{ id: 'f1' }])
      expect(moved.answers).toMatchObject([
        { question: 'q1', event: `${away}:1` },
        { question: 'q2', event: `${home}:1` },
      ])
      expect(moved.followUps).toMatchObject([
        { id: 'soon', conversation: home, state: 'planned' },
        { id: 'task', conversation: home, state: 'planned' },
      ])
      const transcript = await store.transcript(home)
      expect(transcript.map(({ text: said }) => said)).toEqual([
        'desde el teléfono',
        'bien',
        '[image]',
        'desde la página',
      ])
      expect(transcript[0]).toMatchObject({ id: `${away}:1` })
      const told = await dueOf(store)
      expect(told).toMatchObject({ conversation: home, event: { type: 'due', followUp: { id: 'soon' } } })
      await store.commit(told, decided(told), [])
      await until(
        () => Promise.resolve(Date.now()),
        (now) => now > told.event.at + 80,
      )
      expect(await store.state(away)).toMatchObject({ linkedTo: home })
    })

    test('brings what was answered for a firm that began as a copy to the one it is a copy of', async () => {
      const store = await stores()
      const phone = await heard(store, text('telegram:1', 'hola'))
      const copy = firm('e1', { copyOf: 'f1', assessments: [finished('e1-1', { line: 'mentoring' })] })
      const records: RecordChange[] = [
        { type: 'firm', firm: { id: 'e1', country: 'co', profile: {}, updatedAt: 1 } },
        { type: 'assessment', assessment: assessmentRecord('e1-1', 'e1') },
        { ...answer(phone, 'q1'), firm: 'e1', assessment: 'e1-1' },
      ]
      await store.commit(phone, decided(phone, { state: kept(phone, { firms: [copy] }), records }), [])
      const page = await heard(store, text('web:1', 'hola'))
      const firms = [firm('f1', { assessments: [finished('f1-1', {})] })]
      await store.commit(page, decided(page, { state: kept(page, { firms }), records: [answer(page, 'q2')] }), [])

      const arriving = await goingTo(store, page.conversation, await heard(store, text('telegram:1', 'CDFG-HJKM')))
      await store.commit(arriving, decided(arriving, { state: arriving.state }), [])
      const united = await store.records(page.conversation)
      expect(
        new Set(united.answers.map(({ firm: whose, assessment, question }) => `${whose} ${assessment} ${question}`)),
      ).toEqual(new Set(['f1 f1-1 q1', 'f1 f1-1 q2']))
      expect([united.firms, united.assessments]).toEqual([[], []])
      expect(await store.index('line', 'mentoring', 5)).toEqual(['f1'])
    })

    test('has what was read back for such a firm forgotten with it', async () => {
      const store = await stores()
      const phone = await heard(store, text('telegram:1', 'cuarenta'))
      const open = { kind: 'confirm', question: 'weight', answer: { number: 40 }, changing: false } as const
      const firms = [firm('e1', { copyOf: 'f1' })]
      await store.commit(phone, decided(phone, { state: kept(phone, { firms, firm: 'e1', open }) }), [])
      const page = await heard(store, text('web:1', 'hola'))
      await store.commit(page, decided(page, { state: kept(page, { firms: [firm('f1')] }) }), [])
      const arriving = await goingTo(store, page.conversation, await heard(store, text('telegram:1', 'CDFG-HJKM')))
      await store.commit(arriving, decided(arriving, { state: arriving.state }), [])
      const work = await heard(store, text('web:1', 'quitar'))
      const records = [{ type: 'forget_firm', firm: 'f1', at: 1 }] as const
      await store.commit(work, decided(work, { state: kept(work, { firms: [] }), records }), [])
      const words = (await store.transcript(page.conversation)).map(({ text: said }) => said)
      expect(words).toContain('hola')
      expect(words).not.toContain('cuarenta')
    })

    test('has its files condemned with those of the other', async () => {
      const store = await stores()
      const { home } = await joined(store)
      const work = await heard(store, text('web:1', 'borrar mis datos'))
      const records = [{ type: 'erase', reason: 'asked', at: 1 }] as const
      await store.commit(work, decided(work, { state: newState, records }), [])
      expect(await store.condemnedMedia()).toEqual([{ conversation: home, path: 'foto.jpg' }])
    })

    test('is told of an erasure in the same commit', async () => {
      const store = await stores()
      const { home, away } = await joined(store)
      const work = await heard(store, text('web:1', 'borrar mis datos'))
      const records = [{ type: 'erase', reason: 'asked', at: 1 }] as const
      const body = { type: 'erased', reason: 'asked', receipt: false } as const
      const forwards = [{ id: 'e1', to: away, body }]
      const { send } = await store.commit(work, decided(work, { state: newState, records, forwards }), ['forward'])
      expect(send).toMatchObject({ channel: 'forward', forward: { to: away, body } })
      expect(await store.transcript(home)).toEqual([])
    })

    test('keeps neither what is heard in it later nor its files', async () => {
      const store = await stores()
      const { away } = await joined(store)
      const media = { kind: 'image', mime: 'image/jpeg', path: 'otra.jpg' } as const
      const work = await heard(store, { id: 'm9', from: 'telegram:1', body: { kind: 'image', media } })
      await store.commit(work, decided(work, { state: work.state }), [])
      expect(await store.transcript(away)).toEqual([])
      const last = await heard(store, text('telegram:1', 'adiós'))
      const records = [{ type: 'erase', reason: 'asked', at: 1 }] as const
      await store.commit(last, decided(last, { state: newState, records }), [])
      expect(await store.condemnedMedia()).toEqual([])
    })
  })
}

/** A page with an answer, and a telephone with a firm, an answer, a picture and follow-ups that joined it. */
async function joined(store: Store) {
  const phone = await heard(store, text('telegram:1', 'desde el teléfono'))
  const away = phone.conversation
  const firms = [firm('f1', { profile: { place: { text: 'Pasto' } } })]
  const planned = [{ id: 'asked', kind: 'promise', dueAt: 1, nth: 0, about: 'y a marte' }] as const
  const { send } = await store.commit(
    phone,
    decided(phone, {
      state: kept(phone, { firms, planned }),
      replies: replies(phone, 'telegram:1', 'bien'),
      records: [
        { type: 'firm', firm: { id: 'f1', country: 'co', profile: {}, updatedAt: 1 } },
        answer(phone, 'q1'),
        { type: 'told', sections: [{ id: 'rut#x', version: '1' }], at: 1 },
      ],
      followUps: [
        { type: 'plan', followUp: followUp(phone, 'soon', { dueAt: phone.event.at }) },
        { type: 'plan', followUp: followUp(phone, 'task', { kind: 'staff_task', owner: 'staff' }) },
      ],
    }),
    ['telegram'],
  )
  if (send !== null) await store.finishSend(send, { status: 'sent' }, [])
  const media = { kind: 'image', mime: 'image/jpeg', path: 'foto.jpg' } as const
  const picture = await heard(store, { id: 'm2', from: 'telegram:1', body: { kind: 'image', media } })
  await store.commit(picture, decided(picture, { state: picture.state }), [])
  await until(
    () => Promise.resolve(Date.now()),
    (now) => now > picture.event.at,
  )
  // What was said in the same millisecond has no order.
  await until(
    () => Promise.resolve(Date.now()),
    (now) => now > picture.event.at,
  )
  const page = await heard(store, text('web:1', 'desde la página'))
  const home = page.conversation
  await store.commit(page, decided(page, { records: [answer(page, 'q2')] }), [])

  const code = await heard(store, text('telegram:1', 'CDFG-HJKM'))
  const arriving = await goingTo(store, home, code)
  await store.commit(arriving, decided(arriving, { state: kept(arriving, { firms, planned }) }), [])
  return { home, away }
}

/** The conversation of this turn joins another, which is about to hear of it. */
async function goingTo(store: Store, home: ConversationId, code: Work): Promise<Work> {
  const body = { type: 'linked', from: code.conversation, state: code.state } as const
  const leaving = decided(code, {
    state: { ...newState, linkedTo: home },
    forwards: [{ id: 'l1', to: home, body }],
  })
  const { send: forward } = await store.commit(code, leaving, ['forward'])
  if (forward?.forward === undefined) throw new Error('nothing was forwarded')
  await store.appendEvent(home, forward.forward.id, forward.forward.body)
  await store.finishSend(forward, { status: 'sent' }, [])
  return nextTurn(store)
}

function answer(work: Work, question: string): Extract<RecordChange, { type: 'answer' }> {
  return {
    ...{ type: 'answer', firm: 'f1', assessment: 'f1-1', question, before: null, answer: { option: 'yes' } },
    ...{ by: 'owner', event: work.event.id, at: work.event.at, sensitive: false },
  }
}

/** What falls due next, claimed. */
async function dueOf(store: Store): Promise<Work> {
  await until(
    () => store.tick(),
    (raised) => raised > 0,
  )
  return nextTurn(store)
}
