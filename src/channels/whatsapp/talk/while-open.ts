import type { BaileysEventMap, WASocket } from '@whiskeysockets/baileys'

/** Work that is given up when the line breaks, or is ended by us: Baileys then waits a minute for answers that do not come. */
export async function whileOpen<T>({ ev }: Pick<WASocket, 'ev'>, work: () => Promise<T>): Promise<T> {
  let breaks: () => void = () => undefined
  const broken = new Promise<never>((_resolve, reject) => {
    breaks = () => reject(new Error('the line broke'))
  })
  const listen = ({ connection }: BaileysEventMap['connection.update']) => {
    if (connection === 'close') breaks()
  }
  ev.on('connection.update', listen)
  try {
    return await Promise.race([work(), broken])
  } finally {
    ev.off('connection.update', listen)
  }
}
