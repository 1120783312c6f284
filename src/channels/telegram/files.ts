import type { Api } from 'grammy'
import { atOnce } from '../at-once.ts'
import { readUpTo } from '../read-up-to.ts'
import { MOST_BYTES } from './heard.ts'

/** Most files that are under way at once: each is held in memory whole. */
const PLACES = 4

/** Downloads files that people sent. Rejects where one is too large, gone, or does not come in time. */
export function files(options: {
  api: Api
  token: string
  root: string
  withinMs: number
}): (id: string) => Promise<Uint8Array> {
  const { api, token, root, withinMs } = options
  const inPlace = atOnce(PLACES)

  async function download(id: string, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    const { file_path: path, file_size: size = 0 } = await api.getFile(id)
    if (path === undefined) throw new Error('Telegram does not say where the file is')
    if (size > MOST_BYTES) throw new Error('the file is too large')
    const response = await fetch(`${root}/file/bot${token}/${path}`, { signal, redirect: 'error' })
    if (!response.ok || response.body === null) throw new Error(`Telegram answered ${response.status} for a file`)
    return readUpTo(response.body, MOST_BYTES)
  }

  return (id) => {
    // The wait for a place is part of the time: a hundred files at once must not hold up what people write.
    const signal = AbortSignal.timeout(withinMs)
    return inPlace(() => download(id, signal))
  }
}
