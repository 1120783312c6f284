import type { Base } from './base.ts'
import { leaseKey, vaultKey } from './keys.ts'
import { asList, asNumber, asTextOrNull, asTexts } from './reply.ts'
import type { Vaults } from './secrets.ts'

/** Secrets of one holder, such as the keys of a session. Names of fields are hidden too: some hold phone numbers. */
export function vaults({ redis, json, digest }: Base): Vaults {
  const place = (vault: string, field: string) => digest(`${vault} ${field}`)
  const open = (sealed: string) => textOf(json.parse(sealed))
  return {
    async read(vault, fields) {
      if (fields.length === 0) return []
      const places = fields.map((field) => place(vault, field))
      const found = asList(await redis.run('HMGET', vaultKey(vault), ...places)).map(asTextOrNull)
      return found.map((sealed) => (sealed === null ? null : open(sealed)))
    },

    all: async (vault) => asTexts(await redis.run('HVALS', vaultKey(vault))).map(open),

    async write({ name, token }, changes) {
      const named = [...new Set(changes.map(({ vault }) => vault))]
      const args = changes.flatMap(({ vault, field, value }) => {
        // The lease is the first key, and Lua counts from 1.
        const key = named.indexOf(vault) + 2
        return [key, place(vault, field), value === null ? '' : json.stringify(value, true)]
      })
      return (
        asNumber(await redis.script('writeVaults', [leaseKey(name), ...named.map(vaultKey)], [token, ...args])) === 1
      )
    },

    async empty({ name, token }, named) {
      return asNumber(await redis.script('emptyVaults', [leaseKey(name), ...named.map(vaultKey)], [token])) === 1
    },
  }
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new Error('A vault holds something that was not put there.')
  return value
}
