import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newState } from '../../src/core/state.ts'
import { turn } from '../../src/core/turn.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import type { Store } from '../../src/store/store.ts'
import { consoleApp } from '../../src/web/console/console.tsx'
import { lines } from '../bench/walk.ts'
import { content } from '../content.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'

const ours = { 'sec-fetch-site': 'same-origin' }
const toResult = lines('es').slice(0, -1)

let redis: TestRedis
let store: Store
/** Of a firm that finished, answered sensitive questions, asked one of its own and then for a person. */
let roble: string

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
  store = await redisStore({ socket: redis.socket, seal: sealWith(randomBytes(32)) })
  roble = await talk('test:roble', [...toResult, '2', '2', '3', '¿cuánto cuesta el RUT?', 'asesor'])
})

afterAll(async () => {
  await store.close()
  await redis.stop()
})

describe('who may look', () => {
  test.each(['/staff', '/staff/conversations/x', '/staff/conversations/x/stream', '/staff/nothing'])(
    'without a session %s says in words how to come in',
    async (path) => {
      const response = await app().request(path, { headers: { 'accept-language': 'en' } })
      expect(response.status).toBe(401)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.text()).toContain('printed where Puerto was started')
    },
  )

  test('a made-up session is none', async () => {
    const response = await app().request('/staff', { headers: { cookie: 'puerto_staff=made-up' } })
    expect(response.status).toBe(401)
  })

  test('looking at a link does not spend it; the button does, once', async () => {
    const link = await store.sessions.makeLink()
    const shown = await app().request(`/staff/enter/${link}`)
    expect(await shown.text()).toContain(`action="/staff/enter/${link}"`)
    const entered = await app().request(`/staff/enter/${link}`, { method: 'POST', headers: ours })
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/staff'])
    const cookie = entered.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^puerto_staff=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
    const again = await app().request(`/staff/enter/${link}`, { method: 'POST', headers: ours })
    expect([again.status, again.headers.get('set-cookie')]).toEqual([401, null])
  })

  test('over TLS the cookie is kept to this host', async () => {
    const link = await store.sessions.makeLink()
    const entered = await app({ secure: true }).request(`/staff/enter/${link}`, { method: 'POST', headers: ours })
    const cookie = entered.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^__Host-puerto_staff=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  test('who leaves is out', async () => {
    const officer = await enter()
    const left = await officer.post('/staff/leave', {})
    expect(left.status).toBe(303)
    expect((await officer.get('/staff')).status).toBe(401)
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://elsewhere.example' }],
    ['nowhere', {}],
  ])('a form sent from %s is refused', async (_from, headers) => {
    const officer = await enter()
    const refused = await officer.post(`/staff/conversations/${roble}/take-over`, {}, headers)
    expect(refused.status).toBe(403)
    expect((await store.state(roble))?.takenOverBy).toBeNull()
  })

  test('a browser that only names its origin is let in from here', async () => {
    const officer = await enter()
    const headers = { origin: 'http://localhost', host: 'localhost' }
    expect((await officer.post('/staff/leave', {}, headers)).status).toBe(303)
  })
})

describe('the list', () => {
  test('says who, what they make, where they stand, their language, when, and who waits for a person', async () => {
    const page = await (await enter()).read('/staff?lang=es')
    for (const words of ['Finca El Roble', 'café tostado', 'En preparación · 55 de 100', 'español', 'este minuto'])
      expect(page).toContain(words)
    expect(page).toContain('Pidió hablar con una persona')
  })

  test('what a person wrote is text and never markup', async () => {
    await talk('test:markup', [...toResult.slice(0, 7), '<img src=x onerror=alert(1)>', '2', '"><script>1</script>'])
    const officer = await enter()
    const id = store.conversationOf('test:markup')
    for (const page of [await officer.read('/staff'), await officer.read(`/staff/conversations/${id}`)]) {
      expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
      expect(page).not.toMatch(/<img|<script>/)
    }
  })

  test('somebody who gave no permission is not in it', async () => {
    const id = await talk('test:shy', ['hola', '1'])
    expect(await (await enter()).read('/staff')).not.toContain(id)
  })
})

describe('a conversation', () => {
  test('each line of the summary leads to a message that is on the page', async () => {
    const page = await (await enter()).read(`/staff/conversations/${roble}`)
    const summary = page.slice(page.indexOf('<dl>'), page.indexOf('</dl>'))
    const anchors = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, anchor = '']) => decodeURIComponent(anchor))
    expect(anchors.length).toBeGreaterThanOrEqual(8)
    for (const anchor of anchors) expect(page).toContain(`<li id="${anchor}"`)
  })

  test('no sensitive answer is anywhere on it: what was said is only told to be private', async () => {
    const groups = content.questionnaires['export-readiness']?.co?.byId.groups_co
    const labels = groups?.options
      .filter(({ ratherNot, unknown, id }) => !ratherNot && !unknown && id !== 'none')
      .flatMap(({ label }) => Object.values(label))
    const sealed = (await store.transcript(roble)).filter(({ sensitive }) => sensitive)
    expect(sealed.length).toBeGreaterThan(1)
    const officer = await enter()
    for (const language of content.languages) {
      const page = await officer.read(`/staff/conversations/${roble}?lang=${language}`)
      for (const label of labels ?? []) expect(page).not.toContain(label)
      for (const line of ['sustainable_projects'].map(nameOfLine)) expect(page).not.toContain(line[language])
    }
    expect(await officer.read(`/staff/conversations/${roble}?lang=en`)).toContain('Private answer')
  })

  test('it needs no style or script of its own', async () => {
    const officer = await enter()
    for (const path of ['/staff', `/staff/conversations/${roble}`, '/staff/enter/x', '/staff/nothing']) {
      const page = await (await officer.get(path)).text()
      expect(page).not.toMatch(/ style=|<style|<script(?! type="module" src="\/static\/console.js">)| on\w+="/)
    }
  })

  test('one that is not there is said to be missing, and nothing is written down for it', async () => {
    const officer = await enter()
    expect((await officer.get('/staff/conversations/nobody')).status).toBe(404)
    expect((await officer.get('/staff/conversations/nobody/stream')).status).toBe(404)
    const posted = await officer.post('/staff/conversations/nobody/reply', { text: 'hola' })
    expect(posted.status).toBe(404)
    expect(await store.settled('nobody')).toBe(true)
    expect((await officer.post(`/staff/conversations/${roble}/explode`, {})).status).toBe(404)
  })

  test('one that joined another is read there', async () => {
    await store.append({ id: 'joins', from: 'test:away', body: { kind: 'text', text: 'hola' } })
    const [work] = await store.claim(1)
    if (work === undefined) throw new Error('nothing was heard')
    const state = { ...newState, linkedTo: roble }
    await store.commit(work, { ...turn(work.state, work.event, content), state, replies: [] }, ['test'])
    const shown = await (await enter()).get(`/staff/conversations/${work.conversation}`)
    expect([shown.status, shown.headers.get('location')]).toEqual([302, `/staff/conversations/${roble}`])
  })
})

