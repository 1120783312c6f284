import { describe, expect, test } from 'vitest'
import type { MediaRef } from '../../../src/core/event.ts'
import type { AskResult, RecordChange } from '../../../src/core/outcome.ts'
import type { State } from '../../../src/core/state.ts'
import type { Store, Work } from '../../../src/store/store.ts'
import {
  assessmentRecord,
  decided,
  finished,
  firm,
  heard,
  kept,
  nextTurn,
  replies,
  type Stores,
  text,
} from '../../store/made.ts'

const note: MediaRef = { kind: 'voice', mime: 'audio/ogg', path: 'panela.ogg' }

const other: MediaRef = { kind: 'voice', mime: 'audio/ogg', path: 'other.ogg' }

const exported: AskResult = {
  kind: 'exported',
  media: { kind: 'document', mime: 'application/json', path: 'copy.json' },
}

/** One firm of several goes, and the others stay. */
export function storeForgetting(stores: Stores): void {
  describe('a firm that is forgotten', () => {
    test('takes its records, answers, consent, words, files and places in indexes along, and nothing of another', async () => {
      const store = await stores()
      const { conversation } = await twoFirms(store)
      const work = await heard(store, text('telegram:1', 'quitar'))
      const records: RecordChange[] = [{ type: 'forget_firm', firm: 'panela', at: work.event.at }]
      const state = { ...work.state, firms: work.state.firms.slice(1), firm: 'miel' }
      await store.commit(work, decided(work, { state, records, replies: replies(work, 'telegram:1', 'Listo') }), [])

      const left = await store.records(conversation)
      expect(left.firms.map(({ id }) => id)).toEqual(['miel'])
      expect(left.assessments.map(({ id }) => id)).toEqual(['miel-1'])
      expect(left.answers.map(({ firm: whose, by }) => [whose, by])).toEqual([['miel', 'owner']])
      expect(left.consents.map(({ firm: whose }) => whose)).toEqual(['miel'])
      const words = (await store.transcript(conversation)).map(({ text: said }) => said)
      expect(words).toEqual(['doy miel', 'Anoté: doy miel', 'quitar', 'Listo'])
      expect(await store.index('line', 'mentoring', 5)).toEqual(['miel'])
      expect(await store.condemnedMedia()).toEqual([{ conversation, path: note.path }])
    })

    test('takes along what was said of it before an answer counted, what was shown of it again, and copies of data', async () => {
      const store = await stores()
      const { conversation, state } = await twoFirms(store)
      const confirm = { kind: 'confirm', question: 'weight', answer: { number: 40 }, changing: false } as const
      const question = { kind: 'question', question: 'weight', changing: false } as const
      const listening = { id: 'a', kind: 'transcribe', said: '', saidSlow: false } as const
      await turnOf(store, { ...state, firm: 'panela', open: question, ask: listening }, 'un audio de panela', other)
      await turnOf(store, { ...state, firm: 'panela', open: confirm }, 'cuarenta de panela')
      const ticked = await heard(store, text('telegram:1', 'marco panela'))
      const ticks = replies(ticked, 'telegram:1', 'Elegido: panela').map((one) => ({ ...one, edits: '7' }))
      await store.commit(
        ticked,
        decided(ticked, { state: { ...state, firm: 'panela', open: question }, replies: ticks }),
        [],
      )
      await turnOf(store, { ...state, firm: 'miel', open: confirm }, 'cuarenta de miel')
      await turnOf(store, { ...state, firm: 'miel', open: { kind: 'my_data' } }, 'mis datos')
      await turnOf(store, { ...state, firm: 'panela', open: question }, '¿qué es el RUT?')
      await store.appendEvent(conversation, 'copied', { type: 'answered', askId: 'x', result: exported })
      const copied = await nextTurn(store)
      await store.commit(copied, decided(copied, { state: copied.state }), [])

      const work = await heard(store, text('telegram:1', 'quitar'))
      const records: RecordChange[] = [{ type: 'forget_firm', firm: 'panela', at: work.event.at }]
      const left = { ...work.state, firms: work.state.firms.slice(1), firm: 'miel', open: null }
      await store.commit(work, decided(work, { state: left, records }), [])
      const words = (await store.transcript(conversation)).map(({ text: said }) => said)
      expect(words).toEqual(['doy miel', 'Anoté: doy miel', 'cuarenta de miel', '¿qué es el RUT?', 'quitar'])
      const paths = (await store.condemnedMedia()).map(({ path }) => path)
      expect(paths.sort()).toEqual(['copy.json', 'other.ogg', note.path])
    })

    test('does not come back with a turn that was late', async () => {
      const store = await stores()
      const { conversation } = await twoFirms(store)
      const work = await heard(store, text('telegram:1', 'quitar'))
      const records: RecordChange[] = [{ type: 'forget_firm', firm: 'panela', at: work.event.at }]
      const result = decided(work, { state: { ...work.state, firms: [] }, records })
      expect((await store.commit({ ...work, token: work.token - 1 }, result, [])).status).toBe('stale')
      expect((await store.records(conversation)).firms).toHaveLength(2)
      expect((await store.commit(work, result, [])).status).toBe('committed')
      expect((await store.commit(work, result, [])).status).toBe('already')
      expect((await store.records(conversation)).firms).toHaveLength(1)
    })
  })
}

/** Words, or a voice note with them, after which the state is this. */
async function turnOf(store: Store, state: State, words: string, media?: MediaRef): Promise<void> {
  const said = text('telegram:1', words)
  const work = await heard(store, media === undefined ? said : { ...said, body: { kind: 'voice', media } })
  await store.commit(work, decided(work, { state }), [])
}

/** Two firms, each answered for once: for one by a helper, in a voice note. */
async function twoFirms(store: Store): Promise<Work> {
  const first = await heard(store, {
    id: 'v1',
    from: 'telegram:1',
    body: { kind: 'voice', media: note },
  })
  const firms = ['panela', 'miel'].map((id) => firm(id, { assessments: [finished(`${id}-1`, {})] }))
  await store.commit(
    first,
    decided(first, {
      state: kept(first, { firms, firm: 'panela' }),
      records: told(first, 'panela', 'helper'),
      replies: replies(first, 'telegram:1', 'Anoté: panela'),
    }),
    [],
  )
  const second = await heard(store, text('telegram:1', 'doy miel'))
  const records = told(second, 'miel', 'owner')
  const said = replies(second, 'telegram:1', 'Anoté: doy miel')
  await store.commit(second, decided(second, { state: second.state, records, replies: said }), [])
  return second
}

function told({ event }: Work, id: string, by: 'owner' | 'helper'): RecordChange[] {
  const { at } = event
  return [
    { type: 'firm', firm: { id, country: 'co', profile: {}, updatedAt: at } },
    { type: 'assessment', assessment: assessmentRecord(`${id}-1`, id) },
    {
      type: 'answer',
      ...{ firm: id, assessment: `${id}-1`, question: 'product', event: event.id, at, sensitive: false },
      ...{ before: null, answer: { text: id }, by },
    },
    {
      type: 'consent',
      ...{ purpose: 'answers', granted: true, firm: id, version: 'v', language: 'es' },
      ...{ address: 'telegram:1', messageId: event.id, at },
    },
  ]
}
