import { describe, expect, test } from 'vitest'
import { fold } from '../../../src/core/hearing/text.ts'
import type { RecordChange } from '../../../src/core/outcome.ts'
import { newState, type PlannedFollowUp } from '../../../src/core/state.ts'
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

/** What staff and exports read. */
export function storeRecords(stores: Stores): void {
  describe('records', () => {
    test('come back as they were written; a firm and an assessment as they were last', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const firmRecord = { id: 'firm1', country: 'co', profile: { place: { text: 'Pasto' } }, updatedAt: 5 }
      const answer: RecordChange = {
        type: 'answer',
        firm: 'firm1',
        assessment: 'a1',
        question: 'q1',
        before: null,
        answer: { option: 'yes' },
        by: 'owner',
        event: work.event.id,
        at: 5,
        sensitive: false,
      }
      const correction: RecordChange = { ...answer, before: { option: 'yes' }, answer: null, at: 6 }
      const consent: RecordChange = {
        type: 'consent',
        purpose: 'answers',
        granted: true,
        version: 'co-1',
        language: 'es',
        address: 'telegram:1',
        messageId: 'm1',
        at: 4,
      }
      await store.commit(
        work,
        decided(work, {
          records: [
            consent,
            { type: 'firm', firm: { ...firmRecord, profile: {} } },
            { type: 'firm', firm: firmRecord },
            { type: 'assessment', assessment: assessmentRecord('a1', 'firm1') },
            answer,
            correction,
          ],
        }),
        [],
      )
      expect(await store.records(work.conversation)).toEqual({
        firms: [firmRecord],
        assessments: [assessmentRecord('a1', 'firm1')],
        answers: [answer, correction],
        consents: [consent],
        followUps: [],
      })
    })

    test('of somebody unknown are empty', async () => {
      const store = await stores()
      const nobody = store.conversationOf('telegram:404')
      expect(await store.records(nobody)).toEqual({
        firms: [],
        assessments: [],
        answers: [],
        consents: [],
        followUps: [],
      })
      expect(await store.transcript(nobody)).toEqual([])
      expect(await store.state(nobody)).toBeNull()
    })
  })

  describe('a transcript', () => {
    test('shows messages in plain text, taps by their label, and who spoke', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', '~5 kg'))
      const choices = [
        { value: 'yes', label: 'Sí' },
        { value: 'no', label: 'No' },
      ]
      const card = replies(work, 'telegram:1', '¿Empezamos?').map((reply) => ({ ...reply, choices }))
      await store.commit(work, decided(work, { replies: card }), [])
      for (const [value, tapped] of [
        ['yes', 'Sí'],
        ['stale', null],
      ] as const) {
        const tap = await heard(store, { id: value, from: 'telegram:1', body: { kind: 'choice', value } })
        await store.commit(tap, decided(tap, { tapped }), [])
      }
      await store.appendEvent(work.conversation, 's1', {
        type: 'staff',
        by: 'ana',
        action: { kind: 'reply', text: 'Soy Ana' },
      })
      const staff = await nextTurn(store)
      await store.commit(staff, decided(staff, { replies: replies(staff, 'telegram:1', 'Soy Ana') }), [])

      const lines = await store.transcript(work.conversation)
      expect(lines.map(({ who, text: words }) => [who, words])).toEqual([
        ['person', '~5 kg'],
        ['bot', '¿Empezamos?\n\n1. Sí\n2. No'],
        ['person', 'Sí'],
        ['person', 'stale'],
        ['staff', 'Soy Ana'],
      ])
      expect(lines.slice(0, 2).map(({ id }) => id)).toEqual([work.event.id, `${work.event.id}/0`])
      expect(lines[4]?.id).toBe('s1/0')
    })

    test('shows a voice note with what was heard in it later, whichever came between', async () => {
      const store = await stores()
      const media = (path: string) => ({ kind: 'voice', mime: 'audio/ogg', path }) as const
      for (const path of ['one.ogg', 'two.ogg']) {
        const body = { kind: 'voice', media: media(path) } as const
        const note = await heard(store, { id: path, from: 'telegram:1', body })
        await store.commit(note, decided(note), [])
      }
      const conversation = store.conversationOf('telegram:1')
      for (const [path, words] of [
        ['one.ogg', 'hola'],
        ['two.ogg', 'soy artesana'],
        ['gone.ogg', 'adiós'],
      ] as const) {
        await store.appendEvent(conversation, path, { type: 'slow', askId: path })
        const later = await nextTurn(store)
        const said = replies(later, 'telegram:1', `Escuché: ${words}`)
        await store.commit(later, decided(later, { heard: { path, text: words }, replies: said }), [])
      }
      const lines = await store.transcript(conversation)
      expect(lines.map(({ who, text: words }) => [who, words])).toEqual([
        ['person', '[voice] hola'],
        ['person', '[voice] soy artesana'],
        ['bot', 'Escuché: hola'],
        ['bot', 'Escuché: soy artesana'],
        ['person', '[voice] adiós'],
        ['bot', 'Escuché: adiós'],
      ])
      expect(lines.map(({ media: file }) => file?.path)).toEqual(['one.ogg', 'two.ogg', ...Array(4).fill(undefined)])
    })
  })

  describe('an index', () => {
    test('holds a firm where its state says, and moves it in the same commit', async () => {
      const store = await stores()
      const where = async () => ({
        mentoring: await store.index('line', 'mentoring', 10),
        excellence: await store.index('line', 'excellence', 10),
        growing: await store.index('score', 'growing', 10),
        ready: await store.index('score', 'ready', 10),
        pasto: await store.index('region', 'Pasto', 10),
      })
      const before = firm('firm1', { profile: { place: { text: ' PASTO ' } }, assessments: [finished('a1', {})] })
      const first = await heard(store, text('telegram:1', 'uno'))
      await store.commit(first, decided(first, { state: kept(first, { firms: [before] }) }), [])
      expect(await where()).toEqual({
        mentoring: ['firm1'],
        excellence: [],
        growing: ['firm1'],
        ready: [],
        pasto: ['firm1'],
      })

      const after = firm('firm1', {
        assessments: [finished('a1', {}), finished('a2', { line: 'excellence', band: 'ready' })],
      })
      const second = await heard(store, text('telegram:1', 'dos'))
      await store.commit(second, decided(second, { state: kept(second, { firms: [after] }) }), [])
      expect(await where()).toEqual({ mentoring: [], excellence: ['firm1'], growing: [], ready: ['firm1'], pasto: [] })
    })

    test('merges all conversations, the newest first, up to the limit', async () => {
      const store = await stores()
      for (let n = 0; n < 12; n++) {
        const work = await heard(store, text(`telegram:${n}`, 'hola'))
        const firms = [firm(`firm${n}`, { assessments: [finished('a1', {})] })]
        await store.commit(work, decided(work, { state: kept(work, { firms }) }), [])
        await until(
          () => Promise.resolve(Date.now()),
          (now) => now > work.event.at,
        )
      }
      expect(await store.index('line', 'mentoring', 3)).toEqual(['firm11', 'firm10', 'firm9'])
      const recent = await store.recent(2)
      expect(recent.map(({ conversation }) => conversation)).toEqual(
        ['telegram:11', 'telegram:10'].map((who) => store.conversationOf(who)),
      )
    })

    test('of tasks holds those of staff that are open, by the day they are due', async () => {
      const store = await stores()
      const work = await heard(store, text('telegram:1', 'hola'))
      const task = (id: string, hours: number) =>
        ({
          type: 'plan',
          followUp: followUp(work, id, {
            owner: 'staff',
            kind: 'staff_task',
            dueAt: work.event.at + hours * 3_600_000,
          }),
        }) as const
      const followUps = [task('t1', 2), task('t2', 1), { type: 'plan', followUp: followUp(work, 'n1') } as const]
      await store.commit(work, decided(work, { followUps }), [])
      const named = (id: string) => `${work.conversation} ${id}`
      expect(await store.index('task', 'open', 5)).toEqual([named('t2'), named('t1')])
      const second = await heard(store, text('telegram:1', 'listo'))
      await store.commit(second, decided(second, { followUps: [{ type: 'close', id: 't2', state: 'done' }] }), [])
      expect(await store.index('task', 'open', 5)).toEqual([named('t1')])
    })

    test('of promises holds who waits for the answer to a question, first come first, until it was given', async () => {
      const store = await stores()
      const promise = (id: string, question: string): PlannedFollowUp => {
        return { id, kind: 'promise', dueAt: 1, nth: 0, about: fold(question) }
      }
      const named: string[] = []
      for (const [who, question] of [
        ['telegram:1', '¿Cuánto pesa la luna?'],
        ['telegram:2', 'cuanto pesa la luna'],
        ['telegram:3', '¿Y a Marte?'],
      ] as const) {
        const work = await heard(store, text(who, question))
        const planned = [promise(`p${named.length}`, question)]
        await store.commit(work, decided(work, { state: kept(work, { planned }) }), [])
        named.push(`${work.conversation} p${named.length}`)
        await until(
          () => Promise.resolve(Date.now()),
          (now) => now > work.event.at,
        )
      }
      expect(await store.index('promise', '¿Cuánto pesa la luna?', 5)).toEqual(named.slice(0, 2))
      const answered = await heard(store, text('telegram:1', 'gracias'))
      await store.commit(answered, decided(answered, { state: kept(answered, { planned: [] }) }), [])
      expect(await store.index('promise', 'Cuánto pesa la luna', 5)).toEqual(named.slice(1, 2))
      const goes = await heard(store, text('telegram:2', 'borrar'))
      const records = [{ type: 'erase', reason: 'asked', at: 3 }] as const
      await store.commit(goes, decided(goes, { state: newState, records }), [])
      expect(await store.index('promise', '¿cuánto pesa la luna?', 5)).toEqual([])
    })

    test('of gaps holds what was asked in vain, most asked first, whoever asked', async () => {
      const store = await stores()
      for (const [who, question] of [
        ['telegram:1', '¿Cómo exporto miel?'],
        ['telegram:2', '¿Y a Marte?'],
        ['telegram:3', '¿y  a marte?'],
      ] as const) {
        const work = await heard(store, text(who, question))
        const records = [{ type: 'gap', question, language: 'es', country: 'co', at: 1 } as const]
        await store.commit(work, decided(work, { records }), [])
      }
      expect(await store.index('gap', 'co', 5)).toEqual(['¿y a marte?', '¿cómo exporto miel?'])
      expect(await store.index('gap', 'in', 5)).toEqual([])
    })

    test('of what was told holds who was told each section, last first, until they are erased', async () => {
      const store = await stores()
      const told = (version: string, at: number) =>
        [{ type: 'told', sections: [{ id: 'co/rut#code-22', version }], at }] as const
      const first = await heard(store, text('telegram:1', 'rut'))
      await store.commit(first, decided(first, { records: told('11111111', 1) }), [])
      const second = await heard(store, text('telegram:2', 'rut'))
      await store.commit(second, decided(second, { records: told('22222222', 2) }), [])
      expect(await store.index('told', 'co/rut#code-22', 5)).toEqual([second.conversation, first.conversation])
      const goes = await heard(store, text('telegram:1', 'borrar'))
      const records = [{ type: 'erase', reason: 'asked', at: 3 }] as const
      await store.commit(goes, decided(goes, { records }), [])
      expect(await store.index('told', 'co/rut#code-22', 5)).toEqual([second.conversation])
    })

    test('of use holds the sections people said it of, and names nobody', async () => {
      const store = await stores()
      for (const [who, isUseful] of [
        ['telegram:1', true],
        ['telegram:2', false],
        ['telegram:3', false],
      ] as const) {
        const work = await heard(store, text(who, 'gracias'))
        const said = { type: 'useful', useful: isUseful, sections: ['co/rut#cost'], country: 'co', at: 1 } as const
        await store.commit(work, decided(work, { records: [said] }), [])
      }
      expect(await store.index('useful', 'co', 5)).toEqual(['co/rut#cost'])
      expect(await store.index('not_useful', 'co', 5)).toEqual(['co/rut#cost'])
    })
  })
}
