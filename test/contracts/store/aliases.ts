import { describe, expect, test } from 'vitest'
import { newState } from '../../../src/core/state.ts'
import type { Store } from '../../../src/store/store.ts'
import { decided, heard, kept, nextTurn, type Stores, text, until } from '../../store/made.ts'

/** One person whom a channel calls by several names. */
export function storeAliases(stores: Stores): void {
  describe('names of one person', () => {
    test('all stand for the one that was seen first', async () => {
      const { aliases } = await stores()
      expect(await aliases.firstSeen('cloud', ['57300'])).toBe('57300')
      expect(await aliases.firstSeen('cloud', ['CO.7', '57300'])).toBe('57300')
      expect(await aliases.firstSeen('cloud', ['CO.7'])).toBe('57300')
      expect(await aliases.firstSeen('cloud', ['CO.7', '57311'])).toBe('57300')
      expect(await aliases.firstSeen('cloud', ['57311'])).toBe('57300')
      expect(await aliases.firstSeen('cloud', ['57399'])).toBe('57399')
      expect(await aliases.firstSeen('whatsapp', ['CO.7', '57300'])).toBe('CO.7')
    })

    test('that are met for the first time together stand for the first of them, whoever asks first', async () => {
      const [here, there] = [await stores(), await stores()]
      const asked = await Promise.all(
        Array.from({ length: 20 }, (_, n) =>
          n % 2 === 0 ? here.aliases.firstSeen('w', ['lid', 'pn']) : there.aliases.firstSeen('w', ['pn', 'lid']),
        ),
      )
      expect(new Set(asked).size).toBe(1)
    })

    test('seen apart until now: the later conversation is told, once, which is the earlier one', async () => {
      const store = await stores()
      await store.aliases.firstSeen('w', ['pn'])
      await store.aliases.firstSeen('w', ['lid'])
      expect(await store.aliases.firstSeen('w', ['lid', 'old'])).toBe('lid')
      for (const names of [['lid', 'pn'], ['pn', 'lid'], ['old'], ['lid']])
        expect(await store.aliases.firstSeen('w', names)).toBe('pn')
      const { conversation, event } = await nextTurn(store)
      expect(conversation).toBe(store.conversationOf('w:lid'))
      expect(event).toMatchObject({ type: 'same_person', earlier: store.conversationOf('w:pn') })
      expect(await store.claim(5)).toEqual([])
    })

    test('may change hands, but for the one that nobody else will ever have', async () => {
      const store = await stores()
      const { aliases } = store
      expect(await aliases.firstSeen('cloud', ['57300'])).toBe('57300')
      expect(await aliases.lasting('cloud', '57300')).toBeNull()
      expect(await aliases.firstSeen('cloud', ['CO.7', '57300'], 'CO.7')).toBe('57300')
      expect(await aliases.lasting('cloud', '57300')).toBe('CO.7')
      expect(await aliases.firstSeen('cloud', ['CO.9', '57300'], 'CO.9')).toBe('CO.9')
      expect(await aliases.firstSeen('cloud', ['57300'])).toBe('CO.9')
      expect(await aliases.firstSeen('cloud', ['CO.7', '57311'], 'CO.7')).toBe('57300')
      expect(await aliases.firstSeen('cloud', ['57311'])).toBe('57300')
      expect(await aliases.lasting('cloud', 'CO.9')).toBe('CO.9')
      expect(await store.claim(5)).toEqual([])
    })

    test('are forgotten after a day where nothing of the person is kept, and stay where something is', async () => {
      const store = await stores({ times: { ephemeralMs: 80 } })
      await known(store, 'there', true)
      await known(store, 'gone', false)
      const heardLast = Date.now()
      await until(
        () => Promise.resolve(Date.now()),
        (now) => now > heardLast + 100,
      )
      expect(await store.aliases.firstSeen('w', ['gone too'])).toBe('gone too')
      expect(await store.aliases.firstSeen('w', ['there too'])).toBe('there')
    })

    test('go with what is erased, and the person who writes again begins anew', async () => {
      const store = await stores()
      await known(store, 'pn', true)
      const work = await heard(store, text('w:pn', 'borrar'))
      const records = [{ type: 'erase', reason: 'asked', at: 1 }] as const
      await store.commit(work, decided(work, { state: newState, records }), [])
      expect(await store.aliases.firstSeen('w', ['pn too'])).toBe('pn too')
      expect(await store.aliases.firstSeen('w', ['pn too', 'pn'])).toBe('pn too')
      expect(await store.aliases.lasting('w', 'pn')).toBeNull()
      expect(await store.claim(5)).toEqual([])
    })
  })
}

/** Somebody with two names who wrote, with consent or without. */
async function known(store: Store, name: string, consents: boolean): Promise<void> {
  const names = [name, `${name} too`]
  const firstSeen = () => store.aliases.firstSeen('w', names, name)
  const work = await heard(store, text(`w:${await firstSeen()}`, name))
  await store.commit(work, decided(work, { state: consents ? kept(work) : newState }), [])
  await firstSeen()
}
