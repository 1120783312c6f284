import {
  aesDecryptGCM,
  aesEncryptGCM,
  Curve,
  hkdf,
  NOISE_MODE,
  NOISE_WA_HEADER,
  proto,
  sha256,
} from '@whiskeysockets/baileys'
import type { ServerIdentity } from './certificate.ts'

/** The server's half of the handshake `Noise_XX_25519_AESGCM_SHA256`, and what is sealed with its keys afterwards. */
export interface NoiseServer {
  /** Answers the first message of a client. */
  hello(message: Uint8Array): Uint8Array
  /** What the client says of itself in its second; from then on `seal` and `open` work. */
  finish(message: Uint8Array): proto.ClientPayload
  seal(plain: Uint8Array): Uint8Array
  open(sealed: Uint8Array): Uint8Array
}

export function noiseServer({ keys, chain }: ServerIdentity): NoiseServer {
  const ephemeral = Curve.generateKeyPair()
  const shaking = handshake()
  let out: Box | null = null
  let back: Box | null = null

  return {
    hello(message) {
      const theirs = proto.HandshakeMessage.decode(message).clientHello?.ephemeral
      shaking.mix(present(theirs))
      shaking.mix(ephemeral.public)
      shaking.key(Curve.sharedKey(ephemeral.private, present(theirs)))
      const sealedKey = shaking.seal(keys.public)
      shaking.key(Curve.sharedKey(keys.private, present(theirs)))
      const serverHello = { ephemeral: ephemeral.public, static: sealedKey, payload: shaking.seal(chain) }
      return proto.HandshakeMessage.encode({ serverHello }).finish()
    },
    finish(message) {
      const finish = proto.HandshakeMessage.decode(message).clientFinish
      const theirs = shaking.open(present(finish?.static))
      shaking.key(Curve.sharedKey(ephemeral.private, theirs))
      const payload = proto.ClientPayload.decode(shaking.open(present(finish?.payload)))
      const [read, write] = shaking.end()
      back = box(read)
      out = box(write)
      return payload
    },
    seal: (plain) => present(out).seal(plain),
    open: (sealed) => present(back).open(sealed),
  }
}

/** One direction: each message has the next number. */
interface Box {
  seal(plain: Uint8Array, more?: Uint8Array): Uint8Array
  open(sealed: Uint8Array, more?: Uint8Array): Uint8Array
}

function box(key: Uint8Array): Box {
  let count = 0
  const next = () => {
    const nonce = Buffer.alloc(12)
    nonce.writeUInt32BE(count++, 8)
    return nonce
  }
  return {
    seal: (plain, more = Buffer.alloc(0)) => aesEncryptGCM(plain, key, next(), more),
    open: (sealed, more = Buffer.alloc(0)) => aesDecryptGCM(sealed, key, next(), more),
  }
}

/** What both sides know so far: a hash of all that was said, and a key that each exchange changes. */
function handshake() {
  let hash = Buffer.from(NOISE_MODE)
  let salt: Uint8Array = hash
  let current = box(hash)
  const mix = (bytes: Uint8Array) => (hash = Buffer.from(sha256(Buffer.concat([hash, bytes]))))
  const expand = (bytes: Uint8Array) => {
    const expanded = Buffer.from(hkdf(bytes, 64, { salt: Buffer.from(salt), info: '' }))
    return [expanded.subarray(0, 32), expanded.subarray(32)] as const
  }
  mix(NOISE_WA_HEADER)
  return {
    mix,
    key(shared: Uint8Array): void {
      const [nextSalt, key] = expand(shared)
      salt = nextSalt
      current = box(key)
    },
    seal(plain: Uint8Array): Uint8Array {
      const sealed = current.seal(plain, hash)
      mix(sealed)
      return sealed
    },
    open(sealed: Uint8Array): Uint8Array {
      const plain = current.open(sealed, hash)
      mix(sealed)
      return plain
    },
    end: () => expand(new Uint8Array(0)),
  }
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('the handshake is out of order')
  return value
}
