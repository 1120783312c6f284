import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { conversationOf } from '../../src/store/keys.ts'
import { freePort, startServe } from './serve-process.ts'
import { fileOf } from '../store/sounds.ts'
import { addressOf, visit } from './visitor.ts'

describe('a server that is served', () => {
  test('may be parted over processes: one serves the pages, another does the work', { timeout: 60_000 }, async () => {
    const data = await mkdtemp(join(tmpdir(), 'puerto-serve-'))
    const pages = await startServe(data, await freePort(), { PUERTO_ROLES: 'web' })
    const person = await visit(pages.url)
    const leave = await person.listen()
    expect((await person.say('hola')).status).toBe(202)
    expect(person.told.filter(({ who }) => who === 'bot')).toEqual([])
    const work = await startServe(data, 0, { PUERTO_ROLES: 'worker,clock,channels' })
    await person.hears(/asistente|ayudarle/)
    leave()
    await work.stop()
    await pages.stop()
    await rm(data, { recursive: true, force: true })
  })

  test(
    'has a voice note that it acknowledged also after a kill, for staff to listen to',
    { timeout: 60_000 },
    async () => {
      const data = await mkdtemp(join(tmpdir(), 'puerto-serve-'))
      const port = await freePort()
      const killed = await startServe(data, port)
      const person = await visit(killed.url)
      const leave = await person.listen()
      await person.hears(/^Hola/)
      for (const heard of [/permiso/, /18 años/, /vender en otros países/]) {
        await person.say('1')
        await person.hears(heard)
      }
      const note = fileOf('ogg', 'un producto')
      expect((await person.speak(note)).status).toBe(202)
      await killed.kill()
      leave()
      const server = await startServe(data, port)
      const again = await person.listen()
      await person.hears(/el equipo la tiene y la va a oír/)
      const same = { 'Sec-Fetch-Site': 'same-origin' }
      const entered = await fetch(server.staffLink, { method: 'POST', headers: same, redirect: 'manual' })
      const headers = { Cookie: entered.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '' }
      const id = conversationOf(addressOf(person.cookie))
      const page = await (await fetch(`${server.url}/staff/conversations/${id}`, { headers })).text()
      const src = /<audio[^>]* src="([^"]+)"/.exec(page)?.[1] ?? ''
      const played = await fetch(server.url + src, { headers })
      expect(new Uint8Array(await played.arrayBuffer())).toEqual(note)
      again()
      await server.stop()
      await rm(data, { recursive: true, force: true })
    },
  )
})
