import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/commands/root.ts'

/** A process that lets a promise with this stack reject, and goes on a little if it may. */
function process(stack: string): Promise<{ code: unknown; printed: string }> {
  const script = `
    const { keepStraysIn } = await import('./src/commands/strays.ts')
    keepStraysIn((facts, sentence) => console.log(sentence))
    const error = new Error('cut off')
    error.stack = ${JSON.stringify(stack)}
    void Promise.reject(error)
    setTimeout(() => console.log('went on'), 20)
  `
  const tsx = join(packageRoot, 'node_modules/.bin/tsx')
  return new Promise((resolve) => {
    execFile(tsx, ['--input-type=module', '-e', script], { cwd: packageRoot }, (error, stdout) => {
      resolve({ code: error?.code ?? 0, printed: stdout })
    })
  })
}

test('a promise that the WhatsApp library forgot ends nothing; one of our own is a bug, and ends the process', async () => {
  const theirs = 'Error: cut off\n    at send (/x/node_modules/@whiskeysockets/baileys/lib/Socket/socket.js:46:19)'
  const ours = 'Error: cut off\n    at work (/x/dist/commands/serve.js:1:1)'
  const [kept, ended] = await Promise.all([process(theirs), process(ours)])
  expect(kept).toEqual({ code: 0, printed: 'The WhatsApp library left something unfinished.\nwent on\n' })
  expect(ended).toEqual({ code: 1, printed: '' })
})
