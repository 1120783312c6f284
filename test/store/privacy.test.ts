import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newState, type State } from '../../src/core/state.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Store, Work } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command, disk, everything } from './at-rest.ts'
import { decided, finished, firm, followUp, heard, kept, nextTurn, replies, text, until } from './made.ts'

const key = new Uint8Array(32).fill(7)
const seal = sealWith(key)

let redis: TestRedis
let store: Store

beforeEach(async () => {
  redis = await startRedis()
  store = await redisStore({ url: redis.url, seal, times: { retryAfterMs: [], ephemeralMs: 60 } })
})

afterEach(async () => {
  await store.close()
  await redis.stop()
})

describe('what is sensitive', () => {
  test('is nowhere to be read at rest, and everywhere where it is asked for', async () => {
    const work = await heard(store, text('telegram:1', 'soy indigena-quillasinga'))
    await store.commit(work, sensitiveTurn(work), [])
    const quiet = await heard(store, text('telegram:1', 'gracias'))
    await store.commit(quiet, decided(quiet, { state: quiet.state }), [])

    const stored = await everything(redis)
    for (const word of ['quillasinga', 'grupo-arhuaco', 'nota-privada']) expect(stored).not.toContain(word)
    expect(stored).toContain('gracias')

    expect(await store.state(work.conversation)).toEqual(sensitiveTurn(work).state)
    expect((await store.transcript(work.conversation)).map(({ text: words, sensitive }) => [words, sensitive])).toEqual(
      [
        ['soy indigena-quillasinga', true],
        ['Anoté: indigena-quillasinga', true],
        ['gracias', false],
      ],
    )
    expect((await store.records(work.conversation)).answers).toEqual(sensitiveTurn(work).records)
    expect((await store.records(work.conversation)).followUps).toMatchObject([{ notes: ['nota-privada'] }])
    expect(await store.index('population', 'grupo-arhuaco', 5)).toEqual(['firm1'])
    expect(await store.claimAsks(5)).toMatchObject([{ ask: { question: 'indigena-quillasinga' } }])
    expect(await store.claimSends(['telegram'], 5)).toMatchObject([
      { message: { text: 'Anoté: indigena-quillasinga' } },
    ])
  })

  test('is not to be read either where it waits to be confirmed', async () => {
    const work = await heard(store, text('telegram:1', 'hola'))
    const open: State['open'] = { kind: 'confirm', question: 'other', answer: { text: 'quillasinga' }, changing: false }
    const state = kept(work, { consents: { answers: granted, sensitive: granted }, open })
    await store.commit(work, decided(work, { state }), [])
    expect(await everything(redis)).not.toContain('quillasinga')
    expect(await store.state(work.conversation)).toEqual(state)
  })

  test('stays sealed when its follow-up is due and when its event is set aside', async () => {
    const work = await heard(store, text('telegram:1', 'hola'))
    const result = sensitiveTurn(work)
    const due = followUp(work, 'f1', { dueAt: work.event.at, notes: ['nota-privada'] })
    await store.commit(work, { ...result, followUps: [{ type: 'plan', followUp: due }] }, [])
    await store.tick()
    expect(await everything(redis)).not.toContain('nota-privada')
    const told = await nextTurn(store)
    expect(told.event).toMatchObject({ type: 'due', followUp: { notes: ['nota-privada'] } })
    expect(await store.fail(told, 'it threw')).toBe('parked')
    expect(await everything(redis)).not.toContain('nota-privada')
    expect(await store.parked()).toMatchObject([{ event: { followUp: { notes: ['nota-privada'] } } }])
  })

  test('stays sealed on its way to a conversation that its own one joins', async () => {
    const work = await heard(store, text('telegram:1', 'hola'))
    const before = sensitiveTurn(work)
    await store.commit(work, { ...before, replies: [], asks: [] }, [])
    const code = await heard(store, text('telegram:1', 'CDFG-HJKM'))
    const home = store.conversationOf('web:1')
    const body = { type: 'linked', from: work.conversation, state: code.state } as const
    const forwards = [{ id: 'l1', to: home, body }]
    await store.commit(code, decided(code, { state: { ...newState, linkedTo: home }, forwards }), [])
    const words = ['quillasinga', 'grupo-arhuaco', 'nota-privada']
    for (const word of words) expect(await everything(redis)).not.toContain(word)
    const [send] = await store.claimSends(['forward'], 1)
    if (send?.forward === undefined) throw new Error('nothing was forwarded')
    await store.appendEvent(home, 'l1', send.forward.body)
    for (const word of words) expect(await everything(redis)).not.toContain(word)
    const arriving = await nextTurn(store)
    await store.commit(arriving, decided(arriving, { state: { ...newState, ...before.state } }), [])
    for (const word of words) expect(await everything(redis)).not.toContain(word)
    expect((await store.records(home)).answers).toEqual(before.records)
    expect((await store.records(home)).followUps).toMatchObject([{ conversation: home, notes: ['nota-privada'] }])
    expect((await store.transcript(home))[0]).toMatchObject({ text: 'hola', sensitive: true })
  })

  test('cannot be written without a key, and the turn that tries changes nothing', async () => {
    const keyless = await redisStore({ url: redis.url })
    const work = await heard(keyless, text('telegram:1', 'hola'))
    await expect(keyless.commit(work, sensitiveTurn(work), [])).rejects.toThrow('no key was given')
    expect(await keyless.state(work.conversation)).toBeNull()
    await keyless.close()
  })

  test('cannot be opened with another key', async () => {
    const work = await heard(store, text('telegram:1', 'hola'))
    await store.commit(work, sensitiveTurn(work), [])
    const other = await redisStore({ url: redis.url, seal: sealWith(new Uint8Array(32).fill(8)) })
    await expect(other.state(work.conversation)).rejects.toThrow()
    await other.close()
    expect(() => sealWith(new Uint8Array(16))).toThrow('32 bytes')
  })
})

