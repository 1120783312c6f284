import { createHash } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import type { Site } from './site.ts'

/** A browser of somebody's own; what its page complains of is kept. */
export interface OpenPage {
  readonly page: Page
  readonly complaints: string[]
  readonly close: () => Promise<void>
}

export async function openPage(
  browser: Browser,
  site: Site,
  options: Parameters<Browser['newContext']>[0] & { language?: string } = {},
): Promise<OpenPage> {
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

/** How a person picks the n-th choice. */
export type Pick = (page: Page, n: number) => Promise<void>

export const byMouse: Pick = (page, n) => page.locator('#messages button').nth(n).click()

export const byKeyboard: Pick = async (page, n) => {
  await page.locator('#box').focus()
  await page.keyboard.type(String(n + 1))
  await page.keyboard.press('Enter')
}

/** From the greeting to a result, without a complaint of the page. */
export async function answersAll({ page, complaints, close }: OpenPage, site: Site, pick: Pick): Promise<void> {
  expect(await walk(page, site.store, pick)).toBeGreaterThan(30)
  expect(complaints).toEqual([])
  await close()
}

/** Answers whatever is asked, as somebody would who has no time for words, until there is a result; how many answers it took. */
async function walk(page: Page, store: Store, pick: Pick): Promise<number> {
  const conversation = await conversationOf(page, store)
  let named = false
  for (let turns = 0; turns < 80; turns++) {
    const state = await store.state(conversation)
    if (state?.firms.some(({ assessments }) => assessments.some(({ status }) => status === 'finished'))) return turns
    const count = await page.locator('#messages > li').count()
    const buttons = await page.locator('#messages button').count()
    if (buttons > 0) {
      await pick(page, turns < 4 ? 0 : turns % Math.min(buttons, 3))
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

/** The conversation of the person whose browser this is. */
export async function conversationOf(page: Page, store: Store): Promise<string> {
  const secret = (await page.context().cookies()).find(({ name }) => name === 'puerto')?.value ?? ''
  return store.conversationOf(`web:${createHash('sha256').update(secret).digest('base64url').slice(0, 22)}`)
}
