import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Stores } from '../../store/made.ts'

export function storeVectors(stores: Stores): void {
  describe('vectors', () => {
    test('are kept by name, number by number, and found in the order asked for', async () => {
      const [here, there] = [await stores(), await stores()]
      const vector = Float32Array.from({ length: 1536 }, (_, n) => Math.sin(n) / 40)
      await here.vectors.put([
        { name: 'a', vector },
        { name: 'b', vector: vector.subarray(1, 4) },
      ])
      expect(await there.vectors.get(['b', 'none', 'a'])).toEqual([vector.slice(1, 4), null, vector])
      await there.vectors.put([{ name: 'a', vector: Float32Array.of(-0.5, 0) }])
      expect(await here.vectors.get(['a'])).toEqual([Float32Array.of(-0.5, 0)])
    })

    test('may be many, over all slots, or none', async () => {
      const { vectors } = await stores()
      const names = Array.from({ length: 200 }, (_, n) => `name ${n}`)
      await vectors.put(names.map((name, n) => ({ name, vector: Float32Array.of(n) })))
      expect(await vectors.get(names)).toEqual(names.map((_, n) => Float32Array.of(n)))
      await vectors.put([])
      expect(await vectors.get([])).toEqual([])
    })

    test('go when nobody asked for them for long enough', async () => {
      const [short, usual] = [await stores({ times: { vectorMs: 150 } }), await stores()]
      const vector = Float32Array.of(1)
      await short.vectors.put([
        { name: 'asked for', vector },
        { name: 'forgotten', vector },
      ])
      expect(await usual.vectors.get(['asked for'])).toEqual([vector])
      await pause(180)
      expect(await usual.vectors.get(['asked for', 'forgotten'])).toEqual([vector, null])
    })
  })
}
