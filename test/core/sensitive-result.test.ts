import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { content } from '../content.ts'
import { player } from '../player.ts'

const recording = z.object({
  country: z.string(),
  language: z.string(),
  steps: z.array(z.object({ user: z.union([z.string(), z.number()]).optional() })),
})

test('a line that a sensitive answer adds is told to the person and kept nowhere that staff read', async () => {
  const file = new URL('../conversations/sensitive-adds-a-line.yaml', import.meta.url)
  const { steps, ...hints } = recording.parse(parse(readFileSync(file, 'utf8')))
  const playing = player(content, hints)
  for (const { user } of steps) if (user !== undefined) await playing.say(String(user))
  const [firm] = playing.state.firms
  const asked = content.questionnaires['export-readiness']?.co
  const line = asked?.ends === 'score' ? asked.lines.find(({ id }) => id === 'sustainable_projects') : undefined
  expect(Object.keys(firm?.sensitive ?? {})).not.toEqual([])

  const shown = await playing.say('mi resultado')
  expect(shown.map(({ text }) => text).join('\n')).toContain(line?.name.es)
  expect(shown.find(({ result }) => result !== undefined)?.result?.also).toContain(line?.id)
  await playing.say('más pasos')

  await playing.say('empezar')
  await playing.say('2')
  const finished = () => playing.state.firms[0]?.assessments.filter(({ status }) => status === 'finished').length
  for (let answers = 0; answers < 80 && finished() !== 2; answers++) await playing.say('1')
  expect(finished()).toBe(2)
  expect(JSON.stringify(playing.state.firms[0]?.assessments)).not.toContain(line?.id)
  expect(JSON.stringify(playing.records.filter(({ type }) => type === 'assessment'))).not.toContain(line?.id)
})
