import { createServer, type RequestListener } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'

/** An http server on a port of its own, with a WebSocket where WhatsApp has it. */
export interface Doors {
  readonly port: number
  stop(): Promise<void>
}

export async function openDoors(answer: RequestListener, accept: (socket: WebSocket) => void): Promise<Doors> {
  const server = createServer(answer)
  const sockets = new WebSocketServer({ server, path: '/ws/chat' })
  sockets.on('connection', accept)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    async stop() {
      sockets.clients.forEach((socket) => socket.terminate())
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
