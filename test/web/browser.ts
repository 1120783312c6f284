import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((one) => existsSync(one))

/** Browser tests need Chromium; without it they are skipped, and say so. */
export const withoutBrowser = path === undefined
if (withoutBrowser)
  process.stderr.write('No Chromium here: the browser tests are skipped. On Debian: apt-get install chromium\n')

/** `more` are switches beside the usual ones. */
export function startBrowser(more: readonly string[] = []): Promise<Browser> {
  if (path === undefined) throw new Error('no Chromium here')
  const quiet = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return chromium.launch({ executablePath: path, args: [...quiet, ...more] })
}
