import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Signs the calling process in to the registry in `folder`; resolves to its entry, which `signOut` takes back. */
export async function signIn(folder: string): Promise<string> {
  // A process may sign in more than once, for several parts of it that come and go by themselves.
  const entry = join(folder, `${ownIdentity()}.${randomBytes(4).toString('hex')}`)
  await writeFile(entry, '')
  return entry
}

/** Takes an entry back; one that is gone already is no trouble. */
export async function signOut(entry: string): Promise<void> {
  await rm(entry, { force: true })
}

/** How many entries belong to processes that live; those of dead ones are swept away. */
export async function countLiving(folder: string): Promise<number> {
  let living = 0
  for (const entry of await readdir(folder)) {
    const [identity = ''] = entry.split('.')
    if (isAlive(identity)) living++
    else await signOut(join(folder, entry))
  }
  return living
}

/**
 * `<pid>-<when it started>`, fit for a file name, or null when no such process lives. A number alone would not do:
 * after a restart of the machine or container the same one belongs to somebody else.
 */
export function identityOf(pid: number): string | null {
  const start = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid)
  return start === null ? null : `${pid}-${start}`
}

/** The identity of the calling process. */
export function ownIdentity(): string {
  return identityOf(process.pid) ?? `${process.pid}-unknown`
}

/** Whether the very process that had this identity still runs. */
export function isAlive(identity: string): boolean {
  return identityOf(pidOf(identity)) === identity
}

/** The process id in an identity; 0, which no process has, when there is none. */
export function pidOf(identity: string): number {
  return Number(/^\d+/.exec(identity)?.[0] ?? 0)
}

/** Ticks since boot, with the boot's own id. A process that ended and waits to be noticed by its parent is gone. */
function startOnLinux(pid: number): string | null {
  const stat = textOf(`/proc/${pid}/stat`)
  // The second field is the program's name and may hold blanks and parentheses: count from its end.
  const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (['', 'Z', 'X'].includes(state)) return null
  return `${rest[18] ?? ''}-${textOf('/proc/sys/kernel/random/boot_id').slice(0, 8)}`
}

/** Empty when there is no such file. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function startElsewhere(pid: number): string | null {
  try {
    const options = ['-o', 'stat=,lstart=', '-p', String(pid)]
    // The same words and the same clock for everybody who looks.
    const env = { LC_ALL: 'C', TZ: 'UTC' }
    const said = execFileSync('/bin/ps', options, { encoding: 'utf8', env, stdio: 'pipe' })
    const [state = 'Z', ...start] = said.trim().split(/\s+/)
    return state.startsWith('Z') ? null : start.join('_').replaceAll(':', '_')
  } catch {
    return null
  }
}
