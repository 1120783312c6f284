import { readFile, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import {
  downloadContentFromMessage,
  encryptedStream,
  type DownloadableMessage,
  type MediaType,
} from '@whiskeysockets/baileys'

/** Where files lie, sealed: what people send and what the bot uploads, over plain http. */
export interface Media {
  /** Answers a request to the peer's http server. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Seals a file and keeps it; what a message says of it then. */
  keep(bytes: Uint8Array, type: MediaType): Promise<Kept>
  /** The file a message of the bot tells of, opened. */
  open(message: DownloadableMessage, type: MediaType): Promise<Buffer>
  /** Sealed files by their path. */
  readonly files: Map<string, Buffer>
  /** What the next requests are answered with instead. */
  refuse(status: number, times?: number): void
}

interface Kept {
  readonly url: string
  readonly mediaKey: Uint8Array
  readonly fileSha256: Uint8Array
  readonly fileEncSha256: Uint8Array
  readonly fileLength: number
}

export function media(root: () => string): Media {
  const files = new Map<string, Buffer>()
  const refusals: number[] = []
  return {
    files,
    refuse: (status, times = 1) => void refusals.push(...Array.from({ length: times }, () => status)),
    async answer(request, response) {
      const { pathname } = new URL(request.url ?? '/', root())
      const body = await buffer(request)
      const refusal = refusals.shift()
      if (refusal !== undefined) return void response.writeHead(refusal).end()
      if (request.method === 'GET') {
        const file = files.get(pathname)
        return void response.writeHead(file === undefined ? 404 : 200).end(file)
      }
      files.set(pathname, body)
      const place = { url: `https://${new URL(root()).host}${pathname}`, direct_path: pathname }
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(place))
    },
    async keep(bytes, type) {
      const { encFilePath, mediaKey, fileSha256, fileEncSha256, fileLength } = await encryptedStream(
        Buffer.from(bytes),
        type,
      )
      const path = `/v/${fileEncSha256.toString('hex')}`
      files.set(path, await readFile(encFilePath))
      await rm(encFilePath)
      return { url: `${root()}${path}`, mediaKey, fileSha256, fileEncSha256, fileLength }
    },
    async open({ mediaKey, directPath }, type) {
      if (mediaKey === undefined || mediaKey === null) throw new Error('the message has no key to its file')
      return buffer(await downloadContentFromMessage({ mediaKey, url: `${root()}${directPath ?? ''}` }, type))
    },
  }
}
