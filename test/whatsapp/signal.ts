import {
  addTransactionCapability,
  Curve,
  DEFAULT_CONNECTION_CONFIG,
  encodeWAMessage,
  extractE2ESessionFromRetryReceipt,
  generateSignalPubKey,
  initAuthCreds,
  proto,
  unpadRandomMax16,
  type BinaryNode,
} from '@whiskeysockets/baileys'
import pino from 'pino'
import { memoryKeys } from './memory-keys.ts'
import { bigEndian, bytesIn, childOf, childrenOf, node, numberIn } from './nodes.ts'

/** The Signal side of somebody's phone: it makes sessions, and seals and opens messages as a real one does. */
export interface Signal {
  /** What the server hands to whoever writes to this phone for the first time: a <user> with a one-time key. */
  bundle(jid: string): Promise<BinaryNode>
  meets(jid: string): Promise<boolean>
  /** Makes a session from what the other device uploaded. */
  meet(jid: string, uploaded: Uploaded): Promise<void>
  forget(jid: string): Promise<void>
  /** Makes a new session where the receipt brings keys. */
  meetAgain(jid: string, retryReceipt: BinaryNode): Promise<void>
  seal(jid: string, message: proto.IMessage): Promise<BinaryNode>
  /** Rejects where this phone could not read it. */
  open(jid: string, enc: BinaryNode): Promise<proto.Message>
  sealForGroup(group: string, me: string, message: proto.IMessage): Promise<{ enc: BinaryNode; key: Uint8Array }>
  openForGroup(group: string, author: string, enc: BinaryNode): Promise<proto.Message>
  keepGroupKey(author: string, item: proto.Message.ISenderKeyDistributionMessage): Promise<void>
  /** As it is told to others. */
  readonly registrationId: number
}

/** What a device keeps with the server for those who want to write to it. */
export interface Uploaded {
  readonly registrationId: number
  readonly identity: Buffer
  readonly signed: { readonly id: number; readonly value: Buffer; readonly signature: Buffer }
  /** Each is given away once. */
  readonly oneTime: { readonly id: number; readonly value: Buffer }[]
}

export function signal(): Signal {
  const silent = pino({ level: 'silent' })
  const creds = initAuthCreds()
  const keys = addTransactionCapability(memoryKeys(), silent, { maxCommitRetries: 1, delayBetweenTriesMs: 1 })
  const repository = DEFAULT_CONNECTION_CONFIG.makeSignalRepository({ creds, keys }, silent, () => Promise.resolve([]))
  let nextKey = 1

  return {
    registrationId: creds.registrationId,
    async bundle(jid) {
      const [id, once] = [nextKey++, Curve.generateKeyPair()]
      await keys.set({ 'pre-key': { [id]: once } })
      const { signedPreKey: signed } = creds
      return node('user', { jid }, [
        node('registration', {}, bigEndian(creds.registrationId)),
        node('type', {}, Buffer.from([5])),
        node('identity', {}, creds.signedIdentityKey.public),
        keyNode('skey', signed.keyId, signed.keyPair.public, [node('signature', {}, signed.signature)]),
        keyNode('key', id, once.public),
      ])
    },
    meets: async (jid) => (await repository.validateSession(jid)).exists,
    async meet(jid, { registrationId, identity, signed, oneTime }) {
      const once = oneTime.shift()
      const session = {
        registrationId,
        identityKey: generateSignalPubKey(identity),
        signedPreKey: { keyId: signed.id, publicKey: generateSignalPubKey(signed.value), signature: signed.signature },
        ...(once === undefined ? {} : { preKey: { keyId: once.id, publicKey: generateSignalPubKey(once.value) } }),
      }
      await repository.injectE2ESession({ jid, session })
    },
    forget: (jid) => repository.deleteSession([jid]),
    async meetAgain(jid, receipt) {
      const found = extractE2ESessionFromRetryReceipt(receipt)
      if (found === null) return
      const { preKey, ...session } = found
      await repository.injectE2ESession({ jid, session: preKey === undefined ? session : { ...session, preKey } })
    },
    async seal(jid, message) {
      const { type, ciphertext } = await repository.encryptMessage({ jid, data: encodeWAMessage(message) })
      return node('enc', { v: '2', type }, ciphertext)
    },
    async open(jid, { attrs, content }) {
      const type = attrs.type === 'pkmsg' ? 'pkmsg' : 'msg'
      return plain(await repository.decryptMessage({ jid, type, ciphertext: sealed(content) }))
    },
    async sealForGroup(group, meId, message) {
      const made = await repository.encryptGroupMessage({ group, meId, data: encodeWAMessage(message) })
      return { enc: node('enc', { v: '2', type: 'skmsg' }, made.ciphertext), key: made.senderKeyDistributionMessage }
    },
    async openForGroup(group, authorJid, { content }) {
      return plain(await repository.decryptGroupMessage({ group, authorJid, msg: sealed(content) }))
    },
    keepGroupKey: (authorJid, item) => repository.processSenderKeyDistributionMessage({ authorJid, item }),
  }
}

/** What a device uploads, as it comes in. */
export function readUploaded(iq: BinaryNode): Uploaded {
  const skey = childOf(iq, 'skey')
  return {
    registrationId: numberIn(iq, 'registration'),
    identity: bytesIn(iq, 'identity'),
    signed: { id: numberIn(skey, 'id'), value: bytesIn(skey, 'value'), signature: bytesIn(skey, 'signature') },
    oneTime: childrenOf(childOf(iq, 'list')).map((key) => ({ id: numberIn(key, 'id'), value: bytesIn(key, 'value') })),
  }
}

function keyNode(tag: string, id: number, value: Uint8Array, more: BinaryNode[] = []): BinaryNode {
  return node(tag, {}, [node('id', {}, bigEndian(id, 3)), node('value', {}, value), ...more])
}

function plain(padded: Uint8Array): proto.Message {
  return proto.Message.decode(unpadRandomMax16(padded))
}

function sealed(content: BinaryNode['content']): Uint8Array {
  if (content instanceof Uint8Array) return content
  throw new Error('nothing is sealed here')
}
