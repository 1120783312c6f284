import {
  decodeBinaryNode,
  encodeBinaryNode,
  NOISE_WA_HEADER,
  type BinaryNode,
  type proto,
} from '@whiskeysockets/baileys'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { ServerIdentity } from './certificate.ts'
import { noiseServer } from './noise.ts'

/** A client's socket, after its handshake. */
export interface Connection {
  readonly payload: proto.ClientPayload
  send(stanza: BinaryNode): void
  /** After what was sent. */
  close(): void
  /** As a cable that is pulled. */
  cut(): void
}

export interface Heard {
  readonly loggingIn: (connection: Connection) => void
  /** The next stanza is read once this one was dealt with. */
  readonly stanza: (connection: Connection, stanza: BinaryNode) => Promise<void>
  readonly closed: (connection: Connection) => void
  readonly failed: (error: unknown) => void
}

/** Speaks Noise and WhatsApp's binary stanzas over a WebSocket: frames with their length in three bytes before them. */
export function accept(socket: WebSocket, identity: ServerIdentity, heard: Heard): void {
  const noise = noiseServer(identity)
  let bytes: Buffer = Buffer.alloc(0)
  let step: 'intro' | 'hello' | 'finish' | Connection = 'intro'
  let turn: Promise<void> = Promise.resolve()

  socket.on('message', (data) => {
    const arrived = incoming.parse(data)
    turn = turn
      .then(() => take(arrived))
      .catch((error: unknown) => {
        heard.failed(error)
        socket.terminate()
      })
  })
  socket.on('close', () => {
    if (typeof step === 'object') heard.closed(step)
  })
  // The end is told by 'close'.
  socket.on('error', () => undefined)

  async function take(arrived: Buffer): Promise<void> {
    bytes = Buffer.concat([bytes, arrived])
    if (step === 'intro') {
      bytes = afterIntro(bytes)
      step = 'hello'
    }
    while (bytes.length >= 3 && bytes.length >= 3 + bytes.readUIntBE(0, 3)) {
      const length = bytes.readUIntBE(0, 3)
      const frame = bytes.subarray(3, 3 + length)
      bytes = bytes.subarray(3 + length)
      await takeFrame(frame)
    }
  }

  async function takeFrame(frame: Buffer): Promise<void> {
    if (typeof step === 'object') {
      await heard.stanza(step, await decodeBinaryNode(Buffer.from(noise.open(frame))))
    } else if (step === 'hello') {
      sendFrame(noise.hello(frame))
      step = 'finish'
    } else {
      step = made(noise.finish(frame))
      heard.loggingIn(step)
    }
  }

  function made(payload: proto.ClientPayload): Connection {
    return {
      payload,
      send(stanza) {
        if (socket.readyState === socket.OPEN) sendFrame(noise.seal(encodeBinaryNode(stanza)))
      },
      close: () => socket.close(),
      cut: () => socket.terminate(),
    }
  }

  function sendFrame(frame: Uint8Array): void {
    const length = Buffer.alloc(3)
    length.writeUIntBE(frame.length, 0, 3)
    socket.send(Buffer.concat([length, frame]))
  }
}

/** `WA` and two numbers; before them what a server once told the client of its way here, which does not matter here. */
function afterIntro(bytes: Buffer): Buffer {
  const rest = bytes.subarray(0, 2).toString() === 'ED' ? bytes.subarray(7 + bytes.readUIntBE(4, 3)) : bytes
  if (!rest.subarray(0, 4).equals(NOISE_WA_HEADER))
    throw new Error(`not a client of WhatsApp: ${rest.toString('hex', 0, 4)}`)
  return rest.subarray(4)
}

const incoming = z.instanceof(Buffer)
