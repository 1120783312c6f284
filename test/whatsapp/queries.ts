import type { BinaryNode } from '@whiskeysockets/baileys'
import { childOf, childrenOf, node, SERVER, userOf } from './nodes.ts'
import { readUploaded, type Uploaded } from './signal.ts'

/** What the server knows: of people, and of the bot's keys. */
export interface Directory {
  /** By phone number or LID; null is nobody. */
  readonly find: (user: string) => Entry | null
  readonly group: (jid: string) => BinaryNode | null
  readonly uploaded: Uploaded | null
  upload(keys: Uploaded): void
  /** The bot is another device now; one that was linked before is told it has a key left, or it would make 812 of them. */
  forget(wasLinked: boolean): void
  readonly keysLeft: number
  /** Where files are uploaded: host and port. */
  readonly mediaHost: string
}

export interface Entry {
  readonly lid: string
  /** False where WhatsApp has not given this person a LID yet. */
  readonly hasLid: boolean
  readonly devices: readonly number[]
  bundle(jid: string): Promise<BinaryNode>
}

export function directory({ find, group }: Pick<Directory, 'find' | 'group'>, mediaHost: () => string): Directory {
  let uploaded: Uploaded | null = null
  let unseen = 0
  return {
    find,
    group,
    get uploaded() {
      return uploaded
    },
    upload(keys) {
      uploaded = { ...keys, oneTime: [...(uploaded?.oneTime ?? []), ...keys.oneTime] }
    },
    forget(wasLinked) {
      uploaded = null
      unseen = wasLinked ? 1 : 0
    },
    get keysLeft() {
      return uploaded?.oneTime.length ?? unseen
    },
    get mediaHost() {
      return mediaHost()
    },
  }
}

/** Answers what Baileys asks of the server; what is not known here is answered with nothing, as most of it needs no more. */
export async function answer(iq: BinaryNode, directory: Directory): Promise<BinaryNode> {
  const asked = childrenOf(iq)[0]
  const result = (content: BinaryNode[] = []) =>
    node('iq', { from: iq.attrs.to ?? SERVER, type: 'result', id: iq.attrs.id ?? '' }, content)
  switch (`${iq.attrs.xmlns} ${asked?.tag ?? ''}`) {
    case 'encrypt count':
      return result([node('count', { value: String(directory.keysLeft) })])
    case 'encrypt digest':
      return result([node('digest')])
    case 'encrypt registration':
      directory.upload(readUploaded(iq))
      return result()
    case 'encrypt key':
      return result([node('list', {}, await Promise.all(childrenOf(asked).map((user) => bundleOf(user, directory))))])
    case 'usync usync':
      return result([node('usync', {}, [node('list', {}, people(asked, directory))])])
    case 'abt props':
      return result([node('props', { hash: 'h1' })])
    case 'blocklist ':
      return result([node('list', {}, [])])
    case 'privacy privacy':
      return result([node('privacy', {}, [node('category', { name: 'readreceipts', value: 'all' })])])
    case 'w:m media_conn':
      return result([
        node('media_conn', { auth: 'a', ttl: '300' }, [
          node('host', { hostname: directory.mediaHost, maxContentLengthBytes: '100000000' }),
        ]),
      ])
    case 'w:g2 query': {
      const group = directory.group(iq.attrs.to ?? '')
      return result(group === null ? [] : [group])
    }
    default:
      return result()
  }
}

async function bundleOf({ attrs: { jid = '' } }: BinaryNode, { find }: Directory): Promise<BinaryNode> {
  const bundle = await find(userOf(jid))?.bundle(jid)
  return bundle ?? node('user', { jid }, [node('error', { code: '404', text: 'item-not-found' })])
}

/** Who somebody is, as far as the question goes: which devices, which LID, whether they are on WhatsApp at all. */
function people(usync: BinaryNode | undefined, { find }: Directory): BinaryNode[] {
  const wanted = childrenOf(childOf(usync, 'query')).map(({ tag }) => tag)
  return childrenOf(childOf(usync, 'list')).map((user) => {
    const number = childOf(user, 'contact')?.content
    const phone = number instanceof Uint8Array ? Buffer.from(number).toString() : ''
    const jid = user.attrs.jid ?? `${phone.replace('+', '')}@${SERVER}`
    const who = find(userOf(jid))
    const known: BinaryNode[] = []
    if (wanted.includes('contact')) known.push(node('contact', { type: who === null ? 'out' : 'in' }))
    if (who !== null && wanted.includes('devices'))
      known.push(node('devices', {}, [node('device-list', {}, who.devices.map(device))]))
    if (who?.hasLid === true && wanted.includes('lid') && !jid.endsWith('@lid'))
      known.push(node('lid', { val: who.lid }))
    return node('user', { jid }, known)
  })
}

function device(id: number): BinaryNode {
  return node('device', { id: String(id), ...(id === 0 ? {} : { 'key-index': '1' }) })
}
