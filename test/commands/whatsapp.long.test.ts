import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { whatsAppPeer, type WhatsAppPeer } from '../whatsapp/peer.ts'
import { loaded, puerto, type Command } from './serving.ts'

let redis: TestRedis
let peer: WhatsAppPeer
let environment: Record<string, string>
const running: Command[] = []

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
  peer = await whatsAppPeer()
  environment = {
    ...{ REDIS_URL: redis.url, PUERTO_KEY: '07'.repeat(32), PORT: '0' },
    ...{ WHATSAPP: 'on', WHATSAPP_WS_URL: peer.url, PUERTO_DATA: mkdtempSync(join(tmpdir(), 'puerto-data-')) },
  }
})

afterAll(async () => {
  await Promise.all(running.map((one) => one.stop()))
  await peer.stop()
  await redis.stop()
})

function start(words: readonly string[], more: Readonly<Record<string, string>> = {}): Command {
  const command = puerto(words, { ...environment, ...more })
  running.push(command)
  return command
}

test('a phone is linked while the house is open, a person is answered, and the phone is unlinked', async () => {
  let serve = start(['serve'])
  await serve.says(/no phone is linked/)
  const [, port = ''] = await serve.says(/http:\/\/localhost:(\d+)/)

  const scan = start(['whatsapp', 'link'])
  await scan.says(/Scan[^]*█/)
  expect(await scan.stop('SIGINT')).toBe(1)
  expect(scan.said()).toContain('No phone was linked.')

  const link = start(['whatsapp', 'link', '--number', '+57 300 1110000'])
  const [, first = '', second = ''] = await link.says(/ {4}(\w{4})-(\w{4})/)
  await peer.typeCode(first + second)
  expect(await link.ended).toBe(0)
  expect(link.said()).toContain('Linked: +573001110000. A running Puerto takes the line')

  await serve.says(/people can write to \+573001110000 now/)
  const ana = peer.person({ name: 'Ana' })
  await ana.says('hola')
  await ana.hears(() => true)
  const health = await fetch(`http://127.0.0.1:${port}/healthz`)
  expect(await health.json()).toEqual({ alive: true, lines: { whatsapp: 'open' } })

  const status = start(['whatsapp', 'status'])
  expect(await status.ended).toBe(0)
  expect(status.said()).toContain('people can write to +573001110000')
  const again = start(['whatsapp', 'link'])
  expect(await again.ended).toBe(0)
  expect(again.said()).toContain('is linked already')

  const begun = performance.now()
  expect(await serve.stop()).toBe(0)
  expect(performance.now() - begun).toBeLessThan(15_000)
  const watch = loaded()
  serve = start(['serve'], watch.environment)
  await serve.says(/people can write/)

  const unlink = start(['whatsapp', 'unlink'])
  expect(await unlink.ended).toBe(0)
  expect(unlink.said()).toContain('Unlinked: +573001110000')
  await serve.says(/no phone is linked/)
  expect(await serve.stop()).toBe(0)
  for (const library of ['baileys', 'libsignal']) expect(watch.files().join()).toContain(`/${library}/`)
  expect(peer.trouble).toEqual([])
})
