import { createClient } from '@redis/client'

export type BenchClient = ReturnType<typeof benchClient>

/** A plain client beside the store, for what the server says of itself. */
export function benchClient(socket: string) {
  return createClient({ socket: { path: socket, tls: false } })
}
