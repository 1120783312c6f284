import { createHash, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Address } from '../../core/event.ts'

/** How long a browser is known: as long as browsers keep a cookie at all. */
const keptSeconds = 400 * 24 * 60 * 60

/** How a page says who writes. `framed`: the page is shown inside sites of the programme, so the cookie must travel there. */
export interface Visitors {
  /** Gives a browser its secret, where it has none yet. */
  welcome(c: Context): void
  /** Keeps something that is no secret, such as the language of the page. */
  remember(c: Context, name: string, value: string): void
  /** The address of the person behind a request; null for a browser without a secret. */
  addressOf(c: Context): Address | null
}

/**
 * A browser is known by a secret in a cookie that no script can read. The address is its digest: staff see the address,
 * and must not be able to speak as the person.
 */
export function visitors({ secure, framed }: { secure: boolean; framed: boolean }): Visitors {
  const name = secure ? '__Host-puerto' : 'puerto'
  const secretOf = (c: Context) => {
    const given = getCookie(c, name)
    return given !== undefined && /^[\w-]{22,64}$/.test(given) ? given : null
  }
  // Inside a site of another origin only a cookie that says so is sent.
  const travels = secure && framed
  const kept = {
    path: '/',
    secure,
    sameSite: travels ? 'None' : 'Lax',
    maxAge: keptSeconds,
    ...(travels ? { partitioned: true } : {}),
  } as const
  return {
    welcome: (c) =>
      setCookie(c, name, secretOf(c) ?? randomBytes(24).toString('base64url'), { ...kept, httpOnly: true }),
    remember: (c, what, value) => setCookie(c, what, value, kept),
    addressOf(c) {
      const secret = secretOf(c)
      return secret === null ? null : `web:${createHash('sha256').update(secret).digest('base64url').slice(0, 22)}`
    },
  }
}
