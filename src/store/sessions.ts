import { createHash, randomBytes } from 'node:crypto'
import type { Base } from './base.ts'
import type { Store } from './store.ts'

const hourMs = 60 * 60 * 1000

/** Links and sessions of the console. The server keeps their digests alone: who reads it cannot enter. */
export function sessions({ redis }: Base): Store['sessions'] {
  return {
    async makeLink() {
      const link = secret()
      await redis.run('SET', key('link', link), '1', 'PX', String(hourMs))
      return link
    },

    async redeem(link) {
      if ((await redis.run('GETDEL', key('link', link))) === null) return null
      const session = secret()
      await redis.run('SET', key('session', session), '1', 'PX', String(12 * hourMs))
      return session
    },

    isOpen: async (session) => (await redis.run('GETEX', key('session', session), 'PX', String(12 * hourMs))) !== null,

    async close(session) {
      await redis.run('DEL', key('session', session))
    },
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}

function key(kind: 'link' | 'session', value: string): string {
  return `puerto:{00}:${kind}:${createHash('sha256').update(value).digest('base64url')}`
}
