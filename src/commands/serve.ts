import { join } from 'node:path'
import { Command } from 'commander'
import pino from 'pino'
import type { CloudChannel } from '../channels/cloud/cloud.ts'
import type { TelegramChannel } from '../channels/telegram/telegram.ts'
import type { WhatsAppChannel } from '../channels/whatsapp/whatsapp.ts'
import { webChannel, type WebChannel } from '../channels/web.ts'
import { readConfig, type Config } from '../config.ts'
import type { InboundMessage, MediaRef } from '../core/event.ts'
import { openDoor, webApp } from '../web/server.ts'
import { recordings, type Recordings } from '../store/recordings.ts'
import { startWorker, type Work } from '../worker/worker.ts'
import { askerOf } from './asker-of.ts'
import { cloudOf } from './cloud.ts'
import { openHouse, type House } from './open.ts'
import { packageRoot } from './root.ts'
import { telegramOf } from './telegram.ts'
import { listenerOf, speakerOf } from './voice.ts'
import { whatsappOf } from './whatsapp.ts'

/** A clean stop takes no longer; whatever is then in hand is taken again by the next start. */
const STOP_WITHIN_MS = 10_000

const TIDY_EVERY_MS = 60 * 60 * 1_000

/** `puerto serve`: the chat page, the console and everything that works behind them, until told to stop. */
export function serveCommand(): Command {
  return new Command('serve').description('serves the chat page and the console, and does the work').action(serve)
}

async function serve(): Promise<void> {
  const config = readConfig()
  const house = await openHouse(config, packageRoot, say)
  try {
    for (const warning of await house.store.durability()) say(warning)
    await work(config, house)
  } finally {
    await house.leave()
  }
  // Timers of the WhatsApp library would keep the process for another minute.
  if (config.WHATSAPP === 'on') process.exit()
}

/** Opens, works until told to stop, and closes in the order that leaves nothing half done. */
async function work(config: Config, house: House): Promise<void> {
  const { store, content, media, data } = house
  const log = pino({ level: 'info' }, pino.destination({ dest: join(data, 'puerto.log'), sync: true }))
  const closing = new AbortController()
  const spoken = recordingsOf(config, house)
  keepTidy([media, ...(spoken === null ? [] : [spoken])], log)
  const web = webChannel({
    letters: store.letters,
    conversationOf: store.conversationOf,
    now: Date.now,
    fetch: ({ path }) => media.read(path),
  })
  const telegram = telegramOf(config, house, log, say)
  const cloud = cloudOf(config, house, log, say)
  const whatsapp = await whatsappOf(config, house, log, say)
  const channels = [web, telegram, cloud, whatsapp].filter((channel) => channel !== null)
  // A file that could not be brought here is still with its channel, whose name its path begins with.
  const fetchMedia = (file: MediaRef) =>
    (channels.find(({ name }) => file.path.startsWith(`${name}:`)) ?? web).fetch(file)
  const append = async (message: InboundMessage): Promise<void> => {
    await store.append(message)
  }
  await web.start(append)
  const door = config.PUERTO_ROLES.includes('web')
    ? await open(config, house, { web, spoken, telegram, cloud, whatsapp }, log, closing.signal)
    : null
  const worker = await startWorker({
    store,
    content,
    channels,
    ask: askerOf(house, log, { fetchMedia, ...listenerOf(house.model, config) }),
    unlink: (path) => media.remove(path),
    does: workOf(config),
    log,
  })
  const told = toldToStop()
  try {
    // What was posted before was refused, and comes again.
    await cloud?.start(append)
    if (telegram !== null && hears(config, telegram)) await telegram.start(append)
    if (config.PUERTO_ROLES.includes('channels')) await whatsapp?.start(append)
    if (door !== null) await welcome(config, house, door.port)
    else say(`Puerto works: ${config.PUERTO_ROLES.join(', ')}.`)
    log.info({ roles: config.PUERTO_ROLES, port: door?.port }, 'open')
    await told
    say('Puerto is closing: what is in hand is finished first.')
  } finally {
    const late = setTimeout(() => process.exit(), STOP_WITHIN_MS)
    closing.abort()
    await door?.close()
    await telegram?.stop()
    await cloud?.stop()
    await whatsapp?.stop()
    await worker.stop()
    await web.stop()
    clearTimeout(late)
    log.info({}, 'closed')
  }
}

