import { describe, expect, test } from 'vitest'
import { next, type Stores } from '../../store/made.ts'

export function storeLeases(stores: Stores): void {
  describe('a lease', () => {
    test('is held by one process at a time, and by the next once it was let go', async () => {
      const [here, there] = [await stores({ owner: 'a:1' }), await stores({ owner: 'b:2' })]
      const lease = await here.leases.take('telegram:1', 60_000)
      expect(lease).toMatchObject({ name: 'telegram:1', position: null })
      expect(await there.leases.take('telegram:1', 60_000)).toBeNull()
      expect(await there.leases.take('telegram:2', 60_000)).not.toBeNull()
      if (lease !== null) await here.leases.letGo(lease)
      expect(await there.leases.take('telegram:1', 60_000)).not.toBeNull()
    })

    test('tells its next holder where the last one stood', async () => {
      const [here, there] = [await stores({ owner: 'a:1' }), await stores({ owner: 'b:2' })]
      const lease = await here.leases.take('telegram:1', 60_000)
      if (lease === null) throw new Error('nobody else is here')
      expect(await here.leases.keep(lease, 60_000, '42')).toBe(true)
      await here.leases.keep(lease, 60_000)
      await here.leases.letGo(lease)
      expect(await there.leases.take('telegram:1', 60_000)).toMatchObject({ position: '42' })
    })

    test('is not for one who held it before: no note of that one counts', async () => {
      const [here, there] = [await stores({ owner: 'a:1' }), await stores({ owner: 'b:2' })]
      const late = await here.leases.take('telegram:1', 1)
      const lease = await next(async () => {
        const taken = await there.leases.take('telegram:1', 60_000)
        return taken === null ? [] : [taken]
      })
      if (late === null) throw new Error('nobody else was here')
      expect(lease.token).toBeGreaterThan(late.token)
      expect(await here.leases.keep(late, 60_000, '99')).toBe(false)
      await here.leases.letGo(late)
      expect(await there.leases.keep(lease, 60_000, '7')).toBe(true)
      await there.leases.letGo(lease)
      expect(await here.leases.take('telegram:1', 60_000)).toMatchObject({ position: '7' })
    })

    test('comes back at once to a process of the same name, and from one that lives no more', async () => {
      const [here, again, there] = [
        await stores({ owner: 'a:1' }),
        await stores({ owner: 'a:1' }),
        await stores({ owner: 'b:2' }),
      ]
      expect(await here.leases.take('telegram:1', 60_000)).not.toBeNull()
      expect(await again.leases.take('telegram:1', 60_000)).not.toBeNull()
      expect(await there.leases.take('telegram:1', 60_000)).toBeNull()
      expect(await there.release((owner) => owner === 'a:1')).toBe(1)
      expect(await there.leases.take('telegram:1', 60_000)).not.toBeNull()
    })
  })

  describe('numbers that only grow', () => {
    test('never go back, and are forgotten when their time is over', async () => {
      const store = await stores()
      expect(await store.heights.of('status 1')).toBe(0)
      expect(await store.heights.raise('status 1', 3, 60_000)).toBe(true)
      expect(await store.heights.raise('status 1', 2, 60_000)).toBe(false)
      expect(await store.heights.raise('status 1', 3, 60_000)).toBe(false)
      expect(await store.heights.raise('status 1', 4, 60_000)).toBe(true)
      expect(await store.heights.of('status 1')).toBe(4)
      await store.heights.raise('status 2', 9, 1)
      expect(await next(async () => ((await store.heights.of('status 2')) === 0 ? ['over'] : []))).toBe('over')
    })
  })

  describe('what is done once in a while', () => {
    test('is new once, and again when its time is over', async () => {
      const store = await stores()
      expect(await store.once('group -100', 60_000)).toBe(true)
      expect(await store.once('group -100', 60_000)).toBe(false)
      expect(await store.once('group -200', 1)).toBe(true)
      expect(await next(async () => ((await store.once('group -200', 1)) ? ['again'] : []))).toBe('again')
    })
  })
}
