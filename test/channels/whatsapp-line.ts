import { mkdtempSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BaileysEventMap, proto, WAMessage } from '@whiskeysockets/baileys'
import type { Heights } from '../../src/channels/whatsapp/talk/acquaintance.ts'
import type { Names } from '../../src/channels/whatsapp/talk/identity.ts'
import { keepKeysQuiet } from '../../src/channels/whatsapp/line/quiet.ts'
import { talk, type Talk, type TalkOptions, type TalkTimes } from '../../src/channels/whatsapp/talk/talk.ts'
import { bareBot, type BareBot } from '../whatsapp/bare-bot.ts'
import { whatsAppPeer, type WhatsAppPeer } from '../whatsapp/peer.ts'

/** A bare socket of Baileys on a WhatsApp of its own. To open one takes a while: tests share it, each with people of its own. */
export interface Place {
  readonly peer: WhatsAppPeer
  readonly bot: BareBot
}

export async function whatsAppPlace(): Promise<Place> {
  keepKeysQuiet()
  const peer = await whatsAppPeer()
  const bot = bareBot(peer, peer.pairedCreds())
  await bot.opened()
  return { peer, bot }
}

/** What is said there, with the store's part played in memory. */
export interface WhatsAppLine extends Place {
  readonly talk: Talk
  readonly reported: string[]
  readonly noted: string[]
  readonly gone: string[]
  /** For how many milliseconds each message that was sent is kept; undefined for as long as usual. */
  readonly kept: ReadonlyMap<string, number | undefined>
  /** Where files are kept and read. */
  readonly folder: string
  /** Whether a message was kept, once that is known. */
  readonly how: (id: string) => Promise<Outcome>
  /** Breaks the line; resolves when it is known to be broken. */
  readonly cut: () => Promise<void>
  readonly reconnect: () => Promise<void>
  readonly stop: () => Promise<void>
}

export const quickTalk: TalkTimes = {
  ...{ personMs: 0, personBurst: 1, accountMs: 0, accountBurst: 1 },
  ...{ ackMs: 2_000, fileMs: 2_000, lidMs: 1_000, writeMs: [0, 0, 0] },
}

export function whatsAppLine({ peer, bot }: Place, parts: Partial<TalkOptions> = {}): WhatsAppLine {
  const [reported, noted, gone]: [string[], string[], string[]] = [[], [], []]
  const folder = mkdtempSync(join(tmpdir(), 'puerto-whatsapp-'))
  const kept = new Map<string, number | undefined>()
  const [papers, sent, met] = [new Map<string, string>(), new Map<string, proto.IMessage>(), new Set<string>()]
  const outcomes = new Map<string, ReturnType<typeof outcome>>()
  let isOpen = true
  const said = talk({
    line: () => (isOpen ? bot.socket : null),
    sent: {
      put(id, message, { forMs } = {}) {
        sent.set(id, message)
        kept.set(id, forMs)
        return Promise.resolve()
      },
      get: (id) => Promise.resolve(sent.get(id)),
    },
    papers: {
      put: (name, text) => Promise.resolve(void papers.set(name, text)),
      get: (name) => Promise.resolve(papers.get(name) ?? null),
    },
    heights: heightsInMemory(),
    names: namesInMemory(),
    once: (name) => Promise.resolve(!met.has(name) && met.add(name).has(name)),
    unreachable: ({ address, reason }) => Promise.resolve(void gone.push(`${address} ${reason}`)),
    async keepMedia(bytes, media) {
      await writeFile(join(folder, 'kept'), bytes)
      return { ...media, path: 'kept', bytes: bytes.length }
    },
    readMedia: async ({ path }) => new Uint8Array(await readFile(join(folder, path))),
    fileHost: '127.0.0.1',
    inPrivate: (link) => `Escríbame en privado: ${link}`,
    countryOf: (number) => (number.startsWith('57') ? 'co' : null),
    report: (facts, sentence) => reported.push(`${sentence} ${JSON.stringify(facts)}`),
    note: (facts, sentence) => noted.push(`${sentence} ${JSON.stringify(facts)}`),
    now: Date.now,
    times: quickTalk,
    ...parts,
  })

  function attach(): () => void {
    const { ev } = bot.socket
    const listeners = [
      on('messages.upsert', ({ messages }) => {
        for (const message of messages) void hear(message)
      }),
      on('messages.update', (updates) => void said.updated(updates)),
    ]
    function on<T extends keyof BaileysEventMap>(event: T, listener: (news: BaileysEventMap[T]) => void) {
      ev.on(event, listener)
      return () => ev.off(event, listener)
    }
    return () => {
      for (const leave of listeners) leave()
    }
  }

  async function hear(message: WAMessage): Promise<void> {
    const { tell } = outcomeOf(message.key.id ?? '')
    await said.hear(message).then(
      () => tell('acknowledged'),
      () => tell('refused'),
    )
  }

  function outcomeOf(id: string) {
    const known = outcomes.get(id) ?? outcome()
    outcomes.set(id, known)
    return known
  }

  let detach = attach()
  return {
    ...{ peer, bot, talk: said, reported, noted, gone, kept, folder },
    how: (id) => outcomeOf(id).known,
    async cut() {
      peer.drop()
      await bot.ended
      isOpen = false
    },
    async reconnect() {
      bot.connect()
      detach = attach()
      await bot.opened()
      isOpen = true
    },
    async stop() {
      detach()
      await said.stop()
    },
  }
}

type Outcome = 'acknowledged' | 'refused'

function outcome() {
  let tell: (how: Outcome) => void = () => undefined
  const known = new Promise<Outcome>((resolve) => (tell = resolve))
  return { known, tell }
}

export function heightsInMemory(): Heights {
  const heights = new Map<string, number>()
  const of = (name: string) => heights.get(name) ?? 0
  return {
    raise: (name, to) => Promise.resolve(to > of(name) && heights.set(name, to).has(name)),
    of: (name) => Promise.resolve(of(name)),
  }
}

function namesInMemory(): Names {
  const [first, known] = [new Map<string, string>(), new Map<string, string>()]
  return {
    firstSeen(names, lasting) {
      const one = names.flatMap((name) => first.get(name) ?? [])[0] ?? names[0] ?? ''
      for (const name of names) first.set(name, one)
      if (lasting !== undefined) known.set(one, lasting)
      return Promise.resolve(one)
    },
    lasting: (name) => Promise.resolve(known.get(name) ?? null),
  }
}
