import { expect, test } from 'vitest'
import { talkThroughKills } from './killed-chat.ts'

test('two hundred kills at random moments: no answer lost, none doubled, order kept', async () => {
  for (let round = 0; round < 8; round++) {
    const { said, heard, answers, kills } = await talkThroughKills(25, () => Math.random() * 12)
    expect(kills).toBe(25)
    expect(heard).toEqual(said)
    expect(new Set(answers).size).toBe(answers.length)
  }
})
