import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { writeRecording, type Recording } from '../src/commands/recording.ts'
import { content } from './content.ts'
import { replay } from './player.ts'

const folder = join(import.meta.dirname, 'conversations')

describe('conversations read like the specification', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
    const recording: Recording = parse(readFileSync(join(folder, file), 'utf8'))
    test(recording.about, async () => {
      await expect(writeRecording(await replay(content, recording))).toMatchFileSnapshot(join(folder, file))
    })
  }
})
