import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServe } from '../web/serve-process.ts'
import { visit, type Visitor } from '../web/visitor.ts'

const pages = 500
const port = 3399

/** Times are from the post of a message to its answer on the stream, in ms; memory is that of the server, in MB. */
export interface PagesMeasured {
  readonly idleP95: number
  readonly loadedP50: number
  readonly loadedP99: number
  readonly loadedPerSecond: number
  readonly memory: number
  readonly floodedP95: number
  readonly floodRefused: number
}

/** Five hundred pages are open on a server of its own; they write first slowly, then 200 times a second, then beside a flood. */
export async function measurePages(): Promise<PagesMeasured> {
  const data = await mkdtemp(join(tmpdir(), 'puerto-pages-'))
  const server = await startServe(data, port)
  try {
    const people: Visitor[] = []
    for (let n = 0; n < pages; n += 25)
      people.push(...(await Promise.all(Array.from({ length: 25 }, () => arrive(server.url)))))
    const idle = await write(people, 20, 5)
    const loaded = await write(people, 200, 15)
    const memory = memoryOf(server.pid)
    const flood = startFlood(await arrive(server.url))
    const flooded = await write(people, 20, 5)
    return {
      idleP95: at(idle, 0.95),
      loadedP50: at(loaded, 0.5),
      loadedP99: at(loaded, 0.99),
      loadedPerSecond: loaded.length / 15,
      memory,
      floodedP95: at(flooded, 0.95),
      floodRefused: await flood.stop(),
    }
  } finally {
    await server.stop()
    await rm(data, { recursive: true, force: true })
  }
}

async function arrive(url: string): Promise<Visitor> {
  const person = await visit(url)
  await person.listen()
  await person.hears(/^Hola/)
  return person
}

/** So many messages a second for so many seconds, spread over the people; how long each waited for its answer. */
async function write(people: readonly Visitor[], perSecond: number, seconds: number): Promise<number[]> {
  const begun = performance.now()
  const waits: Promise<number>[] = []
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = begun + (1_000 * n) / perSecond
    const early = due - performance.now()
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early))
    const person = people[n % people.length]
    if (person !== undefined) waits.push(waitOf(person))
  }
  return (await Promise.all(waits)).sort((a, b) => a - b)
}

async function waitOf(person: Visitor): Promise<number> {
  const begun = performance.now()
  const answered = person.next()
  await person.say('ayuda')
  await answered
  return performance.now() - begun
}

/** One person who posts as fast as answers come, five at a time; how many posts were refused. */
function startFlood(person: Visitor): { stop(): Promise<number> } {
  let refused = 0
  let going = true
  const writers = Array.from({ length: 5 }, async () => {
    while (going) if ((await person.say('1')).status === 429) refused += 1
  })
  return {
    async stop() {
      going = false
      await Promise.all(writers)
      return refused
    },
  }
}

function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_000
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
