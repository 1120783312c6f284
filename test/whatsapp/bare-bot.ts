import {
  initAuthCreds,
  makeWASocket,
  type AuthenticationCreds,
  type WAMessage,
  type WASocket,
} from '@whiskeysockets/baileys'
import pino from 'pino'
import { memoryKeys, PlainHttpsAgent, type WhatsAppPeer } from './peer.ts'

/** Baileys as it comes, on the peer, with what it heard. */
export interface BareBot {
  readonly creds: AuthenticationCreds
  /** The socket of now. */
  readonly socket: WASocket
  readonly heard: readonly { readonly message: WAMessage; readonly type: 'notify' | 'append' }[]
  /** Codes to scan, oldest first. */
  readonly qrs: readonly string[]
  /** With which code the socket ended. */
  readonly ended: Promise<number>
  /** Another socket with the same keys. */
  connect(): void
  opened(): Promise<void>
  stop(): Promise<void>
}

export function bareBot(peer: WhatsAppPeer, creds: AuthenticationCreds = initAuthCreds()): BareBot {
  const keys = memoryKeys()
  const heard: { message: WAMessage; type: 'notify' | 'append' }[] = []
  const qrs: string[] = []
  let [socket, ended] = connect()

  function connect(): [WASocket, Promise<number>] {
    const made = makeWASocket({
      auth: { creds, keys },
      waWebSocketUrl: peer.url,
      logger: pino({ level: 'silent' }),
      fetchAgent: new PlainHttpsAgent(),
    })
    made.ev.on('creds.update', (update) => Object.assign(creds, update))
    made.ev.on('messages.upsert', ({ messages, type }) => {
      heard.push(...messages.map((message) => ({ message, type })))
    })
    const end = new Promise<number>((resolve) => {
      made.ev.on('connection.update', ({ connection, lastDisconnect, qr }) => {
        if (qr !== undefined) qrs.push(qr)
        if (connection === 'close') resolve(codeOf(lastDisconnect?.error))
      })
    })
    return [made, end]
  }

  return {
    creds,
    heard,
    qrs,
    get socket() {
      return socket
    },
    get ended() {
      return ended
    },
    connect: () => void ([socket, ended] = connect()),
    opened: () => socket.waitForConnectionUpdate(({ connection }) => Promise.resolve(connection === 'open')),
    stop: () => socket.end(undefined),
  }
}

function codeOf(error: unknown): number {
  return error instanceof Error && 'output' in error ? Number(Reflect.get(Object(error.output), 'statusCode')) : 0
}
