import type { Base } from './base.ts'
import { vectorKey } from './keys.ts'
import { asText } from './reply.ts'
import type { Store } from './store.ts'

/** Vectors of texts, in base64: the connection speaks text, and a third more is little beside a new one. */
export function vectors({ redis, times }: Base): Store['vectors'] {
  const lives = ['PX', String(times.vectorMs)]
  return {
    async get(names) {
      const kept = await Promise.all(names.map((name) => redis.run('GETEX', vectorKey(name), ...lives)))
      return kept.map((reply) => (reply === null ? null : readVector(asText(reply))))
    },

    async put(given) {
      await Promise.all(given.map(({ name, vector }) => redis.run('SET', vectorKey(name), write(vector), ...lives)))
    },
  }
}

function write({ buffer, byteOffset, byteLength }: Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
}

function readVector(text: string): Float32Array | null {
  // A copy, which begins where a number may.
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  return bytes.length % Float32Array.BYTES_PER_ELEMENT === 0 ? new Float32Array(bytes.buffer) : null
}
