import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { atSite } from './at-site.ts'
import { startBrowser, withoutBrowser } from './browser.ts'
import { wireTo } from './cut.ts'
import { openSite } from './site.ts'
import { answersAll, byKeyboard, byMouse, conversationOf, openPage } from './walk.ts'

describe.skipIf(withoutBrowser).each(['es', 'en', 'hi'])('a whole questionnaire in %s', (language) => {
  const here = atSite()

  test.each([
    ['mouse', 1280, byMouse],
    ['keyboard alone', 360, byKeyboard],
  ] as const)('is answered by %s, to a result', { timeout: 60_000 }, async (_how, width, pick) => {
    await answersAll(
      await openPage(here.browser, here.site, { language, viewport: { width, height: 740 } }),
      here.site,
      pick,
    )
  })
})

describe.skipIf(withoutBrowser)('a network that drops', () => {
  test(
    'for twenty seconds: the open page goes on by itself, nothing lost or doubled',
    { timeout: 90_000 },
    async () => {
      const site = await openSite()
      const browser = await startBrowser()
      const wire = await wireTo(Number(new URL(site.url).port))
      try {
        const { page, close } = await openPage(browser, { ...site, url: wire.url })
        const conversation = await conversationOf(page, site.store)
        await page.locator('#messages button').first().click()
        await page.getByText('permiso').first().waitFor()
        wire.cut()
        for (const line of ['1', '1', '2']) {
          await page.locator('#box').fill(line)
          await page.keyboard.press('Enter')
        }
        // What staff write meanwhile waits for the page too.
        await site.store.letters.put(conversation, {
          id: 'made/1',
          who: 'bot',
          at: Date.now(),
          text: 'Seguimos aquí.',
        })
        await pause(20_000)
        wire.mend()
        await page.getByText('Seguimos aquí.').first().waitFor({ timeout: 15_000 })
        await page.locator('.person:not(.pending)').nth(3).waitFor()
        await expect.poll(() => site.store.settled(conversation), { timeout: 15_000 }).toBe(true)
        const letters = await site.store.letters.since(conversation, 0)
        const said = letters.flatMap(({ letter }) => (letter.who === 'person' ? [letter.text] : []))
        expect(said.slice(-3)).toEqual(['1', '1', '2'])
        const shown = await page.locator('#messages > li').count()
        expect(shown).toBe(letters.length)
        await close()
      } finally {
        await browser.close()
        await wire.close()
        await site.stop()
      }
    },
  )
})
