import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startBrowser, withoutBrowser } from './browser.ts'
import { openSite, type Site } from './site.ts'
import { answersAll, byKeyboard, byMouse, openPage } from './walk.ts'

describe.skipIf(withoutBrowser).each(['es', 'en', 'hi'])('a whole questionnaire in %s', (language) => {
  let site: Site
  let browser: Browser

  beforeAll(async () => {
    site = await openSite()
    browser = await startBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await site.stop()
  })

  test.each([
    ['mouse', 1280, byMouse],
    ['keyboard alone', 360, byKeyboard],
  ] as const)('is answered by %s, to a result', { timeout: 60_000 }, async (_how, width, pick) => {
    await answersAll(await openPage(browser, site, { language, viewport: { width, height: 740 } }), site, pick)
  })
})
