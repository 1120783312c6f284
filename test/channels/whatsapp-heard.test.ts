import { proto, type WAMessage, type WAMessageKey } from '@whiskeysockets/baileys'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hear } from '../../src/channels/whatsapp/talk/heard.ts'

const key: WAMessageKey = { remoteJid: '900000000000002@lid', id: '3A01', fromMe: false, participant: '' }

/** As Baileys hands it over: sealed and opened again, so that only what was said is there. */
function heard(message: proto.IMessage, parts: Partial<WAMessage> = {}) {
  return hear({ key, message: proto.Message.decode(proto.Message.encode(message).finish()), ...parts })
}

const file = { url: 'https://mmg.whatsapp.net/v/x', directPath: '/v/x', mediaKey: new Uint8Array(32) }
const others = { key: { remoteJid: '1@lid', id: '3EB0AA', fromMe: false } }
const { Type } = proto.Message.ProtocolMessage

const messages: [string, proto.IMessage][] = [
  ['text', { conversation: 'q codigo pongo en el rut?', messageContextInfo: {} }],
  ['text with a link or a quote', { extendedTextMessage: { text: 'vea https://example.org' } }],
  ['text that vanishes', { ephemeralMessage: { message: { extendedTextMessage: { text: 'hola' } } } }],
  ['a voice note', { audioMessage: { ...file, mimetype: 'audio/ogg; codecs=opus', ptt: true, fileLength: 900 } }],
  ['a song', { audioMessage: { ...file, mimetype: 'audio/mpeg' } }],
  ['a picture', { imageMessage: { ...file, mimetype: 'image/jpeg', caption: 'mi RUT', fileLength: 5 } }],
  ['a picture to be seen once', { viewOnceMessageV2: { message: { imageMessage: { ...file, caption: '' } } } }],
  ['a picture of an album', { associatedChildMessage: { message: { imageMessage: file } } }],
  ['a document', { documentMessage: { ...file, mimetype: 'application/pdf', fileName: 'rut.pdf' } }],
  [
    'a document with words',
    { documentWithCaptionMessage: { message: { documentMessage: { ...file, caption: 'mi RUT' } } } },
  ],
  ['a file that is too large', { documentMessage: { ...file, fileLength: 16 * 1024 * 1024 + 1 } }],
  ['a file without a key', { documentMessage: { url: 'https://mmg.whatsapp.net/v/x' } }],
  ['a video', { videoMessage: file }],
  ['a round video', { ptvMessage: file }],
  ['a sticker', { stickerMessage: file }],
  ['a moving sticker', { lottieStickerMessage: { message: { stickerMessage: file } } }],
  ['a place', { locationMessage: { degreesLatitude: 4.6, degreesLongitude: -74 } }],
  ['a place that moves', { liveLocationMessage: { degreesLatitude: 4.6, degreesLongitude: -74 } }],
  ['a contact', { contactMessage: { displayName: 'Luis' } }],
  ['several contacts', { contactsArrayMessage: { displayName: 'Luis', contacts: [] } }],
  ['a poll', { pollCreationMessageV3: { name: '¿Cuál?', options: [] } }],
  ['a product', { productMessage: { body: 'x' } }],
  ['a button', { buttonsResponseMessage: { selectedButtonId: 'go', selectedDisplayText: 'Seguir' } }],
  ['a row of a list', { listResponseMessage: { title: 'Café', singleSelectReply: { selectedRowId: 'c' } } }],
  ['a button of a template', { templateButtonReplyMessage: { selectedId: 'go', selectedDisplayText: 'Seguir' } }],
  ['a form', { interactiveResponseMessage: { body: { text: 'Listo' } } }],
  ['an edit', { protocolMessage: { ...others, type: Type.MESSAGE_EDIT, editedMessage: { conversation: '2' } } }],
  [
    'an edit in its wrapping',
    { editedMessage: { message: { protocolMessage: { ...others, type: Type.MESSAGE_EDIT } } } },
  ],
  [
    'an edit that is sealed once more',
    {
      secretEncryptedMessage: {
        targetMessageKey: others.key,
        secretEncType: proto.Message.SecretEncryptedMessage.SecretEncType.MESSAGE_EDIT,
      },
    },
  ],
  ['something taken back', { protocolMessage: { ...others, type: Type.REVOKE } }],
  ['a change of how long messages last', { protocolMessage: { type: Type.EPHEMERAL_SETTING } }],
  ['a thumb up', { reactionMessage: { ...others, text: '👍' } }],
  ['a dark thumb up', { reactionMessage: { ...others, text: '👍🏿' } }],
  ['a tick', { reactionMessage: { ...others, text: '✔️' } }],
  ['a thumb down', { reactionMessage: { ...others, text: '👎🏽' } }],
  ['a heart', { reactionMessage: { ...others, text: '❤️' } }],
  ['a sign that no phone sends', { reactionMessage: { ...others, text: 'constructor' } }],
  ['a thumb that was taken away', { reactionMessage: { ...others, text: '' } }],
  ['a vote', { pollUpdateMessage: {} }],
  ['an album before its pictures', { albumMessage: { expectedImageCount: 2 } }],
  ['a key of a group', { senderKeyDistributionMessage: { groupId: 'x@g.us' } }],
  ['nothing at all', {}],
]

describe('what somebody wrote', () => {
  test.each(messages)('%s', (_name, message) => {
    expect(heard(message)).toMatchSnapshot()
  })

  test('is nothing where it comes from the account itself, or has no id', () => {
    expect(heard({ conversation: 'x' }, { key: { ...key, fromMe: true } })).toEqual({ kind: 'nothing' })
    expect(heard({ conversation: 'x' }, { key: { remoteJid: '1@lid' } })).toEqual({ kind: 'nothing' })
  })
})

test('whatever comes over the wire is heard as something that can be kept, or is nothing', () => {
  const bytes = messages.map(([, message]) => proto.Message.encode(message).finish())
  const spoilt = fc.tuple(
    fc.nat(bytes.length - 1),
    fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1, maxLength: 4 }),
  )
  fc.assert(
    fc.property(spoilt, ([which, changes]) => {
      const copy = new Uint8Array(bytes[which] ?? [])
      for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value
      const message = decoded(copy)
      if (message === null) return
      const one = hear({ key, message })
      expect(JSON.parse(JSON.stringify(one))).toEqual(one)
    }),
    { numRuns: 2_000 },
  )
})

/** Baileys does not hand over what is no message. */
function decoded(bytes: Uint8Array): proto.Message | null {
  try {
    return proto.Message.decode(bytes)
  } catch {
    return null
  }
}

describe('a message without words', () => {
  const { StubType } = proto.WebMessageInfo
  test.each<[string, Partial<WAMessage>, string]>([
    ['could not be opened', { messageStubType: StubType.CIPHERTEXT }, 'unreadable'],
    ['is a call nobody took', { messageStubType: StubType.CALL_MISSED_VOICE }, 'said'],
    ['may be seen once, on a phone', { key: { ...key, isViewOnce: true } }, 'said'],
    ['is a notice of WhatsApp', { messageStubType: StubType.E2E_ENCRYPTED }, 'nothing'],
    ['is nothing', {}, 'nothing'],
  ])('%s', (_name, parts, kind) => {
    const one = hear({ key, ...parts })
    expect(one.kind).toBe(kind)
    if (one.kind === 'said') expect(one).toMatchSnapshot()
  })
})
