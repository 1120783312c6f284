import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { redisStore } from '../../src/store/redis.ts'
import { StoreUnavailable, type Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command } from './at-rest.ts'
import { decided, heard, nextTurn, replies, text, until } from './made.ts'

let redis: TestRedis
let store: Store

beforeEach(async () => {
  redis = await startRedis()
  store = await redisStore({ url: redis.url })
})

afterEach(async () => {
  await store.close()
  await redis.stop()
})

describe('a server that is away', () => {
  test('does not keep the store from closing', async () => {
    await redis.kill()
    await store.close()
  })

  test('is told of in one sentence when the store opens', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'puerto-'))
    const opening = redisStore({ socket: join(folder, 'none.sock') })
    await expect(opening).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(opening).rejects.toThrow('Redis cannot be reached at')
    await rm(folder, { recursive: true })
  })

  test('takes nothing, says so at once, and is found again by itself with all it had acknowledged', async () => {
    const work = await heard(store, text('telegram:1', 'hola'))
    await store.append(text('telegram:1', 'y más'))
    await redis.kill()
    await expect(store.append(text('telegram:1', 'perdido'))).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.append(text('telegram:1', 'perdido'))).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.claim(5)).rejects.toBeInstanceOf(StoreUnavailable)
    await expect(store.commit(work, decided(work), [])).rejects.toBeInstanceOf(StoreUnavailable)
    await redis.restart()
    const status = await until(
      () =>
        store.commit(work, decided(work), []).then(
          (committed) => committed.status,
          () => 'away',
        ),
      (outcome) => outcome !== 'away',
    )
    expect(status).toBe('committed')
    expect((await nextTurn(store)).event).toMatchObject({ message: { body: { text: 'y más' } } })
  })

  test('is heard again by those who wait for hints', async () => {
    let woken = 0
    await store.onReady(() => (woken += 1))
    await redis.kill()
    await redis.restart()
    // A hint that comes before the listener is back is lost, and so may be the first ones.
    let said = 0
    await until(
      async () => {
        await store.append(text('telegram:1', `hola ${said++}`)).catch(() => undefined)
        return woken
      },
      (times) => times > 0,
    )
    expect(await store.claim(5)).toHaveLength(1)
  })
})

test('a server that forgot the scripts is taught them again', async () => {
  await command(redis, 'SCRIPT', 'FLUSH')
  const work = await heard(store, text('telegram:1', 'hola'))
  expect(await store.commit(work, decided(work), [])).toMatchObject({ status: 'committed' })
})

test('when memory is full nothing new is let in, and what is inside can still be done', async () => {
  const work = await heard(store, text('telegram:1', 'hola'))
  await store.append(text('telegram:1', 'y más'))
  await command(redis, 'CONFIG', 'SET', 'maxmemory', '1')
  await expect(store.append(text('telegram:2', 'perdido'))).rejects.toBeInstanceOf(StoreUnavailable)
  const { status, send } = await store.commit(work, decided(work, { replies: replies(work, 'telegram:1', 'ya') }), [
    'telegram',
  ])
  expect(status).toBe('committed')
  if (send !== null) expect(await store.finishSend(send, { status: 'sent' }, ['telegram'])).toBeNull()
  const second = await nextTurn(store)
  expect(await store.fail(second, 'it threw')).toBe('retry')
  expect(await store.tick()).toBe(0)
  await (await redisStore({ url: redis.url })).close()
  await command(redis, 'CONFIG', 'SET', 'maxmemory', '0')
  // The refused message was not marked as seen, so its channel can bring it again.
  expect(await store.append(text('telegram:2', 'perdido'))).toMatchObject({ status: 'stored' })
})
