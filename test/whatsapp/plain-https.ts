import { Agent } from 'node:https'
import { connect } from 'node:net'

/** Baileys uploads to `https` alone; with this `fetchAgent` what it says goes over a plain socket, as the peer has no certificate. */
export class PlainHttpsAgent extends Agent {
  override createConnection({ host, port }: { host?: string | undefined; port?: number | string | undefined }) {
    return connect(Number(port), host ?? '127.0.0.1')
  }
}
