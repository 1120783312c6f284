import { randomBytes } from 'node:crypto'
import {
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  Curve,
  derivePairingCodeKey,
  hkdf,
  type BinaryNode,
} from '@whiskeysockets/baileys'
import { bytesIn, node, SERVER } from './nodes.ts'

/** The phone's half of linking by a code of eight letters, instead of a picture. */
export interface LinkCode {
  /** A device asks to be linked; only who knows its code can read its key. */
  asked(companionHello: BinaryNode): void
  readonly waits: boolean
  /** The owner types the code: what the device is told then. */
  typed(code: string): Promise<BinaryNode>
  /** The device's last word: who it is, and the secret that both have now. */
  finished(companionFinish: BinaryNode): { identity: Buffer; advSecret: Uint8Array }
}

export function linkCode(): LinkCode {
  const [identity, ephemeral] = [Curve.generateKeyPair(), Curve.generateKeyPair()]
  let wrapped: Buffer | null = null
  let shared: Uint8Array | null = null

  return {
    get waits() {
      return wrapped !== null
    },
    asked(hello) {
      wrapped = bytesIn(hello, 'link_code_pairing_wrapped_companion_ephemeral_pub')
    },
    async typed(code) {
      if (wrapped === null) throw new Error('no device asked for a code')
      const key = await derivePairingCodeKey(code, wrapped.subarray(0, 32))
      shared = Curve.sharedKey(ephemeral.private, aesDecryptCTR(wrapped.subarray(48), key, wrapped.subarray(32, 48)))
      const [salt, iv] = [randomBytes(32), randomBytes(16)]
      const mine = aesEncryptCTR(ephemeral.public, await derivePairingCodeKey(code, salt), iv)
      return node('notification', { from: SERVER, type: 'link_code_companion_reg', id: 'code', t: '1' }, [
        node('link_code_companion_reg', { stage: 'primary_hello' }, [
          node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, Buffer.concat([salt, iv, mine])),
          node('primary_identity_pub', {}, identity.public),
          node('link_code_pairing_ref', {}, Buffer.from('ref')),
        ]),
      ])
    },
    finished(finish) {
      if (shared === null) throw new Error('no code was typed')
      const bundle = bytesIn(finish, 'link_code_pairing_wrapped_key_bundle')
      const info = 'link_code_pairing_key_bundle_encryption_key'
      const key = hkdf(shared, 32, { salt: bundle.subarray(0, 32), info })
      const opened = aesDecryptGCM(bundle.subarray(44), key, bundle.subarray(32, 44), Buffer.alloc(0))
      const theirs = opened.subarray(0, 32)
      const secret = Buffer.concat([shared, Curve.sharedKey(identity.private, theirs), opened.subarray(64)])
      return { identity: theirs, advSecret: hkdf(secret, 32, { info: 'adv_secret' }) }
    },
  }
}
