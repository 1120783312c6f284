import type { WASocket } from '@whiskeysockets/baileys'

const DAY_MS = 24 * 60 * 60 * 1_000

/** Nobody is talked to in a group, where everybody reads along: once a day it is said where to write instead. */
export function groups(options: {
  /** Whether this name is met for the first time within so many milliseconds. */
  once: (name: string, ms: number) => Promise<boolean>
  inPrivate: (link: string) => string
}) {
  const { once, inPrivate } = options
  return {
    /** Resolves to what is to be said, if anything; that may fail. */
    async heard(group: string): Promise<((line: Pick<WASocket, 'sendMessage' | 'user'>) => Promise<unknown>) | null> {
      if (!(await once(`whatsapp group ${group}`, DAY_MS))) return null
      return (line) => {
        const [number = ''] = (line.user?.id ?? '').split(/[:@]/)
        return line.sendMessage(group, { text: inPrivate(`https://wa.me/${number}`), linkPreview: null })
      }
    },
  }
}
