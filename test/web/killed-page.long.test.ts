import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { embeddedRedis } from '../../src/store/embedded.ts'
import { redisStore } from '../../src/store/redis.ts'
import { sealWith } from '../../src/store/seal.ts'
import { startBrowser, withoutBrowser } from './browser.ts'
import { freePort, startServe } from './serve-process.ts'

describe.skipIf(withoutBrowser)('an open page whose server is killed', () => {
  test('goes on by itself when it is back: nothing lost, nothing doubled', { timeout: 90_000 }, async () => {
    const data = await mkdtemp(join(tmpdir(), 'puerto-serve-'))
    const port = await freePort()
    let server = await startServe(data, port)
    const browser = await startBrowser()
    const page = await browser.newPage()
    await page.goto(`${server.url}/?lang=es`)
    await page.locator('#messages button').first().waitFor()
    for (const line of ['1', '1', '1', '1']) await answer(page, line)
    await server.kill()
    // Written while nobody listens: these wait in the browser.
    for (const line of ['2', '3']) await write(page, line)
    server = await startServe(data, port)
    await page.getByText('Desde qué país').first().waitFor({ timeout: 30_000 })
    await answer(page, '1')

    const seal = sealWith(Buffer.from((await readFile(join(data, 'key'), 'utf8')).trim(), 'hex'))
    const redis = await embeddedRedis({ dataDir: data })
    const store = await redisStore({ socket: redis.socket, seal })
    const [recent] = await store.recent(5)
    const said = (await store.transcript(recent?.conversation ?? '')).filter(({ who }) => who === 'person')
    expect(said.map(({ text }) => text)).toEqual(['1', '1', '2', '3', '1'])
    const shown = await page.locator('#messages > li').evaluateAll((items) => items.length)
    await page.reload()
    await page
      .locator('#messages > li')
      .nth(shown - 1)
      .waitFor()
    expect(await page.locator('#messages > li').count()).toBe(shown)
    await store.close()
    await redis.leave()
    await browser.close()
    await server.stop()
    await rm(data, { recursive: true, force: true })
  })
})

async function write(page: Page, line: string): Promise<void> {
  await page.locator('#box').fill(line)
  await page.keyboard.press('Enter')
}

/** Writes a line and waits for what is said to it. */
async function answer(page: Page, line: string): Promise<void> {
  const before = await page.locator('#messages > li').count()
  await write(page, line)
  await page
    .locator('#messages > li')
    .nth(before + 1)
    .waitFor()
}
