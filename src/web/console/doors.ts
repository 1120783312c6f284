import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Store } from '../../store/store.ts'

const SESSION_SECONDS = 12 * 60 * 60

/** Who may come in: a secret in a cookie that no script can read. */
export interface Doors {
  /** Spends a link. False for one that opens nothing. */
  enter(c: Context, link: string): Promise<boolean>
  isOpen(c: Context): Promise<boolean>
  leave(c: Context): Promise<void>
}

export function doors({ sessions, secure }: { sessions: Store['sessions']; secure: boolean }): Doors {
  const name = secure ? '__Host-puerto_staff' : 'puerto_staff'
  const kept = { path: '/', httpOnly: true, secure, sameSite: 'Lax' } as const
  return {
    async enter(c, link) {
      const session = await sessions.redeem(link)
      if (session === null) return false
      setCookie(c, name, session, { ...kept, maxAge: SESSION_SECONDS })
      return true
    },
    async isOpen(c) {
      const session = getCookie(c, name)
      return session !== undefined && session !== '' && (await sessions.isOpen(session))
    },
    async leave(c) {
      const session = getCookie(c, name)
      if (session !== undefined && session !== '') await sessions.close(session)
      deleteCookie(c, name, kept)
    },
  }
}
