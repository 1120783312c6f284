/**
 * WhatsApp's side, on this machine, for the real Baileys socket: a server that speaks Noise and WhatsApp's stanzas, and
 * people whose phones seal and open what they write and read, as Signal does. `person.ts` lists what they can do.
 *
 *   const peer = await whatsAppPeer()
 *   const ana = peer.person({ name: 'Ana' })
 *   // … a socket on peer.url with peer.pairedCreds(), or after peer.scanQr(qr) …
 *   await ana.says('hola')
 *   const reply = await ana.hears('Hola, Ana')
 *
 * Files come and go over plain http: give the socket `fetchAgent: new PlainHttpsAgent()` for what the bot uploads; what
 * people send has a `url` and no `directPath`. Not here: calls, history, several devices a person.
 */
import type { AuthenticationCreds, BinaryNode } from '@whiskeysockets/baileys'
import { account } from './account.ts'
import { serverIdentity } from './certificate.ts'
import { accept, type Connection } from './connection.ts'
import { openDoors } from './doors.ts'
import { exchange, streamEnd, type Manners } from './exchange.ts'
import type { Group } from './groups.ts'
import { mailbox } from './mailbox.ts'
import { media, type Media } from './media.ts'
import type { Network } from './network.ts'
import { news, type News } from './news.ts'
import type { Person } from './person.ts'
import { phoneBook } from './phone-book.ts'
import { directory } from './queries.ts'

export { PlainHttpsAgent } from './plain-https.ts'
export { memoryKeys } from './memory-keys.ts'
export type { Person } from './person.ts'
export type { Received } from './receiving.ts'
export type { How } from './sending.ts'

export interface WhatsAppPeer {
  /** For `waWebSocketUrl`. */
  readonly url: string
  /** The bot's device: by phone number, and by LID. */
  readonly bot: { readonly pn: string; readonly lid: string }
  /** The phone of the account the bot is linked to. What the bot sends, it is told too. */
  readonly handset: Person
  person(who?: { name?: string; phone?: string }): Person
  /** These people and the bot; they speak there with `says('…', { in: group })`. */
  group(name: string, ...members: Person[]): Group

  /** What a bot has kept that was linked before: the short way in. */
  pairedCreds(): AuthenticationCreds
  /** The owner scans what the bot shows. */
  scanQr(qr: string): void
  /** The owner types the code the bot asked for. */
  typeCode(code: string): Promise<void>
  /** The owner removes the bot on the phone: the socket ends with 401, and so does every login. */
  unlink(): void

  /** What a login meets: it works, a failure with this number, or nothing at all. */
  login: 'ok' | 'silent' | number
  /** Sockets that are open, past their handshake. */
  readonly sockets: number
  /** How often a login worked. */
  readonly logins: number
  /** How often a second socket of the bot took the place of the first, which then ends with 440. */
  readonly replaced: number
  /** True: takes everything and answers nothing, as a half-open connection. */
  mute: boolean
  /** The next messages of the bot are refused with this error, or never acknowledged. */
  refuse(error: number | 'none', times?: number): void
  /** Ends the stream: 515 to begin again, 503 …; with a conflict, `replaced` or `device_removed`. */
  endStream(code: number, conflict?: string): void
  /** The connection breaks. */
  drop(): void

  readonly media: Media
  /** Every stanza that came, oldest first. */
  readonly stanzas: readonly BinaryNode[]
  /** Messages that people sent and the bot has not taken. */
  readonly waiting: number
  /** What went wrong here: for a test to expect to be empty. */
  readonly trouble: readonly unknown[]
  readonly until: News['until']
  stop(): Promise<void>
}

export async function whatsAppPeer(): Promise<WhatsAppPeer> {
  const owner = account('573001110000', '900000000000001')
  const identity = serverIdentity()
  const open = new Set<Connection>()
  const stanzas: BinaryNode[] = []
  const trouble: unknown[] = []
  const manners: Manners = { login: 'ok', mute: false, refusals: [] }
  const { happened, until } = news()
  let port = 0

  const files = media(() => `http://127.0.0.1:${port}`)
  const box = mailbox(() => line.current)
  const failed = (error: unknown) => void trouble.push(error)
  const network: Network = {
    get bot() {
      return owner.lid
    },
    uploaded: () => until(() => known.uploaded),
    deliver: (message) => box.put(message),
    tell: (stanza) => line.current?.send(stanza),
    ...{ media: files, news: { happened, until }, failed },
  }
  const book = phoneBook(owner, network)
  const known = directory(
    { find: (user) => book.entry(user), group: (jid) => book.groupEntry(jid) },
    () => `127.0.0.1:${port}`,
  )
  const line = exchange({ owner, book, box, directory: known, manners })

  const doors = await openDoors(
    (request, response) => {
      files.answer(request, response).then(happened, (error: unknown) => {
        failed(error)
        request.socket.destroy()
      })
    },
    (socket) => accept(socket, identity, { loggingIn, stanza, closed, failed }),
  )
  port = doors.port

  function loggingIn(connection: Connection): void {
    open.add(connection)
    line.loggingIn(connection)
    happened()
  }

  async function stanza(connection: Connection, heard: BinaryNode): Promise<void> {
    stanzas.push(heard)
    if (!manners.mute) await line.take(connection, heard)
    happened()
  }

  function closed(connection: Connection): void {
    open.delete(connection)
    line.closed(connection)
    happened()
  }

  function endStream(code: number, conflict?: string): void {
    for (const connection of open) {
      connection.send(streamEnd(String(code), conflict))
      connection.close()
    }
  }

  return {
    url: `ws://127.0.0.1:${port}/ws/chat`,
    bot: owner,
    handset: book.handset,
    person: (who = {}) => book.add(who),
    group: (name, ...members) => book.addGroup(name, members),
    pairedCreds() {
      known.forget(true)
      return owner.pairedCreds()
    },
    scanQr(qr) {
      const [, , device = '', advSecret = ''] = qr.split('#').at(-1)?.split(',') ?? []
      line.link(Buffer.from(device, 'base64'), Buffer.from(advSecret, 'base64'))
    },
    async typeCode(letters) {
      await until(() => line.code.waits)
      await line.code.typed(letters)
    },
    unlink() {
      owner.unlink()
      endStream(401, 'device_removed')
    },
    get login() {
      return manners.login
    },
    set login(what) {
      manners.login = what
    },
    get mute() {
      return manners.mute
    },
    set mute(what) {
      manners.mute = what
    },
    get sockets() {
      return open.size
    },
    get logins() {
      return line.logins
    },
    get replaced() {
      return line.replaced
    },
    get waiting() {
      return box.waiting
    },
    refuse: (error, times = 1) => void manners.refusals.push(...Array.from({ length: times }, () => error)),
    endStream,
    drop: () => open.forEach((connection) => connection.cut()),
    ...{ media: files, stanzas, trouble, until },
    stop: () => doors.stop(),
  }
}
