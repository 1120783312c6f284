import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { StoreUnavailable } from './store.ts'

/**
 * Fetches Redis and those of its libraries that the system lacks from the system's own package sources, and unpacks
 * them into `into`, in a folder that exists. For Debian and Ubuntu; needs no root, and installs nothing system-wide.
 */
export async function fetchRedis(into: string, say: (line: string) => void): Promise<void> {
  say('No Redis here yet: fetching one from the package sources of this system, into a folder of our own…')
  // Beside its later place, so that it can be moved there whole: nobody ever finds half of it.
  const work = await mkdtemp(`${into}.`)
  try {
    const tree = join(work, 'tree')
    for (const file of await download(work)) await run('dpkg-deb', ['-x', file, tree])
    await rm(into, { recursive: true, force: true })
    await rename(tree, into)
    say(`Redis is there, in ${into}.`)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Resolves to the package files. */
async function download(work: string): Promise<string[]> {
  const aptGet = await privateAptGet(work)
  const folder = join(work, 'downloads')
  await mkdir(folder)
  // A source that fails matters only when Redis cannot be had from the others.
  const trouble = await aptGet(['update']).then(
    () => null,
    (error: unknown) => error,
  )
  try {
    await aptGet(['download', 'redis-server', 'redis-tools', ...(await missingLibraries(aptGet))], folder)
  } catch (error) {
    throw trouble ?? error
  }
  return (await readdir(folder)).map((name) => join(folder, name))
}

type AptGet = (args: readonly string[], cwd?: string) => Promise<string>

/** apt-get with lists, cache and locks of its own under `work`; the system's sources, keys and list of what is installed. */
async function privateAptGet(work: string): Promise<AptGet> {
  await mkdir(join(work, 'lists/partial'), { recursive: true })
  await mkdir(join(work, 'archives/partial'), { recursive: true })
  const settings = [
    `Dir::State=${work}`,
    `Dir::State::lists=${join(work, 'lists')}`,
    `Dir::Cache=${work}`,
    // As root, apt would read and write as a user who may not enter this folder.
    'APT::Sandbox::User=root',
    // An index that cannot be reached is an error, and not just a warning.
    'APT::Update::Error-Mode=any',
    'Acquire::Retries=2',
    'Acquire::http::Timeout=20',
    'Acquire::https::Timeout=20',
    'Acquire::Languages=none',
  ]
  const options = settings.flatMap((setting) => ['-o', setting])
  return (args, cwd = work) => run('apt-get', ['-q', ...options, ...args], cwd)
}

/** Libraries that Redis needs, directly or through others, and that are not installed. */
async function missingLibraries(aptGet: AptGet): Promise<string[]> {
  const plan = await aptGet(['--simulate', '--no-install-recommends', 'install', 'redis-server', 'redis-tools'])
  // A line of what would be new is "Inst libname (version …"; of what would be upgraded, "Inst libname [version] (…".
  return [...plan.matchAll(/^Inst (lib\S+) \(/gm)].map(([, name = '']) => name)
}

async function run(command: string, args: readonly string[], cwd?: string): Promise<string> {
  try {
    return (await promisify(execFile)(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 })).stdout
  } catch (error) {
    throw new StoreUnavailable(notFetched(error), { cause: error })
  }
}

function notFetched(error: unknown): string {
  // apt says its reason in a line that begins with E.
  const reason = error instanceof Error ? /^E: (.*?)\.?$/m.exec(error.message)?.[1] : undefined
  return [
    `Redis could not be fetched${reason === undefined ? '' : ` (${reason})`}: is this machine online?`,
    'Install it with: sudo apt-get install redis-server. Or set REDIS_URL to a server of your own.',
  ].join(' ')
}
