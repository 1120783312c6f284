import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { packageRoot } from '../../src/commands/root.ts'
import { connect } from '../../src/store/connection.ts'
import { redisStore } from '../../src/store/redis.ts'
import { asText } from '../../src/store/reply.ts'
import { sealWith } from '../../src/store/seal.ts'
import { lineOf, opening } from './lines.ts'
import { follow, judge, type Verdict } from './oracle.ts'

/** How a talk with a chat that was killed again and again came out. */
export interface Talk extends Verdict {
  readonly kills: number
  /** Kills after which the line had to be said again, as it had not been taken. */
  readonly saidAgain: number
}

/**
 * Talks to the real `chat --json` and kills it at moments spread over the time a message takes, each `both`th time together
 * with its Redis. A line that was not taken is said again; one that was taken must be answered without that.
 */
export async function talkThroughKills(options: {
  data: string
  socket: string
  name: string
  kills: number
  both?: number
}): Promise<Talk> {
  const { data, socket, name, both = Infinity } = options
  const key = Buffer.from(readFileSync(join(data, 'key'), 'utf8').trim(), 'hex')
  const store = await redisStore({ socket, seal: sealWith(key) })
  const person = `terminal:${name}`
  const conversation = store.conversationOf(person)
  const said: string[] = []
  const seen: string[] = []
  let chat = startChat(data, name, seen)
  let kills = 0
  let saidAgain = 0
  try {
    for (; said.length < opening.length; said.push(lineOf(said.length))) await chat.say(lineOf(said.length))
    const begun = performance.now()
    for (let n = 0; n < 6; n++, said.push(lineOf(said.length))) await chat.say(lineOf(said.length))
    const messageMs = (performance.now() - begun) / 6

    while (kills < options.kills) {
      const line = lineOf(said.length)
      const before = await heard()
      const answered = chat.say(line).then(() => true)
      const done = await Promise.race([answered, later(Math.random() * messageMs * 1.2).then(() => false)])
      if (!done) {
        kills += 1
        if (kills % both === 0) await killServer(socket)
        await chat.kill()
        chat = startChat(data, name, seen)
        if (!(await wasTaken(before))) {
          saidAgain += 1
          await chat.say(line)
        }
      }
      said.push(line)
    }
    await chat.end()
    const verdict = await judge(store, person, said, [])
    const entries = await store.transcript(conversation)
    const kept = entries.filter(({ who }) => who === 'bot').map(({ text }) => text)
    return { ...verdict, ...follow(kept, seen.slice(seen.indexOf(kept[0] ?? ''))), kills, saidAgain }
  } finally {
    await chat.kill()
    await store.close()
  }

  async function heard(): Promise<number> {
    return (await store.transcript(conversation)).filter(({ who }) => who === 'person').length
  }

  /** Waits until nothing is on its way; a server that was killed comes back by itself. */
  async function wasTaken(before: number): Promise<boolean> {
    for (;;) {
      try {
        if (await store.settled(conversation)) return (await heard()) > before
      } catch (error) {
        if (!(error instanceof Error && error.name === 'StoreUnavailable')) throw error
      }
      await later(5)
    }
  }
}

interface Chat {
  /** Resolves when the bot has said all it had to say; never, when it is killed before. */
  say(text: string): Promise<void>
  /** Ends the input; resolves when the chat has ended by itself. */
  end(): Promise<void>
  kill(): Promise<void>
}

/** The real program; the texts of its replies are added to `seen`. */
export function startChat(data: string, name: string, seen: string[]): Chat {
  const env = { ...process.env, PUERTO_DATA: data, PUERTO_KEY: '', REDIS_URL: '' }
  const args = ['dist/main.js', 'chat', '--json', '--as', name, '--lang', 'es', '--country', 'co']
  const child = spawn(process.execPath, args, { cwd: packageRoot, env, stdio: ['pipe', 'pipe', 'ignore'] })
  const idle: { resolve: () => void; reject: (error: Error) => void }[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told: unknown = JSON.parse(line)
    if (!isTold(told)) throw new Error(`chat said ${line}`)
    if (told.text !== undefined) seen.push(told.text)
    if (told.type === 'idle') idle.shift()?.resolve()
  })
  // A write to a process that has just been killed fails, as it may.
  child.stdin.on('error', () => undefined)
  const ended = once(child, 'close')
  child.on('close', (code) => {
    if (code === null) return
    for (const { reject } of idle.splice(0)) reject(new Error(`chat ended by itself with ${code}`))
  })
  return {
    say(text) {
      child.stdin.write(`${text}\n`)
      return new Promise((resolve, reject) => idle.push({ resolve, reject }))
    },
    async end() {
      child.stdin.end()
      await ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

function isTold(value: unknown): value is { type: string; text?: string } {
  return typeof value === 'object' && value !== null && 'type' in value
}

async function killServer(socket: string): Promise<void> {
  const redis = await connect({ socket })
  const pid = /^process_id:(\d+)/m.exec(asText(await redis.run('INFO', 'server')))?.[1]
  process.kill(Number(pid), 'SIGKILL')
  await redis.close()
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
