import type { MiddlewareHandler } from 'hono'

/** Refuses whatever changes something and was not sent by a page of ours. */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && !isOurs(c.req.raw)) return c.text('403', 403)
  await next()
  return
}

/** Browsers say where a request comes from; one that is too old to say so names its origin. */
function isOurs(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = request.headers.get('origin')
  return origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get('host')
}
