import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lastWords, logSize } from '../../src/store/redis-process.ts'

const redis = { identity: '4711-1-00000000', socket: '/nowhere' }
let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'puerto-home-'))
})

afterEach(() => rmSync(home, { recursive: true, force: true }))

test.each([
  [
    "# Can't recover from AOF write error when the AOF fsync policy is 'always'. Exiting...",
    () => `The disk that holds ${home} is full or failing: look after it.`,
  ],
  [
    "# Can't open the append-only file: No space left on device",
    () => `The disk that holds ${home} is full: free some space on it.`,
  ],
  [
    "# Can't open or create append-only dir appendonlydir: Permission denied",
    () => `${home} cannot be written to: give this user the right to, or name another folder in PUERTO_DATA.`,
  ],
  [
    '# Bad file format reading the append only file: make a backup of your AOF file',
    () =>
      `Redis cannot read its data in ${home}, which is damaged: copy the folder, then repair it with redis-check-aof --fix.`,
  ],
  ['# Out of luck', () => `Redis stopped by itself, saying "Out of luck": see ${home}/redis.log.`],
])('a Redis that stopped by itself and wrote %j is explained', (line, sentence) => {
  writeFileSync(join(home, 'redis.log'), `4711:M 24 Nov 2026 00:27:41.654 ${line}\n`)
  expect(lastWords(home, redis, 0)).toBe(sentence())
})

test('the words of the next Redis are not taken for those of the last one', () => {
  writeFileSync(
    join(home, 'redis.log'),
    '4711:M 24 Nov 2026 00:27:41.654 # Out of luck\n4712:C 24 Nov 2026 00:27:42.001 # oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo\n',
  )
  expect(lastWords(home, redis, 0)).toContain('saying "Out of luck"')
})

test('what an earlier start wrote is not held against this one', () => {
  writeFileSync(join(home, 'redis.log'), 'No space left on device\n')
  expect(lastWords(home, redis, logSize(home))).toBe(`Redis stopped by itself: see ${home}/redis.log.`)
})
