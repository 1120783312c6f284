import { expect, test } from 'vitest'
import { talkThroughKills } from './killed-chat.ts'

test(
  'a conversation killed at random moments goes on where it was: no answer lost, none doubled, order kept',
  { timeout: 60_000 },
  async () => {
    const { said, heard, answers, kills } = await talkThroughKills(6, () => Math.random() * 12)
    expect(kills).toBe(6)
    expect(heard).toEqual(said)
    expect(new Set(answers).size).toBe(answers.length)
  },
)
