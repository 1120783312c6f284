import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { Command } from 'commander'
import pino from 'pino'
import { terminalChannel } from '../channels/terminal.ts'
import { readConfig } from '../config.ts'
import { startWorker } from '../worker/worker.ts'
import { askerOf } from './asker-of.ts'
import { openHouse, type House } from './open.ts'
import { patiently } from './patiently.ts'
import { packageRoot } from './root.ts'

interface ChatOptions {
  lang?: string
  country?: string
  json: boolean
  as?: string
}

/** `puerto chat`: a conversation in the terminal, with the real core and the real store. */
export function chatCommand(): Command {
  return new Command('chat')
    .description('a conversation in the terminal')
    .option('--lang <code>', 'the language your device would tell, such as es')
    .option('--country <code>', 'the country your phone would tell, such as co')
    .option('--json', 'one message a line in, one JSON object a line out', false)
    .option('--as <name>', 'who you are: the same name later is the same conversation')
    .action(chat)
}

async function chat(options: ChatOptions): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const house = await openHouse(readConfig(), packageRoot, say)
  try {
    await talk(house, options, say)
  } finally {
    await house.leave()
  }
}

async function talk(house: House, options: ChatOptions, say: (line: string) => void): Promise<void> {
  const { lang, country, json, as: name = randomUUID() } = options
  const { store, content, media, data } = house
  const log = pino({ level: 'warn' }, pino.destination({ dest: join(data, 'puerto.log'), sync: true }))
  const conversation = store.conversationOf(`terminal:${name}`)
  const activity = new Activity()
  const away = (): void => say('Redis is away for a moment; what you write is kept until it is back.')
  const settled = (): Promise<void> => activity.until(() => patiently(() => store.settled(conversation), away))
  let ended: () => void = () => undefined
  let failed: (error: unknown) => void = () => undefined
  const end = new Promise<void>((resolve, reject) => {
    ended = resolve
    failed = reject
  })
  const terminal = terminalChannel({
    name,
    lines: linesOf(json),
    write: (line) => void process.stdout.write(`${line}\n`),
    json,
    hints: { ...(lang === undefined ? {} : { language: lang }), ...(country === undefined ? {} : { country }) },
    settled,
    ended: () => ended(),
    failed: (error) => failed(error),
  })
  const leftOver = !(await patiently(() => store.settled(conversation), away))
  const worker = await patiently(
    () =>
      startWorker({
        store,
        content,
        channels: [terminal],
        ask: askerOf(house, log),
        unlink: (path) => media.remove(path),
        worked: () => activity.happened(),
        log,
      }),
    away,
  )
  try {
    if (leftOver) {
      await settled()
      if (json) process.stdout.write('{"type":"resumed"}\n')
    }
    if (!json) say('Write a message and press Enter; Ctrl+D ends. Escriba «hola». «नमस्ते» लिखें।')
    await terminal.start(async (message) => {
      await patiently(() => store.append(message), away)
    })
    await end
  } finally {
    await terminal.stop()
    await worker.stop()
  }
}

/** Lets a caller look again each time something was finished, and now and then in between. */
class Activity {
  #waiting: (() => void)[] = []

  happened(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  async until(done: () => Promise<boolean>): Promise<void> {
    while (!(await done())) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 50)
        this.#waiting.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }
}

/** Opens standard input only when the first line is asked for: lines that came before a listener would be lost. */
async function* linesOf(json: boolean): AsyncIterable<string> {
  const isPerson = !json && process.stdin.isTTY
  yield* createInterface({
    input: process.stdin,
    terminal: isPerson,
    ...(isPerson ? { output: process.stdout, prompt: '› ' } : {}),
    crlfDelay: Infinity,
  })
}