describe('several firms of one phone', () => {
  test('each is a click away, with its own answers and who gave them', async () => {
    const said = ['hola', '1', '1', '1', 'respondo por otra persona', '2', '1', 'Panela La Esperanza', 'empezar']
    const conversation = await talk('test:helper', said)
    const [own, helped] = (await store.state(conversation))?.firms ?? []
    const officer = await enter()
    const path = `/staff/conversations/${encodeURIComponent(conversation)}`
    const page = await officer.read(path)
    expect(page).toContain(`href="${path}?firm=${own?.id ?? ''}"`)
    expect(page).toMatch(/<h1><bdi>Panela La Esperanza<\/bdi><\/h1>/)
    expect(page).toContain('Responde otra persona por el dueño')
    expect(page).toContain('(lo dijo quien ayuda)')
    const other = await officer.read(`${path}?firm=${own?.id ?? ''}`)
    expect(await officer.read('/staff')).toContain('<bdi>Negocio 1 · Panela La Esperanza</bdi>')
    expect(other).toContain('<h1><bdi>Negocio 1</bdi></h1>')
    expect(other).not.toContain('Responde otra persona por el dueño')
    expect(other).toContain(`?firm=${helped?.id ?? ''}`)
    expect(await officer.read(`${path}?firm=nothing`)).toContain('<bdi>Panela La Esperanza</bdi></h1>')
  })
})

