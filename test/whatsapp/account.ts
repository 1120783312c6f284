import { createHmac } from 'node:crypto'
import {
  Curve,
  initAuthCreds,
  proto,
  WA_ADV_ACCOUNT_SIG_PREFIX,
  type AuthenticationCreds,
  type BinaryNode,
} from '@whiskeysockets/baileys'
import { node, SERVER } from './nodes.ts'

/** The WhatsApp account the bot is a linked device of. Whoever is linked anew is a new device. */
export interface Account {
  readonly phone: string
  readonly lidUser: string
  /** The number of the device that is linked, or null. */
  readonly device: number | null
  /** The bot's device by phone number, as in `creds.me.id`. */
  readonly pn: string
  /** The bot's device by LID: whom people's phones seal their messages for. */
  readonly lid: string
  /** What a bot keeps that was linked before. */
  pairedCreds(): AuthenticationCreds
  /** What tells a new device that it is linked; the secret is known to it and to the phone alone. */
  link(identity: Uint8Array, advSecret: Uint8Array): BinaryNode
  /** As when the owner removes the device on the phone. */
  unlink(): void
}

export function account(phone: string, lidUser: string): Account {
  const keys = Curve.generateKeyPair()
  let last = 6
  let device: number | null = null

  function signed(identity: Uint8Array): proto.IADVSignedDeviceIdentity {
    const about = {
      rawId: 1,
      timestamp: Math.floor(Date.now() / 1_000),
      keyIndex: last - 5,
    }
    const details = proto.ADVDeviceIdentity.encode(about).finish()
    const accountSignature = Curve.sign(keys.private, Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, identity]))
    return { details, accountSignatureKey: keys.public, accountSignature }
  }

  return {
    phone,
    lidUser,
    get device() {
      return device
    },
    get pn() {
      return `${phone}:${last}@${SERVER}`
    },
    get lid() {
      return `${lidUser}:${last}@lid`
    },
    pairedCreds() {
      device = ++last
      const creds = initAuthCreds()
      const me = { id: this.pn, lid: this.lid, name: 'Puerto' }
      // A counter above 0: whoever was linked long ago does not wait for a history.
      const known = { me, registered: true, accountSyncCounter: 1, platform: 'android' }
      return { ...creds, ...known, account: signed(creds.signedIdentityKey.public) }
    },
    link(identity, advSecret) {
      device = ++last
      const details = proto.ADVSignedDeviceIdentity.encode(signed(identity)).finish()
      const hmac = createHmac('sha256', advSecret).update(details).digest()
      return node('iq', { from: SERVER, type: 'set', id: `link${last}`, xmlns: 'md' }, [
        node('pair-success', {}, [
          node('device-identity', {}, proto.ADVSignedDeviceIdentityHMAC.encode({ details, hmac }).finish()),
          node('device', { jid: this.pn, lid: this.lid }),
          node('platform', { name: 'android' }),
        ]),
      ])
    },
    unlink() {
      device = null
    },
  }
}
