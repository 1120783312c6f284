import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { quietLog } from '../../src/channels/whatsapp/line/quiet.ts'
import { packageRoot } from '../../src/commands/root.ts'

const script = (quiet: string) => `
  ${quiet}
  const { default: SessionRecord } = await import('libsignal/src/session_record.js')
  const session = SessionRecord.createEntry()
  session.indexInfo = { closed: -1, baseKey: Buffer.from('a private key') }
  new SessionRecord().closeSession(session)
  console.info('somebody else')
`

/** What a process of its own prints, on both ways out. */
async function printed(quiet: string): Promise<string> {
  const tsx = join(packageRoot, 'node_modules/.bin/tsx')
  const { stdout, stderr } = await promisify(execFile)(tsx, ['--input-type=module', '-e', script(quiet)], {
    cwd: packageRoot,
  })
  return stdout + stderr
}

test('what libsignal prints of its keys is not printed, and what others print is', async () => {
  expect(await printed('')).toContain('Closing session')
  const quiet = `const { keepKeysQuiet } = await import('./src/channels/whatsapp/line/quiet.ts'); keepKeysQuiet()`
  expect(await printed(quiet)).toBe('somebody else\n')
})

test("Baileys' log becomes a sentence and a reason, without what it was about", () => {
  const noted: object[] = []
  const log = quietLog((facts) => noted.push(facts))
  log.child({ class: 'x' }).error({ err: new Error('Bad MAC'), node: 'words', key: { id: '1' } }, 'failed to decrypt')
  log.warn('timed out')
  log.info({ creds: 'x' }, 'chatter')
  expect(noted).toEqual([{ baileys: 'failed to decrypt', reason: 'Bad MAC' }, { baileys: 'timed out' }])
})
