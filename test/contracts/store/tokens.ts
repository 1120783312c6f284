import { describe, expect, test } from 'vitest'
import type { Stores } from '../../store/made.ts'

const limits = { personDay: 100, day: 250, month: 400 }

export function storeTokens(stores: Stores): void {
  describe('tokens', () => {
    test('are set aside as long as a person has some left', async () => {
      const { tokens } = await stores()
      expect(await tokens.reserve('ana', 60, limits)).toMatchObject({ person: 'ana', tokens: 60 })
      expect(await tokens.reserve('ana', 41, limits)).toBeNull()
      expect(await tokens.reserve('ana', 40, limits)).not.toBeNull()
      expect(await tokens.reserve('ana', 1, limits)).toBeNull()
      expect(await tokens.reserve('luis', 100, limits)).not.toBeNull()
    })

    test('end for everybody when those of the day or of the month are used up', async () => {
      const { tokens } = await stores()
      for (const person of ['a', 'b']) expect(await tokens.reserve(person, 100, limits)).not.toBeNull()
      expect(await tokens.reserve('c', 51, limits)).toBeNull()
      expect(await tokens.reserve('c', 50, limits)).not.toBeNull()
      expect(await tokens.reserve('d', 1, limits)).toBeNull()
      expect(await tokens.reserve('d', 100, { ...limits, day: 1000 })).not.toBeNull()
      expect(await tokens.reserve('e', 51, { ...limits, day: 1000 })).toBeNull()
    })

    test('that a limit refuses count against no other', async () => {
      const { tokens } = await stores()
      expect(await tokens.reserve('ana', 101, limits)).toBeNull()
      expect(await tokens.reserve('ana', 10, { ...limits, month: 9 })).toBeNull()
      expect(await tokens.reserve('ana', 100, { personDay: 100, day: 100, month: 100 })).not.toBeNull()
    })

    test('become what was used', async () => {
      const { tokens } = await stores()
      const first = await tokens.reserve('ana', 90, limits)
      if (first === null) throw new Error('none were left')
      await tokens.settle(first, 20)
      expect(await tokens.reserve('ana', 81, limits)).toBeNull()
      const second = await tokens.reserve('ana', 80, limits)
      if (second === null) throw new Error('none were left')
      await tokens.settle(second, 130)
      expect(await tokens.reserve('ana', 1, limits)).toBeNull()
      expect(await tokens.reserve('luis', 100, limits)).not.toBeNull()
      expect(await tokens.reserve('eva', 1, limits)).toBeNull()
    })

    test('are never promised twice, however many ask at once', async () => {
      const [here, there] = [await stores(), await stores()]
      const asked = Array.from({ length: 60 }, (_, n) => (n % 2 ? here : there).tokens.reserve(`p${n}`, 10, limits))
      expect((await Promise.all(asked)).filter((one) => one !== null)).toHaveLength(25)
    })
  })
}
