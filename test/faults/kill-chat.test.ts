import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { embeddedRedis } from '../../src/store/embedded.ts'
import { startChat, talkThroughKills } from './killed-chat.ts'
import { flawless } from './oracle.ts'

test(
  'a conversation killed at random moments goes on where it was: no answer lost, none doubled, order kept',
  { timeout: 60_000 },
  async () => {
    const data = await mkdtemp(join(tmpdir(), 'puerto-kill-'))
    const server = await embeddedRedis({ dataDir: data })
    try {
      await startChat(data, 'first', []).end()
      const talk = await talkThroughKills({ data, socket: server.socket, name: 'ana', kills: 4, both: 4 })
      expect(talk).toMatchObject({ ...flawless, kills: 4 })
      expect(talk.repeated).toBeLessThanOrEqual(4)
    } finally {
      await server.leave()
      await rm(data, { recursive: true, force: true })
    }
  },
)
