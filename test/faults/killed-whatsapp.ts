import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as rest } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { idOf } from '../../src/channels/whatsapp/talk/progress.ts'
import { linked, whatsAppAccount } from '../channels/whatsapp-account.ts'
import { startRedis } from '../redis-server.ts'
import { whatsAppPeer } from '../whatsapp/peer.ts'
import { lineOf } from './lines.ts'
import { follow, judge, type Verdict } from './oracle.ts'
import type { Orders } from './whatsapp-process.ts'

/** At the nth passing of a point of its own, or from outside as soon as WhatsApp has been told of so many messages. */
export type Kill = NonNullable<Orders['endAt']> | { readonly receipts: number }

/** So that the next process need not wait for long. */
const LEASE_MS = 1_200

/** Lines that somebody writes without a pause for each process. */
const BURST = 15

/** Somebody writes in bursts; every process that hears and answers them but the last one is killed. */
export async function talkThroughKills(
  kills: readonly Kill[],
  journal = true,
): Promise<Verdict & { kills: number; unreadable: number; written: number }> {
  const redis = await startRedis()
  const peer = await whatsAppPeer()
  const account = await whatsAppAccount(peer, redis)
  const { store } = account
  const ana = peer.person()
  const address = `whatsapp:${ana.lid}`
  await linked(peer, store)
  const orders = { answers: 'house', redis: redis.url, url: peer.url, journal, leaseMs: LEASE_MS } as const
  let written = 0
  let killed = 0
  let child: ChildProcess | null = null

  async function burst(): Promise<void> {
    for (let line = 0; line < BURST; line++) await ana.says(lineOf(written++))
  }

  try {
    for (const [n, kill] of kills.entries()) {
      const endAt = 'point' in kill ? kill : null
      child = startWhatsApp({ ...orders, endAt })
      const ended = once(child, 'exit')
      const receipts = ana.receipts.length
      // What waited comes first; what is written meanwhile may overtake it.
      const said = Promise.race([peer.until(() => peer.logins > n && peer.waiting === 0), ended]).then(burst)
      if ('receipts' in kill) {
        await peer.until(() => ana.receipts.length >= receipts + kill.receipts)
        child.kill('SIGKILL')
      }
      const [, signal] = await ended
      if (signal === 'SIGKILL') killed += 1
      await said
    }
    child = startWhatsApp({ ...orders, endAt: null })
    const ended = once(child, 'exit')
    // One that no other line is like: it is heard after all the others.
    while (lineOf(written - 1) === 'atrás') await ana.says(lineOf(written++))
    const conversation = store.conversationOf(address)
    const last = lineOf(written - 1)
    while (!(await store.transcript(conversation)).some(({ text }) => text === last)) await rest(20)
    while (!(await store.settled(conversation))) await rest(20)
    child.kill('SIGTERM')
    await ended
    const lines = Array.from({ length: written }, (_, n) => lineOf(n))
    const verdict = await judge(store, address, lines, [])
    const transcript = await store.transcript(conversation)
    const kept = transcript.filter(({ who }) => who === 'bot').map(({ id }) => idOf(id, '0'))
    const seen = [...new Set(ana.received.map(({ id }) => id))]
    const { unsaid } = follow(kept, seen.slice(Math.max(0, seen.indexOf(kept[0] ?? ''))))
    return { ...verdict, unsaid, repeated: 0, kills: killed, unreadable: ana.unreadable.length, written }
  } finally {
    child?.kill('SIGKILL')
    await account.stop()
    await peer.stop()
    await redis.stop()
  }
}

export function startWhatsApp(orders: Orders, output: 'inherit' | 'pipe' = 'inherit'): ChildProcess {
  const script = fileURLToPath(new URL('./whatsapp-process.ts', import.meta.url))
  return fork(script, [JSON.stringify(orders)], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', output === 'pipe' ? 'pipe' : 'ignore', output, 'ipc'],
  })
}
