import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asker } from '../../src/asks/run.ts'
import { listenerOf } from '../../src/commands/voice.ts'
import { readConfig } from '../../src/config.ts'
import { mediaFolder } from '../../src/store/media.ts'
import type { Store } from '../../src/store/store.ts'
import { startWorker } from '../../src/worker/worker.ts'
import { doorTo } from '../asks/model/door.ts'
import { content } from '../content.ts'
import { openAiStub, type OpenAiStub } from '../openai-stub.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'
import { until } from '../store/made.ts'
import { whatsAppPeer, type Person, type WhatsAppPeer } from '../whatsapp/peer.ts'
import { linked, whatsAppAccount, type WhatsAppAccount } from './whatsapp-account.ts'

/** The whole of Puerto behind a linked phone, on a WhatsApp and a Redis of its own, with somebody who listens to voice notes. */
export interface WhatsAppHouse extends WhatsAppAccount {
  readonly peer: WhatsAppPeer
  readonly model: OpenAiStub
  readonly redis: TestRedis
  readonly store: Store
}

export async function openHouse(): Promise<WhatsAppHouse> {
  const [redis, peer, model] = await Promise.all([startRedis(['appendfsync everysec']), whatsAppPeer(), openAiStub()])
  const folder = await mkdtemp(join(tmpdir(), 'puerto-whatsapp-'))
  const media = mediaFolder(folder)
  const account = await whatsAppAccount(peer, redis, {
    async keepMedia(bytes, { kind, path }, from) {
      const kept = await media.receive(bytes, `${from} ${path}`, kind === 'voice' ? 'voice' : undefined)
      return typeof kept === 'string' ? null : kept
    },
    readMedia: ({ path }) => media.read(path),
    countryOf: (number) => countries.find(({ dialCode }) => number.startsWith(dialCode))?.id ?? null,
  })
  const { channel, store } = account
  const worker = await startWorker({
    store,
    content,
    channels: [channel],
    ask: asker({
      content,
      exportOf: () => Promise.resolve({ kind: 'document', mime: 'application/json', path: 'copy.json' }),
      fetchMedia: (file) => channel.fetch(file),
      ...listenerOf(doorTo(model), readConfig({ OPENAI_TRANSCRIPTION_MODEL: 'ears' })),
    }),
    unlink: (path) => media.remove(path),
    times: { pollMs: 20 },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  await linked(peer, store)
  await channel.start(async (message) => {
    await store.append(message)
  })
  await until(
    () => Promise.resolve(channel.state().kind),
    (state) => state === 'open',
  )
  return {
    ...{ ...account, peer, model, redis },
    async stop() {
      await channel.stop()
      await worker.stop()
      await account.stop()
      await model.stop()
      await peer.stop()
      await redis.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const countries = Object.values(content.countries)

/** Somebody who waits until everything was said before the next word. */
export function somebody({ peer, store }: Pick<WhatsAppHouse, 'peer' | 'store'>, phone: string) {
  const who = peer.person({ phone })
  const conversation = store.conversationOf(`whatsapp:${who.lid}`)

  const sentTo = () => peer.stanzas.filter(({ tag, attrs }) => tag === 'message' && attrs.to === who.lid).length

  async function settled(): Promise<void> {
    await until(() => store.settled(conversation), Boolean)
    // What was sent is yet to be opened.
    await peer.until(() => who.received.length + who.unreadable.length >= sentTo())
  }

  /** What came of it. */
  async function after(act: (who: Person) => Promise<string>): Promise<string[]> {
    const before = who.seen().length
    const id = await act(who)
    await peer.until(() => who.receipts.some((one) => one.id === id && one.type === 'read'))
    await settled()
    return who.seen().slice(before)
  }

  return {
    ...{ who, conversation, settled, after },
    say: (text: string) => after(() => who.says(text)),
    last: () => who.seen().at(-1) ?? '',
  }
}