describe('a voice note', () => {
  test('is played with what was heard in it, and is had by staff alone', async () => {
    const id = await talk('test:spoken', toResult.slice(0, 4))
    const media = { kind: 'voice', mime: 'audio/ogg', path: 'note.ogg' } as const
    await store.append({ id: 'v1', from: 'test:spoken', body: { kind: 'voice', media } })
    for (const work of await store.claim(10)) await store.commit(work, turn(work.state, work.event, content), [])
    const officer = await enter()
    const before = await officer.read(`/staff/conversations/${id}`)
    const src = /<audio[^>]* src="([^"]+)"/.exec(before)?.[1] ?? ''
    expect(src).toContain(`/staff/conversations/${id}/voice/`)
    for (const ask of await store.claimAsks(10)) {
      await store.finishAsk(ask, { kind: 'transcribed', text: '¿Qué es el <RUT>?' })
    }
    await handle()
    const page = await officer.read(`/staff/conversations/${id}`)
    expect(page).toContain('[voice] ¿Qué es el &lt;RUT&gt;?')
    expect(page).toContain('«¿Qué es el &lt;RUT&gt;?»')
    const played = await officer.get(src)
    expect(await played.text()).toBe('the sound of note.ogg')
    expect(Object.fromEntries(played.headers)).toMatchObject({
      'content-type': 'audio/ogg',
      'content-disposition': 'inline; filename="note.ogg"',
      'cache-control': 'no-store',
    })
    const stranger = await app().request(src)
    expect([stranger.status, (await stranger.text()).includes('the sound')]).toEqual([401, false])
    for (const wrong of [src.replace(/[^/]+$/, 'nothing'), src.replace(id, roble), `${src}%2F..`]) {
      expect((await officer.get(wrong)).status).toBe(404)
    }
  })

  test('that answers a sensitive question is not played', async () => {
    const id = await talk('test:private', [...toResult, '2'])
    const media = { kind: 'voice', mime: 'audio/ogg', path: 'private.ogg' } as const
    await store.append({ id: 'v2', from: 'test:private', body: { kind: 'voice', media } })
    for (const work of await store.claim(10)) await store.commit(work, turn(work.state, work.event, content), [])
    for (const ask of await store.claimAsks(10))
      await store.finishAsk(ask, { kind: 'transcribed', text: 'prefiero no decirlo' })
    await handle()
    const note = (await store.transcript(id)).find((entry) => entry.media?.path === 'private.ogg')
    expect([note?.text, note?.sensitive]).toEqual(['[voice] prefiero no decirlo', true])
    const officer = await enter()
    const page = await officer.read(`/staff/conversations/${id}`)
    for (const hidden of ['<audio', 'prefiero no decirlo']) expect(page).not.toContain(hidden)
    const refused = await officer.get(`/staff/conversations/${id}/voice/${encodeURIComponent(note?.id ?? '')}`)
    expect(refused.status).toBe(404)
  })

  test('that nobody can listen to is a task, which staff mark as done', async () => {
    const id = await talk('test:unheard', toResult.slice(0, 4))
    const media = { kind: 'voice', mime: 'audio/ogg', path: 'unheard.ogg' } as const
    await store.append({ id: 'v3', from: 'test:unheard', body: { kind: 'voice', media } })
    for (const work of await store.claim(10)) await store.commit(work, turn(work.state, work.event, content), [])
    for (const ask of await store.claimAsks(10)) await store.finishAsk(ask, { kind: 'transcribed', text: null })
    await handle()
    const officer = await enter()
    expect(await officer.read(`/staff/conversations/${id}?lang=es`)).toContain('Escuchar su nota de voz')
    const followUp = (await store.state(id))?.planned.find(({ kind }) => kind === 'voice_note')?.id ?? ''
    await officer.post(`/staff/conversations/${id}/close-task`, { once: 'x', followUp })
    await handle()
    expect((await store.state(id))?.planned.map(({ kind }) => kind)).not.toContain('voice_note')
  })
})

