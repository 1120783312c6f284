import { downloadMediaMessage, type BinaryNode } from '@whiskeysockets/baileys'
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

test('what was written while the bot was away comes at its next login, as from before, until it was taken', async () => {
  const ana = peer.person()
  await ana.says('hola')
  await heard('hola')
  peer.drop()
  await bot.ended
  await ana.says('¿sigue ahí?')
  expect(peer.waiting).toBe(1)
  bot.connect()
  expect((await heard('¿sigue ahí?')).type).toBe('append')
  await peer.until(() => peer.waiting === 0)
})

test('a message may be refused or never acknowledged', async () => {
  const ana = peer.person()
  peer.refuse(463)
  peer.refuse('none')
  const acks: string[] = []
  bot.socket.ws.on('CB:ack', ({ attrs }: BinaryNode) => acks.push(`${attrs.id} ${attrs.error ?? 'taken'}`))
  const last = bot.socket.waitForMessage('3EB003')
  for (const messageId of ['3EB001', '3EB002', '3EB003'])
    await bot.socket.sendMessage(ana.lid, { text: messageId }, { messageId })
  await last
  expect(acks).toEqual(['3EB001 463', '3EB003 taken'])
  expect(ana.seen()).toEqual(['3EB002', '3EB003'])
})

test('a person known by a number alone gets a LID later', async () => {
  const ana = peer.person()
  ana.hasLid = false
  await ana.says('por número')
  expect((await heard('por número')).message.key).toMatchObject({ remoteJid: ana.pn })
  await bot.socket.sendMessage(ana.pn, { text: 'al número' })
  await ana.hears('al número')
  ana.hasLid = true
  await ana.says('con los dos', { byNumber: true })
  expect((await heard('con los dos')).message.key).toMatchObject({ remoteJid: ana.pn, remoteJidAlt: ana.lid })
  await ana.says('por LID')
  expect((await heard('por LID')).message.key).toMatchObject({ remoteJid: ana.lid, remoteJidAlt: ana.pn })
  await bot.socket.sendMessage(ana.lid, { text: 'al LID' })
  await ana.hears('al LID')
  expect(ana.unreadable).toEqual([])
})

test('what the bot cannot open it asks for again, and what a phone cannot open it is sent again', async () => {
  const ana = peer.person()
  await ana.says('hola')
  await heard('hola')
  const id = await ana.says('dañado en el camino', { corrupt: true })
  await heard('dañado en el camino')
  expect(ana.receipts.filter(({ type }) => type === 'retry').map((receipt) => receipt.id)).toEqual([id])
  await bot.socket.sendMessage(ana.lid, { text: 'una vez más' }, { messageId: '3EB004' })
  await ana.hears('una vez más')
  ana.cannotRead('3EB004')
  await peer.until(() => ana.received.filter((received) => received.id === '3EB004').length === 2)
  expect(ana.seen()).toEqual(['una vez más'])
})

test('messages are changed, taken back, reacted to and voted in', async () => {
  const ana = peer.person()
  const id = await ana.says('hola')
  const { message } = await heard('hola')
  await ana.edits(id, 'hola a todos')
  await peer.until(() =>
    bot.heard.some((one) => one.message.message?.editedMessage ?? one.message.message?.protocolMessage),
  )
  await ana.takesBack(id)
  const first = await bot.socket.sendMessage(ana.lid, { text: 'Uno' })
  await bot.socket.sendMessage(ana.lid, { text: 'Dos', edit: first?.key ?? {} })
  await bot.socket.sendMessage(ana.lid, { react: { text: '👍', key: message.key } })
  await bot.socket.sendMessage(ana.lid, { poll: { name: '¿Sí?', values: ['Sí', 'No'], selectableCount: 1 } })
  const poll = await ana.hears('¿Sí?')
  expect(ana.received.find((received) => received.message.reactionMessage)?.message.reactionMessage?.key?.id).toBe(id)
  expect(ana.seen()).toEqual(['Dos', '¿Sí?'])
  await ana.votes(poll, 'Sí')
  await ana.reacts(poll, '❤️')
  await peer.until(() => bot.heard.some((one) => one.message.message?.pollUpdateMessage))
  await peer.until(() => bot.heard.some((one) => one.message.message?.reactionMessage?.text === '❤️'))
})

test("what the owner writes on the account's own phone comes as the bot's own", async () => {
  const ana = peer.person()
  await peer.handset.says('Le atiende una persona', { to: ana })
  const { message } = await heard('Le atiende una persona')
  expect(message.key).toMatchObject({ fromMe: true, remoteJid: ana.lid })
})

function heard(text: string) {
  return peer.until(() => bot.heard.find(({ message }) => message.message?.conversation === text))
}

test('in a group everybody hears everybody', async () => {
  const [ana, luis] = [peer.person(), peer.person({ name: 'Luis' })]
  const group = peer.group('Cacao', ana, luis)
  await ana.says('¿alguien exporta?', { in: group })
  const { message } = await heard('¿alguien exporta?')
  expect(message.key).toMatchObject({ remoteJid: group.jid, participant: ana.lid })
  for (const text of ['Escríbanme en privado', 'Gracias']) await bot.socket.sendMessage(group.jid, { text })
  for (const person of [ana, luis]) {
    await person.hears('Gracias')
    expect(person.seen()).toEqual(['Escríbanme en privado', 'Gracias'])
    expect(person.unreadable).toEqual([])
  }
})
