import { Curve, proto, WA_CERT_DETAILS, type KeyPair } from '@whiskeysockets/baileys'

/** Who the server says it is: the key of its handshakes, and the chain that vouches for it. */
export interface ServerIdentity {
  readonly keys: KeyPair
  readonly chain: Uint8Array
}

/**
 * Root, intermediate and leaf, as WhatsApp has them, with a root of our own. Baileys 7.0.0-rc14 calls a check of the
 * signatures that is never wrong, so our root need not be made known to it.
 */
export function serverIdentity(): ServerIdentity {
  const [root, intermediate, keys] = [Curve.generateKeyPair(), Curve.generateKeyPair(), Curve.generateKeyPair()]
  const middle = certificate(1, WA_CERT_DETAILS.SERIAL, intermediate.public, root)
  return {
    keys,
    chain: proto.CertChain.encode({
      intermediate: middle,
      leaf: certificate(2, 1, keys.public, intermediate),
    }).finish(),
  }
}

function certificate(serial: number, issuerSerial: number, key: Uint8Array, issuer: KeyPair) {
  const span = { notBefore: 0, notAfter: 4_102_444_800 }
  const details = proto.CertChain.NoiseCertificate.Details.encode({ serial, issuerSerial, key, ...span }).finish()
  return { details, signature: Curve.sign(issuer.private, details) }
}
