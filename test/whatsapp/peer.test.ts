import { downloadMediaMessage } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bareBot, type BareBot } from './bare-bot.ts'
import { whatsAppPeer, type WhatsAppPeer } from './peer.ts'

let peer: WhatsAppPeer
let bot: BareBot

beforeEach(async () => {
  peer = await whatsAppPeer()
  bot = bareBot(peer, peer.pairedCreds())
  await bot.opened()
})
afterEach(async () => {
  await bot.stop()
  await peer.stop()
  expect(peer.trouble).toEqual([])
})

test('a person writes, the bot answers, and each could open what the other sealed', async () => {
  const ana = peer.person({ name: 'Ana' })
  const id = await ana.says('hola')
  const { message } = await peer.until(() => bot.heard.find(({ message: heard }) => heard.key.id === id))
  expect(message).toMatchObject({ message: { conversation: 'hola' }, pushName: 'Ana' })
  expect(message.key).toMatchObject({ remoteJid: ana.lid, remoteJidAlt: ana.pn, fromMe: false, addressingMode: 'lid' })
  await bot.socket.sendPresenceUpdate('composing', ana.lid)
  await bot.socket.readMessages([message.key])
  await bot.socket.sendMessage(ana.lid, { text: 'Hola, Ana' }, { quoted: message, messageId: '3EB0AA' })
  expect((await ana.hears('Hola, Ana')).id).toBe('3EB0AA')
  await peer.handset.hears((copy) => copy.message.deviceSentMessage?.destinationJid === ana.lid)
  await peer.until(() => ana.receipts.some(({ type }) => type === 'read'))
  expect(ana.receipts.map((receipt) => receipt.id)).toEqual([id, id])
  expect(ana.signs).toEqual(['composing'])
  expect(peer.waiting).toBe(0)
})

test('files go both ways, sealed', async () => {
  const ana = peer.person()
  await ana.sendsVoice(Buffer.from('a voice'))
  const { message } = await peer.until(() => bot.heard.find(({ message: heard }) => heard.message?.audioMessage))
  expect(await downloadMediaMessage(message, 'buffer', {})).toEqual(Buffer.from('a voice'))
  await bot.socket.sendMessage(ana.lid, {
    document: Buffer.from('%PDF'),
    mimetype: 'application/pdf',
    caption: 'Su plan',
  })
  const received = await ana.hears('Su plan')
  expect(await ana.download(received)).toEqual(Buffer.from('%PDF'))
})