describe('what staff do', () => {
  test('a reply reaches the person and shows; the same form sent twice is one', async () => {
    const officer = await enter()
    const before = (await store.transcript(roble)).length
    const form = { once: 'one', text: 'Buenas tardes.\r\nLe cuento.' }
    const [sent, doubled] = [await officer.reply(roble, form), await officer.reply(roble, form)]
    expect(sent.headers.get('location')).toMatch(/\?sent=staff:[\w-]+#answer$/)
    expect(doubled.headers.get('location')).toBe(sent.headers.get('location'))
    const added = (await store.transcript(roble)).slice(before)
    expect(added.map(({ who, text }) => [who, text])).toEqual([
      ['staff', 'Del equipo del programa: Buenas tardes.\nLe cuento.'],
    ])
    const page = await officer.read(sent.headers.get('location') ?? '')
    expect(page).not.toContain('class="notice"')
  })

  test('other words from a page that was gone back to are another reply', async () => {
    const officer = await enter()
    const before = (await store.transcript(roble)).length
    await officer.reply(roble, { once: 'two', text: 'Uno.' })
    await officer.reply(roble, { once: 'two', text: 'Dos.' })
    expect((await store.transcript(roble)).length).toBe(before + 2)
  })

  test('until it is handled, the page says that it is on its way', async () => {
    const officer = await enter()
    const page = await officer.read(`/staff/conversations/${roble}?sent=staff:not-yet&lang=en`)
    expect(page).toContain('on its way')
  })

  test.each([
    ['nothing but spaces', ' \r\n ', 'The message is empty'],
    ['too many letters', 'é'.repeat(3001), 'keep it to 3000 letters'],
  ])('%s is refused kindly, and what was written stays', async (_what, text, words) => {
    const officer = await enter()
    const before = (await store.transcript(roble)).length
    const refused = await officer.reply(roble, { text })
    const page = await refused.text()
    expect(refused.status).toBe(422)
    expect(page).toContain(words)
    expect(page).toContain(`href="/staff/conversations/${roble}?lang=hi"`)
    expect(page).toContain(`${text.trim()}</textarea>`)
    expect((await store.transcript(roble)).length).toBe(before)
  })

  test('taking over, handing back and closing the task', async () => {
    const officer = await enter()
    const path = `/staff/conversations/${roble}`
    await officer.post(`${path}/take-over`, { once: 'a' })
    await handle()
    expect((await store.state(roble))?.takenOverBy).toBe('staff')
    expect(await officer.read(`${path}?lang=en`)).toContain('Hand back to the assistant')
    await officer.post(`${path}/release`, { once: 'b' })
    await handle()
    expect((await store.state(roble))?.takenOverBy).toBeNull()
    const followUp = /name="followUp" value="([^"]+)"/.exec(await officer.read(path))?.[1] ?? ''
    await officer.post(`${path}/close-task`, { once: 'c', followUp })
    await handle()
    expect((await store.records(roble)).followUps.find(({ id }) => id === followUp)?.state).toBe('done')
    expect(await officer.read('/staff?lang=en')).not.toContain('Asked for a person')
  })
})

