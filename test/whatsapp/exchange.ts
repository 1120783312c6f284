import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Account } from './account.ts'
import type { Connection } from './connection.ts'
import { isGroup } from './groups.ts'
import { linkCode } from './link-code.ts'
import type { Mailbox } from './mailbox.ts'
import { childOf, childrenOf, node, seconds, SERVER, userOf } from './nodes.ts'
import type { PhoneBook } from './phone-book.ts'
import { answer, type Directory } from './queries.ts'

/** How the server treats the bot; a test changes it. */
export interface Manners {
  login: 'ok' | 'silent' | number
  mute: boolean
  readonly refusals: (number | 'none')[]
}

/** What the server does with a socket of the bot and with each stanza that comes. */
export interface Exchange {
  loggingIn(connection: Connection): void
  take(connection: Connection, stanza: BinaryNode): Promise<void>
  closed(connection: Connection): void
  /** The socket that is logged in. */
  readonly current: Connection | null
  readonly logins: number
  readonly replaced: number
  /** Links the device that shows a code to scan, or asked for one to type. */
  link(device: Uint8Array, advSecret: Uint8Array): void
  readonly code: { readonly waits: boolean; typed(code: string): Promise<void> }
}

interface Parts {
  readonly owner: Account
  readonly book: PhoneBook
  readonly box: Mailbox
  readonly directory: Directory
  readonly manners: Manners
}

export function exchange({ owner, book, box, directory, manners }: Parts): Exchange {
  const code = linkCode()
  let current: Connection | null = null
  let linking: Connection | null = null
  let [logins, replaced] = [0, 0]

  function admit(connection: Connection): void {
    if (current !== null) {
      replaced += 1
      current.send(streamEnd('', 'replaced'))
      current.close()
    }
    logins += 1
    connection.send(node('success', { t: seconds(), lid: owner.lid, props: '27', location: 'frc' }))
    box.handOver(connection)
    current = connection
  }

  async function takeQuery(connection: Connection, iq: BinaryNode): Promise<void> {
    const { type } = iq.attrs
    if (type !== 'get' && type !== 'set') {
      // WhatsApp has a device that was linked begin again.
      if (childOf(iq, 'pair-device-sign') !== undefined) connection.send(streamEnd('515'))
      return
    }
    const byCode = childOf(iq, 'link_code_companion_reg')
    if (byCode?.attrs.stage === 'companion_hello') code.asked(byCode)
    connection.send(await answer(iq, directory))
    if (byCode?.attrs.stage === 'companion_finish') {
      const { identity, advSecret } = code.finished(byCode)
      self.link(identity, advSecret)
    }
    if (childOf(iq, 'remove-companion-device') !== undefined) owner.unlink()
  }

  async function takeMessage(connection: Connection, message: BinaryNode): Promise<void> {
    const { id = '', to = '' } = message.attrs
    const refusal = manners.refusals.shift()
    const ack = { class: 'message', id, from: to, t: seconds() }
    if (typeof refusal === 'number') {
      connection.send(node('ack', { ...ack, error: String(refusal) }))
      return
    }
    if (refusal !== 'none') connection.send(node('ack', ack))
    if (isGroup(to)) {
      const own = copiesOf(message)
      for (const member of book.membersOf(to))
        await member.deliverInGroup(message, own.find(({ jid }) => userOf(jid) === userOf(member.lid))?.enc)
      return
    }
    for (const { jid, enc } of copiesOf(message)) {
      const opened = await book.find(jid)?.deliver(message, enc)
      const toldOf = opened === true && refusal !== 'none' && userOf(jid) === userOf(to)
      if (toldOf) connection.send(node('receipt', { from: to, id, t: seconds() }))
    }
  }

  const self: Exchange = {
    loggingIn(connection) {
      const { devicePairingData: registers, device } = connection.payload
      if (registers !== null && registers !== undefined) {
        linking = connection
        connection.send(refsToScan())
        return
      }
      const isLinked = owner.device !== null && device === owner.device
      if (manners.login === 'ok' && isLinked) admit(connection)
      else if (manners.login !== 'silent') connection.send(failure(manners.login === 'ok' ? 401 : manners.login))
    },
    async take(connection, stanza) {
      const { to = '', id = '', type } = stanza.attrs
      switch (stanza.tag) {
        case 'iq':
          await takeQuery(connection, stanza)
          return
        case 'message':
          await takeMessage(connection, stanza)
          return
        case 'ack':
          box.taken(id)
          return
        case 'receipt':
          if (type !== 'retry') for (const one of idsOf(stanza)) box.taken(one)
          book.find(to)?.receipt(stanza)
          return
        case 'chatstate':
          book.find(to)?.sign(signOf(stanza))
      }
    },
    closed(connection) {
      if (current === connection) current = null
      if (linking === connection) linking = null
    },
    get current() {
      return current
    },
    get logins() {
      return logins
    },
    get replaced() {
      return replaced
    },
    link(device, advSecret) {
      // It is another device, with other keys.
      directory.forget(false)
      linking?.send(owner.link(device, advSecret))
    },
    code: {
      get waits() {
        return code.waits
      },
      async typed(letters) {
        linking?.send(await code.typed(letters))
      },
    },
  }
  return self
}

/** Ends a stream, with a number, a conflict, or both. */
export function streamEnd(code: string, conflict?: string): BinaryNode {
  const why = conflict === undefined ? [] : [node('conflict', { type: conflict })]
  return node('stream:error', code === '' ? {} : { code }, why)
}

function failure(reason: number): BinaryNode {
  return node('failure', { reason: String(reason), location: 'frc' })
}

function refsToScan(): BinaryNode {
  const refs = [1, 2, 3].map((ref) => node('ref', {}, Buffer.from(`2@ref${ref}`)))
  return node('iq', { from: SERVER, type: 'set', id: 'pair', xmlns: 'md' }, [node('pair-device', {}, refs)])
}

/** Whom a message is for, and what is sealed for each of them. */
function copiesOf(message: BinaryNode): { jid: string; enc: BinaryNode }[] {
  const { to = '' } = message.attrs
  const direct = childOf(message, 'enc')
  if (direct !== undefined && !isGroup(to)) return [{ jid: to, enc: direct }]
  return childrenOf(childOf(message, 'participants')).flatMap((to) => {
    const enc = childOf(to, 'enc')
    return enc === undefined ? [] : [{ jid: to.attrs.jid ?? '', enc }]
  })
}

/** A receipt may be for several messages. */
function idsOf(receipt: BinaryNode): string[] {
  return [receipt, ...childrenOf(childOf(receipt, 'list'))].flatMap(({ attrs: { id } }) =>
    id === undefined ? [] : [id],
  )
}

function signOf(chatstate: BinaryNode): string {
  const sign = childrenOf(chatstate)[0]
  return sign?.attrs.media === 'audio' ? 'recording' : (sign?.tag ?? '')
}
