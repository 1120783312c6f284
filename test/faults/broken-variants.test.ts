import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/commands/root.ts'
import { newState, type State } from '../../src/core/state.ts'
import type { TurnResult } from '../../src/core/outcome.ts'
import { redisStore } from '../../src/store/redis.ts'
import type { Store, Work } from '../../src/store/store.ts'
import { startRedis, type TestRedis } from '../redis-server.ts'

type OpenStore = typeof redisStore

const messages = Array.from({ length: 30 }, (_, n) => `m${n}`)
const consented: State = { ...newState, consents: { answers: { granted: true, version: 'v', at: 1 } } }

let redis: TestRedis
const folders: string[] = []

beforeAll(async () => {
  redis = await startRedis()
})

afterAll(async () => {
  await redis.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('a worker that dies between claim and commit', () => {
  test('loses nothing and doubles nothing, whoever comes after it', async () => {
    expect(await heardThroughDeaths(redisStore, 'sound')).toEqual(messages)
  })

  test('loses messages where the claim already removes them: this suite can fail', async () => {
    const popping = await variant({
      'claim.lua': [
        ["redis.call('LINDEX', ARGV[5] .. conversation, 0)", "redis.call('LPOP', ARGV[5] .. conversation)"],
      ],
      'commit.lua': [
        [" or not head or tonumber(string.match(head, '^%d+')) ~= seq", ''],
        ["redis.call('LPOP', KEYS[2])\nlocal n", 'local n'],
      ],
    })
    expect((await heardThroughDeaths(popping, 'popping')).length).toBeLessThan(messages.length)
  })

  test('doubles records where the commit checks neither token nor head', async () => {
    const careless = await variant({
      'commit.lua': [["counted[1] ~= ARGV[3] or not head or tonumber(string.match(head, '^%d+')) ~= seq", 'false']],
    })
    const heard = await heardThroughDeaths(careless, 'careless')
    expect(new Set(heard).size).toBeLessThan(heard.length)
  })
})

/** Every third worker dies with its claim; every fourth comes back too late and commits what another has done. */
async function heardThroughDeaths(open: OpenStore, name: string): Promise<string[]> {
  const store = await open({ socket: redis.socket, owner: 'here:1' })
  const from = `test:${name}`
  for (const id of messages) await store.append({ id, from, body: { kind: 'text', text: id } })
  const late: Work[] = []
  for (let turn = 0; ; turn++) {
    const [work] = await store.claim(1)
    if (work === undefined) break
    if (turn % 3 === 1) {
      if (turn % 4 === 1) late.push(work)
      await store.release(() => true)
      continue
    }
    await store.commit(work, resultOf(work), [])
    for (const old of late.splice(0)) await store.commit(old, resultOf(old), [])
  }
  const heard = await answersIn(store, from)
  await store.close()
  return heard
}

async function answersIn(store: Store, from: string): Promise<string[]> {
  const { answers } = await store.records(store.conversationOf(from))
  return answers.map(({ question }) => question)
}

function resultOf({ event }: Work): TurnResult {
  const question = event.type === 'message' && event.message.body.kind === 'text' ? event.message.body.text : ''
  const answer = {
    type: 'answer',
    firm: 'f',
    assessment: 'a',
    question,
    before: null,
    answer: { text: question },
  } as const
  const record = { ...answer, by: 'owner', event: event.id, at: event.at, sensitive: false } as const
  return { state: consented, replies: [], records: [record], followUps: [], asks: [], forwards: [], sensitive: false }
}

/** The built store with some lines of its scripts replaced. */
async function variant(changes: Record<string, [string, string][]>): Promise<OpenStore> {
  const folder = mkdtempSync(join(tmpdir(), 'puerto-variant-'))
  folders.push(folder)
  cpSync(join(packageRoot, 'dist'), join(folder, 'dist'), { recursive: true })
  symlinkSync(join(packageRoot, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  for (const [script, replacements] of Object.entries(changes)) {
    const path = join(folder, 'dist/store/scripts', script)
    const changed = replacements.reduce(
      (text, [from, to]) => {
        if (!text.includes(from)) throw new Error(`${script} has no line ${from}`)
        return text.replace(from, to)
      },
      readFileSync(path, 'utf8'),
    )
    writeFileSync(path, changed)
  }
  const built: { redisStore: OpenStore } = await import(pathToFileURL(join(folder, 'dist/store/redis.js')).href)
  return built.redisStore
}
