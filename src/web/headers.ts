import type { MiddlewareHandler } from 'hono'

/**
 * Strict headers on everything, before anything else runs. Only the chat page may be framed, by the programme's own sites.
 */
export function strictHeaders(options: { secure: boolean; embedOrigins: readonly string[] }): MiddlewareHandler {
  const { secure, embedOrigins } = options
  const policy = (ancestors: string) =>
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "media-src 'self'",
      "manifest-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      `frame-ancestors ${ancestors}`,
      "require-trusted-types-for 'script'",
    ].join('; ')
  const usual = policy("'none'")
  const framed = policy(["'self'", ...embedOrigins].join(' '))
  return async (c, next) => {
    await next()
    const headers = c.res.headers
    headers.set('Content-Security-Policy', c.req.path === '/' ? framed : usual)
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('Referrer-Policy', 'no-referrer')
    // Voice notes are recorded on the chat page alone.
    headers.set('Permissions-Policy', `camera=(), geolocation=(), microphone=(${c.req.path === '/' ? 'self' : ''})`)
    // The button for a programme's site is the one thing that other origins may load.
    headers.set('Cross-Origin-Resource-Policy', c.req.path === '/embed.js' ? 'cross-origin' : 'same-origin')
    if (secure) headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
  }
}
