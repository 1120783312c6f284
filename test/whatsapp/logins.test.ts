import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bareBot, type BareBot } from './bare-bot.ts'
import { whatsAppPeer, type WhatsAppPeer } from './peer.ts'

let peer: WhatsAppPeer
let bot: BareBot

beforeEach(async () => {
  peer = await whatsAppPeer()
})
afterEach(async () => {
  await bot.stop()
  await peer.stop()
  expect(peer.trouble).toEqual([])
})

describe('a bot that was never linked', () => {
  beforeEach(() => {
    bot = bareBot(peer)
  })

  test('is linked by what it shows, begins again, and hears people', async () => {
    peer.scanQr(await peer.until(() => bot.qrs[0]))
    expect(await bot.ended).toBe(515)
    bot.connect()
    await bot.opened()
    expect(bot.creds).toMatchObject({ me: { id: peer.bot.pn, lid: peer.bot.lid }, platform: 'android' })
    await hearsAndAnswers()
  })

  test('is linked by a code', async () => {
    await peer.until(() => bot.qrs[0])
    const code = await bot.socket.requestPairingCode('573001110000')
    await peer.typeCode(code)
    expect(await bot.ended).toBe(515)
    bot.connect()
    await bot.opened()
    expect(bot.creds.registered).toBe(true)
    await hearsAndAnswers()
  })

  test('is not let in half-way: it asked for a code that nobody typed', async () => {
    await peer.until(() => bot.qrs[0])
    await bot.socket.requestPairingCode('573001110000')
    peer.drop()
    expect(await bot.ended).toBe(428)
    bot.connect()
    expect(await bot.ended).toBe(401)
  })
})

describe('a bot that is linked', () => {
  beforeEach(() => {
    bot = bareBot(peer, peer.pairedCreds())
  })

  test.each([401, 403, 405, 503])('is told %i at its login', async (reason) => {
    peer.login = reason
    expect(await bot.ended).toBe(reason)
    expect(peer.logins).toBe(0)
  })

  test('waits for ever where nothing answers its login', async () => {
    peer.login = 'silent'
    await peer.until(() => peer.sockets === 1)
    expect(peer.logins).toBe(0)
  })

  test.each([
    ['a broken connection', 428, (): void => peer.drop()],
    ['a restart', 515, (): void => peer.endStream(515)],
    ['a service that is not there', 503, (): void => peer.endStream(503)],
    ['another socket in its place', 440, (): void => peer.endStream(440, 'replaced')],
    ['the owner, who unlinks it', 401, (): void => peer.unlink()],
  ])('is ended by %s with %i', async (_why, code, end) => {
    await bot.opened()
    end()
    expect(await bot.ended).toBe(code)
  })

  test('is replaced by a second one with its keys', async () => {
    await bot.opened()
    const first = bot.ended
    bot.connect()
    expect(await first).toBe(440)
    await bot.opened()
    expect(peer.replaced).toBe(1)
  })
})

async function hearsAndAnswers(): Promise<void> {
  const ana = peer.person()
  await ana.says('hola')
  await peer.until(() => bot.heard.find(({ message }) => message.message?.conversation === 'hola'))
  await bot.socket.sendMessage(ana.lid, { text: 'Hola, Ana' })
  await ana.hears('Hola, Ana')
}
