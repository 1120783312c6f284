import { join } from 'node:path'
import { Command } from 'commander'
import pino from 'pino'
import type { Linked, LinkOptions } from '../channels/whatsapp/line/linking.ts'
import type { Unlinked } from '../channels/whatsapp/line/unlinking.ts'
import { readConfig, type Config } from '../config.ts'
import type { Log } from '../worker/loop.ts'
import { openHouse, type House } from './open.ts'
import { packageRoot } from './root.ts'
import { lineTools } from './whatsapp.ts'

/** `puerto whatsapp`: links a phone, unlinks it, and says how the line stands. All of it works while `serve` runs. */
export function whatsappCommand(): Command {
  const whatsapp = new Command('whatsapp').description('link the phone by which people reach Puerto on WhatsApp')
  whatsapp
    .command('link')
    .option(
      '--number <number>',
      "the phone's own number with its country, to type a code there instead of scanning one",
    )
    .description('show a code to scan or to type, until a phone is linked')
    .action(link)
  whatsapp.command('unlink').description('log out, and forget the keys').action(unlink)
  whatsapp.command('status').description('say how the line stands').action(status)
  return whatsapp
}

async function link(given: { number?: string }): Promise<void> {
  // Given here, it is read as the setting is.
  const { WHATSAPP_PAIR_NUMBER: number } = readConfig({ WHATSAPP_PAIR_NUMBER: given.number })
  await inHouse(async ({ config, house, log }) => {
    const { linkPhone } = await import('../channels/whatsapp/line/linking.ts')
    const stopping = new AbortController()
    process.once('SIGINT', () => stopping.abort())
    const linked = await linkPhone({
      ...(await lineTools(config, house, log)),
      number: number ?? config.WHATSAPP_PAIR_NUMBER ?? null,
      show: (what) => void show(what),
      signal: stopping.signal,
    })
    if (linked.status !== 'linked' && linked.status !== 'already') process.exitCode = 1
    say(sentenceForLinked(linked, config))
  })
}

async function unlink(): Promise<void> {
  await inHouse(async ({ config, house, log }) => {
    const { unlinkPhone } = await import('../channels/whatsapp/line/unlinking.ts')
    const tools = await lineTools(config, house, log)
    const { noticeIn } = await import('../channels/whatsapp/line/notice.ts')
    const unlinked = await unlinkPhone({ ...tools, notice: noticeIn(house.store.papers, tools.leaseMs) })
    if (unlinked.status === 'late') process.exitCode = 1
    say(sentenceForUnlinked(unlinked))
  })
}

async function status(): Promise<void> {
  await inHouse(async ({ house: { store } }) => {
    const { isLinked, numberOf, readCreds } = await import('../channels/whatsapp/line/auth.ts')
    const { noticeIn } = await import('../channels/whatsapp/line/notice.ts')
    const { sentenceFor } = await import('../channels/whatsapp/line/state.ts')
    const creds = await readCreds(store.vaults)
    const told = await noticeIn(store.papers, 0).read()
    if (!isLinked(creds)) say(sentenceFor({ kind: 'unlinked' }))
    else if (told !== null) say(sentenceFor(told))
    else say(`WhatsApp: +${numberOf(creds)} is linked, and no running Puerto has the line.`)
  })
}

async function inHouse(work: (open: { config: Config; house: House; log: Log }) => Promise<void>): Promise<void> {
  const config = readConfig()
  const house = await openHouse(config, packageRoot, say)
  try {
    const log = pino({ level: 'info' }, pino.destination({ dest: join(house.data, 'puerto.log'), sync: true }))
    await work({ config, house, log })
  } finally {
    await house.leave()
  }
  // Timers of the library would keep the process for another minute.
  process.exit()
}

async function show({ kind, code }: Parameters<LinkOptions['show']>[0]): Promise<void> {
  if (kind === 'type') {
    say('On the phone: WhatsApp, Settings, Linked devices, Link a device, "Link with phone number instead". Type:')
    say(`\n    ${code.slice(0, 4)}-${code.slice(4)}\n`)
    return
  }
  const { default: qrcode } = await import('qrcode')
  say('On the phone: WhatsApp, Settings, Linked devices, Link a device. Scan (a new code comes by itself):')
  say(await qrcode.toString(code, { type: 'terminal', small: true }))
}

function sentenceForLinked(linked: Linked, { WHATSAPP }: Config): string {
  switch (linked.status) {
    case 'linked':
      return WHATSAPP === 'on'
        ? `Linked: +${linked.number}. A running Puerto takes the line within seconds.`
        : `Linked: +${linked.number}. Set WHATSAPP=on and start Puerto.`
    case 'already':
      return `+${linked.number} is linked already. To link another phone, first: npm run -s whatsapp -- unlink`
    case 'busy':
      return 'Another process is linking a phone, or has just stopped. Try again in half a minute.'
    case 'refused':
      return `WhatsApp refuses to link this phone (${linked.code}). Look into the app on the phone, and bring it up to date.`
    case 'given_up':
      return 'No phone was linked.'
  }
}

function sentenceForUnlinked(unlinked: Unlinked): string {
  switch (unlinked.status) {
    case 'none':
      return 'No phone is linked.'
    case 'unlinked':
      return unlinked.told
        ? `Unlinked: +${unlinked.number}. Its keys are gone.`
        : `The keys of +${unlinked.number} are gone. WhatsApp could not be told: remove the device on the phone too.`
    case 'late':
      return 'The running Puerto has not unlinked the phone. Stop it, and try again.'
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
