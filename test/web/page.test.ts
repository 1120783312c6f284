import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { startBrowser, withoutBrowser } from './browser.ts'
import { openSite, type Site } from './site.ts'

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(withoutBrowser)('the chat page in a browser', () => {
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

  /** A browser of somebody's own; what its page complains of is kept. */
  async function open(options: Parameters<Browser['newContext']>[0] & { language?: string } = {}) {
    const { language = 'es', ...rest } = options
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: 'reduce', ...rest })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(`${site.url}/?lang=${language}`)
    await page.locator('#messages button').first().waitFor()
    return { page, complaints, close: () => context.close() }
  }

  describe.each(['es', 'en', 'hi'])('a whole questionnaire in %s', (language) => {
    test('is answered by mouse, to a result', { timeout: 60_000 }, async () => {
      const { page, complaints, close } = await open({ language, viewport: { width: 1280, height: 800 } })
      const pick = (n: number) => page.locator('#messages button').nth(n).click()
      expect(await walk(page, site.store, pick)).toBeGreaterThan(30)
      expect(complaints).toEqual([])
      await close()
    })

    test('is answered by keyboard alone, to a result', { timeout: 60_000 }, async () => {
      const { page, complaints, close } = await open({ language })
      const pick = async (n: number) => {
        await page.locator('#box').focus()
        await page.keyboard.type(String(n + 1))
        await page.keyboard.press('Enter')
      }
      expect(await walk(page, site.store, pick)).toBeGreaterThan(30)
      expect(complaints).toEqual([])
      await close()
    })
  })

  test.each([
    ['light', 'es', 360],
    ['dark', 'es', 1280],
    ['light', 'hi', 360],
    ['dark', 'hi', 360],
  ] as const)('is free of barriers that axe knows: %s, %s, %i px', async (colorScheme, language, width) => {
    const { page, close } = await open({ language, colorScheme, bypassCSP: true, viewport: { width, height: 740 } })
    await page.locator('#messages button').first().click()
    await page.locator('#messages > li').nth(2).waitFor()
    await page.addScriptTag({ content: axe })
    const found = await page.evaluate<{ id: string; nodes: number }[]>(
      'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.length })))',
    )
    expect(found).toEqual([])
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    expect(overflow).toBeLessThanOrEqual(0)
    await close()
  })

  test('shows what was typed as it was typed, whatever it was, and runs none of it', { timeout: 60_000 }, async () => {
    const { page, complaints, close } = await open()
    const nasty: string[] = [
      '<script>document.title="run"</script>',
      '"><img src=x onerror="document.title=\'run\'">',
      '<svg onload="document.title=\'run\'">',
      'javascript:document.title="run"',
      '\u202e\u2066 al revés',
      '{{7*7}} ${7*7} %s &lt;b&gt;',
    ]
    for (const text of nasty) {
      await page.locator('#box').fill(text)
      await page.keyboard.press('Enter')
      await page.getByText(text, { exact: true }).first().waitFor()
    }
    await page.reload()
    for (const text of nasty) await page.getByText(text, { exact: true }).first().waitFor()
    expect(await page.title()).not.toBe('run')
    expect(complaints).toEqual([])
    await close()
  })

  test('shows boxes where several answers may be picked, and sends what is ticked as one message', async () => {
    const { page, complaints, close } = await open()
    const conversation = await conversationOf(page, site.store)
    const choices = ['Papel', 'Vidrio', 'Cartón', 'Tela'].map((label) => ({ value: label, label }))
    const question = { questionnaire: 'made', id: 'packaging', number: null, of: null, several: true } as const
    const asked = { id: 'made/1', who: 'bot', at: Date.now(), text: '¿En qué empaca?', choices, question } as const
    await site.store.letters.put(conversation, asked)
    const boxes = page.getByRole('group', { name: 'Respuestas para elegir' }).getByRole('checkbox')
    const done = page.getByRole('button', { name: 'Listo' })
    await page.getByRole('checkbox', { name: '4. Tela' }).waitFor()
    expect(await done.isDisabled()).toBe(true)
    await boxes.nth(0).click()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await done.click()
    const answer = page.locator('.person:has-text("1, 3") + .bot')
    await answer.waitFor()
    await page.reload()
    await answer.waitFor()
    expect(await page.locator('.chosen').allTextContents()).toEqual(['1. Papel (elegida)', '3. Cartón (elegida)'])
    expect(await page.getByRole('checkbox').count()).toBe(0)
    const letters = await site.store.letters.since(conversation, 0)
    expect(letters.flatMap(({ letter }) => (letter.who === 'person' ? [letter.text] : []))).toEqual(['1, 3'])
    expect(complaints).toEqual([])
    await close()
  })

  test('keeps what is written while the network is away, and sends it once when it is back', async () => {
    const { page, close } = await open()
    await page.context().setOffline(true)
    for (const line of ['1', '1']) {
      await page.locator('#box').fill(line)
      await page.keyboard.press('Enter')
    }
    await page.context().setOffline(false)
    await page.getByText('18 años').first().waitFor()
    const letters = await site.store.letters.since(await conversationOf(page, site.store), 0)
    expect(letters.flatMap(({ letter }) => (letter.who === 'person' ? [letter.text] : []))).toEqual(['1', '1'])
    await close()
  })
})

/** Answers whatever is asked, as somebody would who has no time for words, until there is a result; how many answers it took. */
async function walk(page: Page, store: Store, pick: (n: number) => Promise<void>): Promise<number> {
  const conversation = await conversationOf(page, store)
  let named = false
  for (let turns = 0; turns < 80; turns++) {
    const state = await store.state(conversation)
    if (state?.firms.some(({ assessments }) => assessments.some(({ status }) => status === 'finished'))) return turns
    const count = await page.locator('#messages > li').count()
    const buttons = await page.locator('#messages button').count()
    if (buttons > 0) {
      await pick(turns < 4 ? 0 : turns % Math.min(buttons, 3))
    } else {
      await page.locator('#box').fill(named ? 'skip' : 'Finca La Esperanza')
      await page.keyboard.press('Enter')
      named = true
    }
    // The person's own line and the answer to it.
    await page
      .locator('#messages > li')
      .nth(count + 1)
      .waitFor()
  }
  throw new Error('no result after eighty answers')
}

async function conversationOf(page: Page, store: Store): Promise<string> {
  const secret = (await page.context().cookies()).find(({ name }) => name === 'puerto')?.value ?? ''
  return store.conversationOf(`web:${createHash('sha256').update(secret).digest('base64url').slice(0, 22)}`)
}