/** Removes now and each hour what should be in these folders no more; keeps no process alive. */
function keepTidy(folders: readonly { tidy(): Promise<void> }[], log: pino.Logger): void {
  const tidy = () => {
    for (const folder of folders) {
      folder.tidy().catch((error: unknown) => log.warn({ error: String(error) }, 'a folder could not be tidied'))
    }
  }
  tidy()
  setInterval(tidy, TIDY_EVERY_MS).unref()
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

function workOf({ PUERTO_ROLES }: Config): Work[] {
  return PUERTO_ROLES.flatMap((role): Work[] => {
    switch (role) {
      case 'worker':
        return ['turns', 'asks']
      case 'clock':
        return ['clock']
      case 'channels':
        return ['sends']
      case 'web':
        return []
    }
  })
}

/** Whether this process takes in what people write on Telegram: it asks for it, or it is where Telegram posts. */
function hears({ PUERTO_ROLES: roles }: Config, { post }: TelegramChannel): boolean {
  return roles.includes(post === null ? 'channels' : 'web')
}

/** What the bot said, read aloud; null where nobody reads. */
function recordingsOf(config: Config, { model, data }: House): Recordings | null {
  const speak = speakerOf(model, config)
  return speak === null ? null : recordings(speak, { folder: join(data, 'media', 'speech'), now: Date.now })
}

/** What the web server opens to. */
interface Doors {
  readonly web: WebChannel
  readonly spoken: Recordings | null
  readonly telegram: TelegramChannel | null
  readonly cloud: CloudChannel | null
  readonly whatsapp: WhatsAppChannel | null
}

function open(
  config: Config,
  house: House,
  { web, spoken, telegram, cloud, whatsapp }: Doors,
  log: pino.Logger,
  closing: AbortSignal,
) {
  const post = telegram?.post ?? null
  const app = webApp({
    store: house.store,
    content: house.content,
    hear: (message, shown) => web.hear(message, shown),
    readMedia: ({ path }) => house.media.read(path),
    ...(spoken === null ? {} : { speech: spoken.of }),
    receiveVoice: (bytes, owner) => house.media.receive(bytes, owner, 'voice'),
    secure: config.PUBLIC_URL?.startsWith('https:') ?? false,
    embedOrigins: config.PUERTO_EMBED_ORIGINS,
    now: Date.now,
    closing,
    report: (facts, message) => log.error(facts, message),
    ...(whatsapp === null ? {} : { lines: () => ({ whatsapp: whatsapp.state().kind }) }),
    webhooks: { ...(post === null ? {} : { telegram: { post } }), ...(cloud === null ? {} : { cloud: cloud.webhook }) },
  })
  return openDoor(app, { port: config.PORT, host: config.HOST })
}

/** Says in words where to go. */
async function welcome(config: Config, { store }: House, port: number): Promise<void> {
  const address = config.PUBLIC_URL ?? `http://localhost:${port}`
  const link = await store.sessions.makeLink()
  say('')
  say('Puerto is open.')
  say(`  For people   ${address}`)
  say(`  For staff    ${address}/staff/enter/${link}`)
  say('               (opens once, within the hour; a new one is printed at each start)')
  say(
    config.TELEGRAM_BOT_TOKEN === undefined
      ? '  For Telegram, set TELEGRAM_BOT_TOKEN; the README says where to get it.'
      : '  On Telegram, people can write to the bot now.',
  )
  say(
    config.WHATSAPP_CLOUD_TOKEN === undefined
      ? '  For WhatsApp, link a phone (WHATSAPP=on), or set WHATSAPP_CLOUD_TOKEN; the README says which, and how.'
      : `  On WhatsApp, people can write now; Meta is to post to ${address}/webhooks/cloud`,
  )
  say('  Ctrl+C closes.')
}

function toldToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })
}