test('a page that is open is told when the conversation goes on, and not what was said', async () => {
  const officer = await enter()
  const stream = (await officer.get(`/staff/conversations/${roble}/stream`)).body?.getReader()
  const heard = async () => {
    const chunk: Uint8Array | undefined = (await stream?.read())?.value
    return new TextDecoder().decode(chunk)
  }
  expect(await heard()).toBe('retry: 1500\n\n')
  await talk('test:roble', ['menú'])
  expect(await heard()).toBe('event: changed\ndata: \n\n')
  await stream?.cancel()
})

describe('the language', () => {
  test('is the one chosen, which is kept; else what the browser prefers', async () => {
    const preferring = (headers: Record<string, string>, query = '') => app().request(`/staff${query}`, { headers })
    const hindi = await preferring({ 'accept-language': 'hi-IN,hi;q=0.9,en;q=0.8' })
    expect(await hindi.text()).toContain('<html lang="hi">')
    const chosen = await preferring({ 'accept-language': 'hi' }, '?lang=en')
    expect(await chosen.text()).toContain('<html lang="en">')
    expect(chosen.headers.get('set-cookie')).toMatch(/^puerto_lang=en; /)
    const kept = await preferring({ 'accept-language': 'hi', cookie: 'puerto_lang=en' })
    expect(await kept.text()).toContain('<html lang="en">')
    const unknown = await preferring({ 'accept-language': 'hi' }, '?lang=xx')
    expect([unknown.headers.get('set-cookie'), await unknown.text()]).toEqual([
      null,
      expect.stringContaining('<html lang="hi">'),
    ])
  })
})

function app(given: { secure?: boolean } = {}) {
  const { sessions, changes } = store
  const mounted = consoleApp({
    closing: new AbortController().signal,
    store,
    content,
    sessions,
    changes,
    readMedia: ({ path }) => Promise.resolve(new TextEncoder().encode(`the sound of ${path}`)),
    now: Date.now,
    secure: false,
    ...given,
  })
  return { request: (path: string, init?: RequestInit) => mounted.request(path.replace(/^\/staff\/?/, '/'), init) }
}

/** An officer who came in, and what they do with pages and forms. */
async function enter() {
  const entered = await app().request(`/staff/enter/${await store.sessions.makeLink()}`, {
    method: 'POST',
    headers: ours,
  })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const get = (path: string) => app().request(path.split('#')[0] ?? '', { headers: { cookie } })
  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = ours) =>
    app().request(path, { method: 'POST', headers: { cookie, ...headers }, body: new URLSearchParams(form) })
  return {
    get,
    post,
    async read(path: string) {
      const response = await get(path)
      expect(response.status).toBe(200)
      return response.text()
    },
    /** With a worker at work, as the page waits for what was done to show. */
    async reply(id: string, form: Record<string, string>) {
      const working = setInterval(() => void handle(), 20)
      const cookies = { ...ours, 'accept-language': 'en' }
      const response = await post(`/staff/conversations/${id}/reply`, form, cookies)
      clearInterval(working)
      await handle()
      return response
    },
  }
}

async function talk(from: string, said: readonly string[]): Promise<string> {
  for (const text of said) {
    const id = randomBytes(8).toString('hex')
    await store.append({ id, from, body: { kind: 'text', text }, hints: { language: 'es', country: 'co' } })
    await handle()
  }
  return store.conversationOf(from)
}

/** Everything that waits, with its sends, without a worker; asks come to nothing. */
async function handle(): Promise<void> {
  const works = await store.claim(10)
  for (const work of works) {
    const { send } = await store.commit(work, turn(work.state, work.event, content), ['test'])
    for (let next = send; next !== null;) next = await store.finishSend(next, { status: 'sent' }, ['test'])
  }
  const asks = await store.claimAsks(10)
  for (const ask of asks) await store.finishAsk(ask, { kind: 'failed', reason: 'no library here' })
  if (works.length + asks.length > 0) await handle()
}

function nameOfLine(id: string): Readonly<Record<string, string>> {
  const asked = content.questionnaires['export-readiness']?.co
  return asked?.ends === 'score' ? (asked.lines.find((line) => line.id === id)?.name ?? {}) : {}
}
