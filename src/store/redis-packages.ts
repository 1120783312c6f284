import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { StoreUnavailable } from './store.ts'

/**
 * Fetches Redis and those of its libraries that the system lacks from the system's own package sources, and unpacks
 * them into `into`. For Debian and Ubuntu; needs no root, and installs nothing system-wide.
 */
export async function fetchRedis(into: string, say: (line: string) => void): Promise<void> {
  say('No Redis here yet: fetching one from the package sources of this system, into a folder of our own…')
  await mkdir(dirname(into), { recursive: true })
  // Beside its later place, so that it can be moved there whole: nobody ever finds half of it.
  const work = await mkdtemp(`${into}.`)
  try {
    const apt = await privateApt(work)
    await apt('apt-get', ['-q', 'update'])
    const packages = ['redis-server', 'redis-tools', ...(await missingLibraries(apt))]
    const downloads = join(work, 'downloads')
    await mkdir(downloads)
    await apt('apt-get', ['-q', 'download', ...packages], downloads)
    const tree = join(work, 'tree')
    for (const file of await readdir(downloads)) await run('dpkg-deb', ['-x', join(downloads, file), tree])
    await rm(into, { recursive: true, force: true })
    await rename(tree, into)
    say(`Redis is there, in ${into}.`)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

type Apt = (command: 'apt-get' | 'apt-cache', args: readonly string[], cwd?: string) => Promise<string>

/** apt with lists, cache and locks of its own under `work`; the system's sources, keys and list of what is installed. */
async function privateApt(work: string): Promise<Apt> {
  await mkdir(join(work, 'lists/partial'), { recursive: true })
  await mkdir(join(work, 'archives/partial'), { recursive: true })
  const settings = [
    `Dir::State=${work}`,
    `Dir::State::lists=${join(work, 'lists')}`,
    `Dir::Cache=${work}`,
    'Dir::State::status=/var/lib/dpkg/status',
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
  return (command, args, cwd = work) => run(command, [...options, ...args], cwd)
}

/** Libraries that Redis needs, directly or through others, and that are not installed. */
async function missingLibraries(apt: Apt): Promise<string[]> {
  const only = ['suggests', 'recommends', 'conflicts', 'breaks', 'replaces', 'enhances'].map((kind) => `--no-${kind}`)
  const listed = await apt('apt-cache', ['depends', '--recurse', ...only, 'redis-tools'])
  const needed = listed.split('\n').filter((line) => /^lib[^ <>:]+$/.test(line))
  const status = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n'])
  const present = new Set(
    status.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])),
  )
  return needed.filter((name) => !present.has(name))
}

async function run(command: string, args: readonly string[], cwd?: string): Promise<string> {
  try {
    const options = { cwd, env: { ...process.env, LC_ALL: 'C' }, maxBuffer: 64 * 1024 * 1024 }
    return (await promisify(execFile)(command, args, options)).stdout
  } catch (error) {
    throw new StoreUnavailable(notFetched, { cause: error })
  }
}

const notFetched =
  'Redis could not be fetched: is this machine online? Install it with: sudo apt-get install redis-server. Or set REDIS_URL to a server of your own.'