test('without consent nothing but dedupe marks and nameless gaps is left after a day', async () => {
  await store.aliases.firstSeen('telegram', ['573001112233', 'otro-nombre'])
  const work = await heard(store, text('telegram:573001112233', 'palabra-suelta'))
  const result = decided(work, {
    state: { ...newState, address: 'telegram:573001112233' },
    replies: replies(work, 'telegram:1', 'respuesta'),
  })
  const { send } = await store.commit(work, result, ['telegram'])
  if (send !== null) await store.finishSend(send, { status: 'sent' }, ['telegram'])
  await until(
    () => store.state(work.conversation),
    (state) => state === null,
  )
  const stored = await everything(redis)
  expect(stored).not.toContain(work.conversation)
  for (const word of ['palabra-suelta', 'respuesta', '573001112233', 'otro-nombre', ':alias:'])
    expect(stored).not.toContain(word)
})

test('an erasure leaves no trace, in the server or on its disk', async () => {
  const seeded = [
    '573009998877',
    'Finca-Esperanza',
    'dije-algo',
    'contesté-algo',
    'tarea-de-ana',
    'pregunta-lenta',
    'venenoso',
    'espera-aún',
    'voz.ogg',
    ':alias:',
    'otro-nombre',
  ]
  const who = 'telegram:573009998877'
  const work = await heard(store, {
    ...text(who, 'dije-algo'),
    body: { kind: 'voice', caption: 'dije-algo', media: { kind: 'voice', mime: 'audio/ogg', path: 'voz.ogg' } },
  })
  const { send: first } = await store.commit(
    work,
    decided(work, {
      state: kept(work, {
        address: who,
        firms: [
          firm('Finca-Esperanza', {
            assessments: [finished('a1', {})],
            profile: { place: { text: 'Finca-Esperanza' } },
          }),
        ],
      }),
      replies: replies(work, who, 'contesté-algo', 'contesté-algo y más'),
      records: [{ type: 'firm', firm: { id: 'Finca-Esperanza', country: 'co', profile: {}, updatedAt: 1 } }],
      followUps: [{ type: 'plan', followUp: followUp(work, 't1', { owner: 'staff', notes: ['tarea-de-ana'] }) }],
      asks: [{ ...consultAsk, question: 'pregunta-lenta' }],
    }),
    ['telegram'],
  )
  if (first !== null) await store.finishSend(first, { status: 'rejected', reason: 'too long' }, ['telegram'])
  await store.aliases.firstSeen('telegram', ['573009998877', 'otro-nombre'], 'otro-nombre')
  await store.letters.put(work.conversation, { id: 'carta', who: 'bot', at: 1, text: 'dije-algo' })
  await store.fail(await heard(store, text(who, 'venenoso')), 'venenoso')
  const word = await nextTurn(store)
  await store.commit(word, decided(word, { state: word.state }), [])
  const before = await everything(redis)
  for (const words of seeded.filter((one) => one !== 'espera-aún')) expect(before).toContain(words)

  const erasing = await heard(store, text(who, 'borrar'))
  await store.append(text(who, 'espera-aún'))
  const receipt = replies(erasing, who, 'Listo')
  const { send } = await store.commit(
    erasing,
    decided(erasing, { state: newState, replies: receipt, records: [{ type: 'erase', reason: 'asked', at: 5 }] }),
    ['telegram'],
  )
  if (send !== null) await store.finishSend(send, { status: 'sent' }, ['telegram'])
  for (const media of await store.condemnedMedia()) await store.unlinked(media)

  const left = await everything(redis)
  for (const words of seeded) expect(left).not.toContain(words)
  expect(left).toContain(seal.digest(erasing.conversation))
  // The conversation's id, a digest itself, is left where the order is kept and where the rewriting is asked for.
  const named = left.split('\n').filter((line) => line.includes(erasing.conversation))
  expect(named.map((line) => line.replace(/^puerto:\{\d\d\}:(\w+)[: ].*$/u, '$1')).sort()).toEqual(['c', 'unrewritten'])

  expect(await disk(redis)).toContain('Finca-Esperanza')
  await store.tick()
  await until(
    () => command(redis, 'INFO', 'persistence'),
    (info) => info.includes('aof_rewrite_in_progress:0') && info.includes('aof_rewrite_scheduled:0'),
  )
  const written = await until(
    () => disk(redis),
    (found) => !found.includes('Finca-Esperanza'),
  )
  for (const words of seeded) expect(written).not.toContain(Buffer.from(words).toString('latin1'))
})

function sensitiveTurn(work: Work) {
  const consents: State['consents'] = { answers: granted, sensitive: granted }
  const answer = { text: 'indigena-quillasinga' }
  const firms = [
    firm('firm1', { sensitive: { groups_co: { options: ['grupo-arhuaco', 'rather_not'] }, other: answer } }),
  ]
  return decided(work, {
    state: kept(work, { consents, firms, open: { kind: 'confirm', question: 'other', answer, changing: false } }),
    replies: replies(work, 'telegram:1', 'Anoté: indigena-quillasinga'),
    records: [
      {
        type: 'answer',
        firm: 'firm1',
        assessment: '',
        question: 'other',
        before: null,
        answer,
        by: 'owner',
        event: work.event.id,
        at: 5,
        sensitive: true,
      },
    ],
    followUps: [{ type: 'plan', followUp: followUp(work, 'f1', { notes: ['nota-privada'] }) }],
    asks: [{ ...consultAsk, question: 'indigena-quillasinga' }],
    sensitive: true,
  })
}

const consultAsk = {
  ...({ id: 'ask1', kind: 'consult', language: 'es', country: 'co' } as const),
  ...{ before: [], product: null, askedBack: false },
}

const granted = { granted: true, version: '1', at: 1 }
