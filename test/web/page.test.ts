import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { atSite } from './at-site.ts'
import { conversationOf, openPage } from './walk.ts'
import { withoutBrowser } from './browser.ts'

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(withoutBrowser)('the chat page in a browser', () => {
  const here = atSite()

  const open = (options: Parameters<typeof openPage>[2] = {}) => openPage(here.browser, here.site, options)

  // Whole questionnaires, by mouse and by keyboard: page.long.test.ts

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
    const conversation = await conversationOf(page, here.site.store)
    const choices = ['Papel', 'Vidrio', 'Cartón', 'Tela'].map((label) => ({ value: label, label }))
    const question = { questionnaire: 'made', id: 'packaging', number: null, of: null, several: true } as const
    const asked = { id: 'made/1', who: 'bot', at: Date.now(), text: '¿En qué empaca?', choices, question } as const
    await here.site.store.letters.put(conversation, asked)
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
    const letters = await here.site.store.letters.since(conversation, 0)
    expect(letters.flatMap(({ letter }) => (letter.who === 'person' ? [letter.text] : []))).toEqual(['1, 3'])
    expect(complaints).toEqual([])
    await close()
  })

  test('says under which card a button hung, so that one of an earlier question is refused politely', async () => {
    const { page, close } = await open()
    const conversation = await conversationOf(page, here.site.store)
    const earlier = { value: 'start', label: 'Empezar ya' }
    const old = {
      id: 'made/1',
      who: 'bot',
      at: Date.now(),
      text: '¿Y ahora?',
      choices: [earlier],
      card: 'menu.old',
    } as const
    await here.site.store.letters.put(conversation, old)
    await page.getByRole('button', { name: 'Empezar ya' }).click()
    await page.locator('.bot', { hasText: 'Ese botón era de una pregunta anterior.' }).waitFor()
    await page.getByRole('button', { name: 'Ver qué tan listo estoy' }).last().click()
    await page.getByText('Antes de empezar le pido permiso').waitFor()
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
    const letters = await here.site.store.letters.since(await conversationOf(page, here.site.store), 0)
    expect(letters.flatMap(({ letter }) => (letter.who === 'person' ? [letter.text] : []))).toEqual(['1', '1'])
    await close()
  })
})
