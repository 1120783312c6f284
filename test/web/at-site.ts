import type { Browser } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { startBrowser } from './browser.ts'
import { openSite, type Site } from './site.ts'

/** A site, and a browser with these switches, for the tests of a block. */
export function atSite(
  options: Parameters<typeof openSite>[0] = {},
  switches: readonly string[] = [],
): { readonly site: Site; readonly browser: Browser } {
  let opened: { site: Site; browser: Browser } | null = null
  const both = () => {
    if (opened === null) throw new Error('the site is there only while tests run')
    return opened
  }
  beforeAll(async () => {
    opened = { site: await openSite(options), browser: await startBrowser(switches) }
  })
  afterAll(async () => {
    await both().browser.close()
    await both().site.stop()
  })
  return {
    get site() {
      return both().site
    },
    get browser() {
      return both().browser
    },
  }
}
