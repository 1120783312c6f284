import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { kindOf } from '../../src/store/media-kind.ts'
import { until } from '../store/made.ts'
import { atSite } from './at-site.ts'
import { withoutBrowser } from './browser.ts'
import { conversationOf, openPage } from './walk.ts'

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(withoutBrowser)('voice on the chat page in a browser', () => {
  const heard: { bytes: number; mime: string; is: string | undefined }[] = []
  const here = atSite(
    {
      transcribe(audio, mime) {
        heard.push({ bytes: audio.length, mime, is: kindOf(audio)?.mime })
        return Promise.resolve('ver qué tan listo estoy')
      },
      speak: (text) => Promise.resolve(text.includes('permiso') ? null : { bytes: silence(2), mime: 'audio/wav' }),
    },
    [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  )

  const open = (options: Parameters<typeof openPage>[2] = {}) =>
    openPage(here.browser, here.site, { permissions: ['microphone'], ...options })
  const microphone = (page: Page) => page.getByRole('button', { name: 'Grabar una nota de voz' })
  const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

  test('a note is recorded by keyboard, sent, said back and answered', async () => {
    const { page, complaints, close } = await open()
    await microphone(page).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Grabando').waitFor()
    expect(await page.locator('#box').isVisible()).toBe(false)
    await page.getByRole('timer').getByText('0:01').waitFor()
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('voice-send')
    await page.keyboard.press('Enter')
    await page.getByText('Escuché: «ver qué tan listo estoy»').waitFor()
    expect(await page.locator('#messages .person .text').allTextContents()).toEqual(['Nota de voz'])
    expect(await page.locator('#box').isVisible()).toBe(true)
    expect(heard.at(-1)).toMatchObject({ mime: 'audio/webm', is: 'audio/webm' })
    expect(heard.at(-1)?.bytes).toBeGreaterThan(500)
    expect(complaints).toEqual([])
    await close()
  })

  test('a note that is called off, by its button or Escape, is sent to nobody', async () => {
    const { page, complaints, close } = await open()
    for (const callOff of [() => pressed(page, 'Cancelar').click(), () => page.keyboard.press('Escape')]) {
      await microphone(page).click()
      await page.getByRole('timer').getByText('0:01').waitFor()
      await callOff()
      await microphone(page).waitFor()
      expect(await page.getByRole('timer').isVisible()).toBe(false)
    }
    const letters = await here.site.store.letters.since(await conversationOf(page, here.site.store), 0)
    expect(letters.filter(({ letter }) => letter.who === 'person')).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('a note recorded while the network is away is sent once when it is back, in its place', async () => {
    const { page, close } = await open()
    await page.context().setOffline(true)
    await microphone(page).click()
    await page.getByRole('timer').getByText('0:01').waitFor()
    await pressed(page, 'Terminar y enviar').click()
    await page.locator('.pending').waitFor()
    await page.locator('#box').fill('ayuda')
    await page.keyboard.press('Enter')
    await page.context().setOffline(false)
    await page.getByText('Escuché: «ver qué tan listo estoy»').first().waitFor()
    const conversation = await conversationOf(page, here.site.store)
    const said = async () =>
      (await here.site.store.letters.since(conversation, 0)).flatMap(({ letter }) =>
        letter.who === 'person' ? [letter.text] : [],
      )
    expect(await until(said, (texts) => texts.length === 2)).toEqual(['Nota de voz', 'ayuda'])
    await close()
  })

  test('where the browser does not allow it, the button goes and the person is told', async () => {
    const { page, close } = await open()
    await page.evaluate(
      "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))",
    )
    await microphone(page).click()
    await page.getByText('El navegador no permite usar el micrófono').waitFor()
    expect(await microphone(page).isVisible()).toBe(false)
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('box')
    await close()
  })

  test('where the browser cannot record, there is no button', async () => {
    const context = await here.browser.newContext()
    await context.addInitScript('delete window.MediaRecorder')
    const page = await context.newPage()
    await page.goto(`${here.site.url}/?lang=es`)
    await page.locator('#messages button').first().waitFor()
    expect(await microphone(page).isVisible()).toBe(false)
    await context.close()
  })

  test('what the bot says is listened to and stopped; where it cannot be, one is told', async () => {
    const { page, close } = await open()
    await pressed(page, 'Escuchar').click()
    await pressed(page, 'Detener').waitFor()
    await pressed(page, 'Detener').click()
    await pressed(page, 'Escuchar').waitFor()
    await pressed(page, 'Escuchar').click()
    await pressed(page, 'Detener').waitFor()
    // Two seconds of silence end by themselves.
    await pressed(page, 'Escuchar').waitFor()
    await page.locator('#box').fill('1')
    await page.keyboard.press('Enter')
    await page.getByText('permiso').first().waitFor()
    await pressed(page, 'Escuchar').last().click()
    await page.getByText('Ahora no se puede leer en voz alta').waitFor()
    await close()
  })

  test('for who asked for audio it comes before the words', async () => {
    const { page, close } = await open()
    await page.locator('#box').fill('prefiero audio')
    await page.keyboard.press('Enter')
    const bubble = page.locator('.bot .bubble', { hasText: 'prefiere escuchar' })
    await bubble.waitFor()
    expect(await bubble.locator('> :first-child').textContent()).toBe('Escuchar')
    expect(await page.locator('.bot .bubble').first().locator('> :last-child').textContent()).toBe('Escuchar')
    await close()
  })

  test.each([
    ['light', 360],
    ['dark', 1280],
  ] as const)('is free of barriers that axe knows, also while it records: %s, %i px', async (colorScheme, width) => {
    const { page, close } = await open({ colorScheme, bypassCSP: true, viewport: { width, height: 740 } })
    await page.locator('#box').fill('prefiero audio')
    await page.keyboard.press('Enter')
    await page.locator('.listen.first').first().waitFor()
    await page.addScriptTag({ content: axe })
    const barriers = () =>
      page.evaluate<unknown[]>(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })))',
      )
    const overflow = () =>
      page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    expect(await barriers()).toEqual([])
    expect(await overflow()).toBeLessThanOrEqual(0)
    await microphone(page).click()
    await page.getByRole('timer').waitFor()
    expect(await barriers()).toEqual([])
    expect(await overflow()).toBeLessThanOrEqual(0)
    await close()
  })
})

/** A WAV of so many seconds in which nothing is heard. */
function silence(seconds: number): Uint8Array {
  const samples = Buffer.alloc(8_000 * seconds, 0x80)
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(8_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}
