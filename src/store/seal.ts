import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Keeps sensitive words unreadable at rest. */
export interface Seal {
  readonly close: (text: string) => string
  /** Throws when the text was sealed with another key or was altered. */
  readonly open: (sealed: string) => string
  /** Names something without saying it: the same text always has the same digest under one key. */
  readonly digest: (text: string) => string
}

/** AES-256-GCM; a sealed text is `nonce (12 bytes) · tag (16) · cipher text` in base64url. `key` has 32 bytes. */
export function sealWith(key: Uint8Array): Seal {
  if (key.length !== 32)
    throw new Error(`The key that seals sensitive answers must have 32 bytes; it has ${key.length}.`)
  const digestKey = new Uint8Array(hkdfSync('sha256', key, '', 'puerto digest', 32))
  return {
    close(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
    },
    digest: (text) => createHmac('sha256', digestKey).update(text).digest('base64url').slice(0, 22),
  }
}
