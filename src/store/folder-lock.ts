import { readdir, readlink, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAlive, ownIdentity, pidOf } from './process-registry.ts'
import { StoreUnavailable } from './store.ts'

/**
 * Does `work` while no other process does any under the lock of `folder`. The lock of a process that died is taken
 * over, and `work` is told so. Gives up after `patienceMs` of waiting.
 *
 * The lock is a row of numbered links `lock.<n>`, of which the highest counts and names its holder. A link is made
 * with its holder in it or not at all, so of those who find the same holder gone exactly one makes the next number.
 */
export async function underLock<T>(
  folder: string,
  patienceMs: number,
  work: (takenOver: boolean) => Promise<T>,
): Promise<T> {
  const { number, takenOver } = await acquire(folder, patienceMs)
  try {
    return await work(takenOver)
  } finally {
    await release(folder, number)
  }
}

const nobody = 'nobody'

async function acquire(folder: string, patienceMs: number): Promise<{ number: number; takenOver: boolean }> {
  const until = Date.now() + patienceMs
  for (;;) {
    const { number, holder } = await newest(folder)
    if (holder !== null && isAlive(holder)) {
      if (Date.now() > until) throw new StoreUnavailable(busy(folder, holder))
      await pause(10)
    } else if (await makeLink(folder, number + 1, ownIdentity())) {
      // Whoever looked long ago may just have made a number that others had passed and cleared away.
      if ((await newest(folder)).number === number + 1) {
        await removeBelow(folder, number + 1)
        return { number: number + 1, takenOver: holder !== null }
      }
      await rm(link(folder, number + 1), { force: true })
    }
  }
}

/** Hands the lock on to nobody: were the highest number just removed, an older one would count again. */
async function release(folder: string, number: number): Promise<void> {
  try {
    await makeLink(folder, number + 1, nobody)
    await removeBelow(folder, number + 1)
  } catch {
    // No room on the disk for one more link, or the folder is gone: better no lock than one that stays shut.
    await rm(link(folder, number), { force: true })
  }
}

async function newest(folder: string): Promise<{ number: number; holder: string | null }> {
  const number = Math.max(0, ...(await numbers(folder)))
  if (number === 0) return { number, holder: null }
  try {
    const holder = await readlink(link(folder, number))
    return { number, holder: holder === nobody ? null : holder }
  } catch {
    // Cleared away while we looked, because a higher one was made.
    return newest(folder)
  }
}

async function makeLink(folder: string, number: number, holder: string): Promise<boolean> {
  try {
    await symlink(holder, link(folder, number))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

async function removeBelow(folder: string, number: number): Promise<void> {
  for (const old of await numbers(folder)) if (old < number) await rm(link(folder, old), { force: true })
}

async function numbers(folder: string): Promise<number[]> {
  return (await readdir(folder)).flatMap((name) => (/^lock\.\d+$/.test(name) ? [Number(name.slice(5))] : []))
}

function link(folder: string, number: number): string {
  return join(folder, `lock.${number}`)
}

function busy(folder: string, holder: string): string {
  return `Another process (${pidOf(holder)}) has been busy with Redis in ${folder} for too long: end it and try again.`
}
