import { describe, expect, test } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import type { InboundMessage } from '../../src/core/event.ts'

/** A channel with both its ends in the hands of a test. */
export interface Wired {
  readonly channel: Channel
  readonly person: string
  /** The person writes; resolves when the channel has told them, or its upstream, how it went. */
  readonly write: (text: string) => Promise<'acknowledged' | 'refused'>
  /** Everything the person sees of what was sent, in order. */
  readonly seen: () => Promise<string[]>
}

/** What every channel promises. `wire` makes a fresh one that was not started. */
export function channelContract(wire: () => Wired | Promise<Wired>): void {
  describe('what a person writes', () => {
    test('is handed over as it was written, from an address that carries the name of the channel', async () => {
      const { channel, person, write } = await wire()
      const heard: InboundMessage[] = []
      await channel.start((message) => Promise.resolve(void heard.push(message)))
      for (const text of ['hola  ', '¿Qué código pongo?', 'नमस्ते', '<b>1</b>', '👩🏽‍🌾 \u202e x']) await write(text)
      expect(heard.map(({ body }) => (body.kind === 'text' ? body.text : body.kind))).toEqual([
        'hola  ',
        '¿Qué código pongo?',
        'नमस्ते',
        '<b>1</b>',
        '👩🏽‍🌾 \u202e x',
      ])
      expect(new Set(heard.map(({ from }) => from))).toEqual(new Set([person]))
      expect(person.startsWith(`${channel.name}:`)).toBe(true)
      expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length)
      await channel.stop()
    })

    test('is acknowledged only once it is durable', async () => {
      const { channel, write } = await wire()
      let keep: () => void = () => undefined
      let answer: string | null = null
      const reached = new Promise<void>((resolve) => {
        void channel.start(
          () =>
            new Promise((kept) => {
              keep = kept
              resolve()
            }),
        )
      })
      const written = write('hola').then((how) => (answer = how))
      await reached
      expect(answer).toBeNull()
      keep()
      await written
      expect(answer).toBe('acknowledged')
      await channel.stop()
    })

    test('is not acknowledged where it could not be kept', async () => {
      const { channel, write } = await wire()
      await channel.start(() => Promise.reject(new Error('the store is away')))
      expect(await write('hola')).toBe('refused')
      await channel.stop()
    })
  })

  describe('what is sent', () => {
    test('is seen in order, with its choices', async () => {
      const { channel, person, seen } = await wire()
      await channel.start(() => Promise.resolve())
      expect(await channel.send(person, { id: 'a/0', to: person, text: 'Uno' })).toMatchObject({ status: 'sent' })
      const choices = [
        { value: 'yes', label: 'Sí' },
        { value: 'no', label: 'No' },
      ]
      expect(await channel.send(person, { id: 'a/1', to: person, text: '¿Empezamos?', choices })).toMatchObject({
        status: 'sent',
      })
      const [first = '', second = ''] = await seen()
      expect(first).toContain('Uno')
      expect(second).toMatch(/¿Empezamos\?[^]*1\. Sí[^]*2\. No/)
      await channel.stop()
    })
  })
}
