import type { BinaryNode } from '@whiskeysockets/baileys'
import { node, seconds } from './nodes.ts'

/** People who talk together, with the bot among them. */
export interface Group {
  readonly jid: string
  readonly name: string
  readonly members: readonly Member[]
}

interface Member {
  readonly pn: string
  readonly lid: string
}

/** What the server tells of a group. */
export function groupNode({ jid, name, members }: Group, bot: Member): BinaryNode {
  const about = { id: jid, subject: name, addressing_mode: 'lid', creation: seconds(), s_t: seconds() }
  const everybody = [...members, { pn: bot.pn.replace(/:\d+/, ''), lid: bot.lid.replace(/:\d+/, '') }]
  return node(
    'group',
    about,
    everybody.map(({ pn, lid }) => node('participant', { jid: lid, phone_number: pn })),
  )
}

export const isGroup = (jid: string): boolean => jid.endsWith('@g.us')
