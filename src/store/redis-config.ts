import { writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'

/** Writes the configuration of the server whose data are in `home`, afresh at each start. */
export async function writeRedisConfig(home: string, socket: string): Promise<void> {
  await writeFile(redisConfigFile(home), redisConfig(home, socket), { mode: 0o600 })
}

/** Where the configuration of the server in `home` is. */
export function redisConfigFile(home: string): string {
  return join(home, 'redis.conf')
}

function redisConfig(home: string, socket: string): string {
  return `# Written by Puerto at each start.

# Reached through this socket only, by this user only.
port 0
unixsocket ${JSON.stringify(socket)}
unixsocketperm 700
protected-mode yes

# What was acknowledged is on the disk.
dir ${JSON.stringify(home)}
appendonly yes
appendfsync always
auto-aof-rewrite-percentage 100
auto-aof-rewrite-min-size 16mb

# A copy each hour, for backups; that one could not be made is no reason to refuse work.
save 3600 1
stop-writes-on-bgsave-error no
shutdown-on-sigterm nosave

# Full memory refuses new work and never drops old; the system keeps its share.
maxmemory ${memoryShare()}
maxmemory-policy noeviction

# Small at rest.
databases 1
maxclients 1000
latency-tracking no

daemonize no
loglevel warning
logfile ""
`
}

/** 60 % of the memory of the machine, or of the container, in bytes. */
function memoryShare(): number {
  const limit = process.constrainedMemory()
  return Math.floor(0.6 * (limit > 0 ? Math.min(limit, totalmem()) : totalmem()))
}
