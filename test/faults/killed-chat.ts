import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { packageRoot } from '../../src/commands/root.ts'
import { embeddedRedis } from '../../src/store/embedded.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'

/** What a person said that counts, and what the store holds of it afterwards. */
export interface Outcome {
  readonly said: readonly string[]
  readonly heard: readonly string[]
  /** Answers in the order of the record: question and value. */
  readonly answers: readonly string[]
  readonly kills: number
}

const opening = ['hola', '1', '1', '1']

/** The way to the result; after it the first question is answered anew for ever, one and two in turn. */
function line(n: number): string {
  const form = ['1', '1', '1', 'Finca', '2', 'panela', '3', 'Villeta', '2', '1', '3', 'saltar']
  return form[n] ?? String((n % 4) + 1)
}

/**
 * Talks to the real `chat --json` and kills it at random moments, also between a line and its reply. What was not durable
 * is said again, as a person would; what was durable must be answered after the restart without being said again.
 */
export async function talkThroughKills(kills: number, delayMs: () => number): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'puerto-kill-'))
  const server = await embeddedRedis({ dataDir: folder })
  let chat = await startChat(folder)
  const key = Buffer.from(readFileSync(join(folder, 'key'), 'utf8').trim(), 'hex')
  const store = await redisStore({ socket: server.socket, seal: sealWith(key) })
  const conversation = store.conversationOf('terminal:k')
  const said: string[] = []
  let killed = 0
  try {
    for (const one of opening) await chat.say(one)
    // What comes before the consent is complete leaves no transcript; the count begins with what it holds now.
    const before = await heardSoFar()
    for (let n = 0; killed < kills && n < 40 + 6 * kills; n++) {
      const text = line(n)
      const answered = chat.say(text)
      const ended = await Promise.race([answered.then(() => true), later(delayMs()).then(() => false)])
      said.push(text)
      if (ended) continue
      await chat.kill()
      killed += 1
      chat = await startChat(folder)
      await settled()
      if ((await heardSoFar()).length - before.length < said.length) await chat.say(text)
    }
    const heard = (await heardSoFar()).slice(before.length)
    const { answers } = await store.records(conversation)
    return {
      said,
      heard,
      kills: killed,
      answers: answers.map(({ question, answer }) => `${question} ${JSON.stringify(answer)}`),
    }
  } finally {
    await chat.kill()
    await store.close()
    await server.leave()
    await rm(folder, { recursive: true, force: true })
  }

  async function heardSoFar(): Promise<string[]> {
    const entries = await store.transcript(conversation)
    return entries.filter(({ who }) => who === 'person').map(({ text }) => text)
  }

  async function settled(): Promise<void> {
    while (!(await store.settled(conversation))) await later(10)
  }
}

async function startChat(folder: string): Promise<{ say: (text: string) => Promise<void>; kill: () => Promise<void> }> {
  const env = { ...process.env, PUERTO_DATA: folder, PUERTO_KEY: '', REDIS_URL: '' }
  const args = [join(packageRoot, 'dist/main.js'), 'chat', '--json', '--as', 'k', '--lang', 'es', '--country', 'co']
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, args, { env })
  let idle: () => void = () => undefined
  createInterface({ input: child.stdout }).on('line', (out) => {
    if (out === '{"type":"idle"}') idle()
  })
  const ready = once(child.stderr, 'data')
  const gone = once(child, 'exit')
  child.stdin.on('error', () => undefined)
  await Promise.race([ready, later(1_500), gone])
  return {
    say(text) {
      const done = new Promise<void>((resolve) => (idle = resolve))
      child.stdin.write(`${text}\n`)
      return done
    },
    async kill() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL')
        await gone
      }
    },
  }
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
