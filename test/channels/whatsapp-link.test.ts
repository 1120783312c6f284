import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readCreds } from '../../src/channels/whatsapp/line/auth.ts'
import { linkPhone, type LinkOptions } from '../../src/channels/whatsapp/line/linking.ts'
import { noticeIn } from '../../src/channels/whatsapp/line/notice.ts'
import { retryCounts, sentIn } from '../../src/channels/whatsapp/line/sent.ts'
import { unlinkPhone } from '../../src/channels/whatsapp/line/unlinking.ts'
import type { InboundMessage } from '../../src/core/event.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { command } from '../store/at-rest.ts'
import { until } from '../store/made.ts'
import { whatsAppPeer, type WhatsAppPeer } from '../whatsapp/peer.ts'
import { linked, quick, seal, whatsAppAccount, type WhatsAppAccount } from './whatsapp-account.ts'

let redis: TestRedis
let peer: WhatsAppPeer
let serving: WhatsAppAccount
/** Another process, such as the one of `puerto whatsapp link`. */
let there: Store
let heard: InboundMessage[]

beforeAll(async () => {
  redis = await startRedis(['appendfsync everysec'])
})

beforeEach(async () => {
  await command(redis, 'FLUSHALL')
  peer = await whatsAppPeer()
  serving = await whatsAppAccount(peer, redis)
  there = await redisStore({ url: redis.url, seal, owner: 'there:1' })
  heard = []
  await serving.channel.start((message) => Promise.resolve(void heard.push(message)))
})

afterEach(async () => {
  await serving.stop()
  await there.close()
  await peer.stop()
  expect(peer.trouble).toEqual([])
})

afterAll(() => redis.stop())

function tools(parts: Partial<LinkOptions> = {}): LinkOptions {
  return {
    ...{ url: peer.url, version: null, agent: null, number: null, leaseMs: 30_000, times: quick },
    ...{ leases: there.leases, vaults: there.vaults, sent: sentIn(there.papers), retries: retryCounts(there.papers) },
    guards: { repository: true, journal: true },
    note: () => undefined,
    now: Date.now,
    show: () => undefined,
    signal: new AbortController().signal,
    ...parts,
  }
}

function reaches(kind: string): Promise<unknown> {
  return until(
    () => Promise.resolve(serving.channel.state().kind),
    (now) => now === kind,
  )
}

async function answers(): Promise<void> {
  await reaches('open')
  const ana = peer.person()
  await ana.says('hola')
  await peer.until(() => heard.length > 0)
  const [message] = heard
  if (message === undefined) throw new Error('nothing was heard')
  await serving.channel.send(message.from, { id: `${message.id}/0`, to: message.from, text: 'Hola, Ana' })
  await ana.hears('Hola, Ana')
}

describe('a phone', () => {
  test('is linked by scanning a code while a house waits for one, which then has the line', async () => {
    await reaches('unlinked')
    const result = await linkPhone(tools({ show: ({ code }) => peer.scanQr(code) }))
    expect(result).toEqual({ status: 'linked', number: '573001110000' })
    await answers()
  })

  test('is linked by typing a code', async () => {
    const shown: string[] = []
    const result = await linkPhone(
      tools({
        number: '573001110000',
        show({ kind, code }) {
          shown.push(kind)
          void peer.typeCode(code)
        },
      }),
    )
    expect(result).toEqual({ status: 'linked', number: '573001110000' })
    expect(shown).toEqual(['type'])
    await answers()
  })

  test('can be linked after a linking was given up half-way, with another code', async () => {
    const giveUp = new AbortController()
    const asked = linkPhone(tools({ number: '573001110000', signal: giveUp.signal, show: () => giveUp.abort() }))
    expect(await asked).toEqual({ status: 'given_up' })
    expect(await linkPhone(tools({ show: ({ code }) => peer.scanQr(code) }))).toMatchObject({ status: 'linked' })
    await answers()
  })

  test('is not linked twice, nor while another is being linked', async () => {
    const lease = await serving.store.leases.take('whatsapp', 60_000)
    expect(await linkPhone(tools())).toEqual({ status: 'busy' })
    if (lease !== null) await serving.store.leases.letGo(lease)
    await linked(peer, serving.store)
    await reaches('open')
    expect(await linkPhone(tools())).toEqual({ status: 'already', number: '573001110000' })
    expect(await noticeIn(there.papers, 0).read()).toEqual({ kind: 'open', number: '573001110000' })
  })

  test('is refused for good where WhatsApp says so', async () => {
    let isScanned = false
    const result = linkPhone(
      tools({
        show({ code }) {
          if (isScanned) return
          isScanned = true
          peer.login = 403
          peer.scanQr(code)
        },
      }),
    )
    expect(await result).toEqual({ status: 'refused', code: 403 })
  })

  test('is unlinked by the process that has the line, and the device is gone', async () => {
    await linked(peer, serving.store)
    await answers()
    const options = { ...tools(), notice: noticeIn(there.papers, 1_000) }
    expect(await unlinkPhone(options)).toEqual({ status: 'unlinked', number: '573001110000', told: true })
    await reaches('unlinked')
    expect(await there.vaults.all('whatsapp keys')).toEqual([])
    expect(await unlinkPhone(options)).toEqual({ status: 'none' })
    const again = linkPhone(tools({ show: ({ code }) => peer.scanQr(code) }))
    expect(await again).toMatchObject({ status: 'linked' })
  })

  test('is unlinked by whoever asks for it where no process has the line', async () => {
    await serving.stop()
    await linked(peer, there)
    const options = { ...tools(), notice: noticeIn(there.papers, 1_000) }
    expect(await unlinkPhone(options)).toEqual({ status: 'unlinked', number: '573001110000', told: true })
    expect(await readCreds(there.vaults)).toBeNull()
    serving = await whatsAppAccount(peer, redis)
  })
})
