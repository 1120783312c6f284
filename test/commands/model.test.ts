import { afterAll, beforeAll, expect, test } from 'vitest'
import { meaningOf, modelOf } from '../../src/commands/model.ts'
import { readConfig } from '../../src/config.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { asking, prompts } from '../asks/model/door.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { sharedStub } from '../shared-stub.ts'

let redis: TestRedis
let store: Store
const stub = sharedStub()

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
  store = await redisStore({ url: redis.url })
})

afterAll(async () => {
  await store.close()
  await redis.stop()
})

const asked = {
  question: '¿Qué va en la casilla 54?',
  language: 'es',
  passages: [{ id: 'p', text: 'En la 54 va el 22.' }],
}

test('without a key there is no model', async () => {
  expect(await modelOf(readConfig({}), prompts, store)).toBeNull()
})

test('with one, a person is answered until their tokens of the day are used up, and others go on', async () => {
  const settings = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: stub.url, MODEL_TOKENS_PER_DAY: '40000' }
  const model = await modelOf(readConfig(settings), prompts, store)
  if (model === null) throw new Error('there is no model')
  const answers: string[] = []
  for (let n = 0; n < 20; n++) {
    const answer = await model.ground(asked, asking())
    answers.push(answer.kind === 'unavailable' ? answer.why : answer.kind)
  }
  // 2,000 a person; each call used 123, and the last ones would have needed more than was left.
  expect(new Set(answers)).toEqual(new Set(['grounded', 'over_budget']))
  expect(answers[0]).toBe('grounded')
  expect(answers.at(-1)).toBe('over_budget')
  expect(await model.ground(asked, { ...asking(), person: 'luis' })).toMatchObject({ kind: 'grounded' })
})

test('vectors are made by the model that is named for it, and kept in the store', async () => {
  const { signal } = new AbortController()
  const settings = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: stub.url, OPENAI_EMBEDDING_MODEL: 'vectors' }
  expect(meaningOf(readConfig({}), store, signal)).toBeNull()
  expect(meaningOf(readConfig({ OPENAI_API_KEY: 'k' }), store, signal)).toBeNull()
  const meaning = meaningOf(readConfig(settings), store, signal)
  expect(meaning?.model).toBe(`${stub.url} vectors`)
  const vector = Float32Array.of(1, 2)
  await meaning?.cache.put([{ name: 'a', vector }])
  expect(await meaning?.cache.get(['a', 'b'])).toEqual([vector, null])
})

test('a store that is away keeps no vectors, and nothing fails', async () => {
  const away = await redisStore({ url: redis.url })
  await away.close()
  const settings = { OPENAI_API_KEY: 'k', OPENAI_EMBEDDING_MODEL: 'vectors' }
  const meaning = meaningOf(readConfig(settings), away, new AbortController().signal)
  await meaning?.cache.put([{ name: 'a', vector: Float32Array.of(1) }])
  expect(await meaning?.cache.get(['a', 'b'])).toEqual([null, null])
})
