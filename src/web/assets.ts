import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, sep } from 'node:path'
import { Hono } from 'hono'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

interface Asset {
  readonly body: string
  readonly type: string
  readonly tag: string
}

/** The files beside the pages, read once; a browser asks whether they changed and is told in a few bytes. */
export function assets(): Hono {
  const folder = new URL('./static/', import.meta.url)
  const known = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path): [string, Asset][] => {
      const name = path.replaceAll(sep, '/')
      const type = types[extname(name)]
      if (type === undefined) return []
      const body = readFileSync(new URL(name, folder), 'utf8')
      return [[name, { body, type, tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"` }]]
    }),
  )
  const app = new Hono()
  app.get('/static/:name', (c) => answer(c.req.raw, known.get(c.req.param('name'))))
  app.get('/static/:folder/:name', (c) => {
    return answer(c.req.raw, known.get(`${c.req.param('folder')}/${c.req.param('name')}`))
  })
  app.get('/embed.js', (c) => answer(c.req.raw, known.get('embed.js')))
  app.get('/favicon.ico', (c) => answer(c.req.raw, known.get('icon.svg')))
  return app
}

function answer(request: Request, asset: Asset | undefined): Response {
  if (asset === undefined) return new Response('404', { status: 404 })
  const headers = { 'Content-Type': asset.type, ETag: asset.tag, 'Cache-Control': 'no-cache' }
  if (request.headers.get('if-none-match') === asset.tag) return new Response(null, { status: 304, headers })
  return new Response(asset.body, { headers })
}
