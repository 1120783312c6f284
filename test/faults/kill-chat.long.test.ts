import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { embeddedRedis } from '../../src/store/embedded.ts'
import { startChat, talkThroughKills } from './killed-chat.ts'
import { flawless } from './oracle.ts'

test(
  'two hundred kills at random moments, every tenth with Redis: no answer lost, none doubled, order kept',
  { timeout: 1_800_000 },
  async () => {
    const data = await mkdtemp(join(tmpdir(), 'puerto-kill-'))
    const server = await embeddedRedis({ dataDir: data })
    try {
      await startChat(data, 'first', []).end()
      const talks = await Promise.all(
        ['ana', 'luz'].map((name) => talkThroughKills({ data, socket: server.socket, name, kills: 100, both: 10 })),
      )
      for (const talk of talks) {
        expect(talk).toMatchObject({ ...flawless, kills: 100 })
        expect(talk.repeated).toBeLessThanOrEqual(100)
      }
    } finally {
      await server.leave()
      await rm(data, { recursive: true, force: true })
    }
  },
)
