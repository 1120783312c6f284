import { describe, expect, test } from 'vitest'
import { deliveryAfter, troubleOfCode } from '../../src/channels/cloud/trouble.ts'
import { ana, cloudLines, person } from './cloud-listening.ts'

const { listening } = cloudLines()

describe('trouble', () => {
  test.each([
    [4, 'retry', false],
    [80_007, 'retry', false],
    [130_429, 'retry', false],
    [131_056, 'retry', false],
    [131_048, 'retry', false],
    [131_047, 'retry', false],
    [190, 'retry', false],
    [368, 'retry', false],
    [131_031, 'retry', false],
    [200, 'retry', false],
    [131_000, 'retry', true],
    [131_016, 'retry', true],
    [131_026, 'gone', undefined],
    [131_049, 'rejected', undefined],
    [131_051, 'rejected', undefined],
    [132_001, 'rejected', undefined],
    [100, 'rejected', undefined],
  ])('%i is %s', async (code, status, counted) => {
    const on = await listening()
    on.api.trouble(code)
    const delivery = await on.send({})
    expect(delivery.status).toBe(status)
    if (delivery.status === 'retry') expect(delivery.counted).toBe(counted)
    expect(deliveryAfter(troubleOfCode(code), 1).status).toBe(status)
  })

  test('of one person makes them wait, and of the whole number everybody', async () => {
    const on = await listening()
    const other = (id: string) => on.channel.send('cloud:5799', { id, to: 'cloud:5799', text: 'x' })
    await on.message('5799', { id: 'wamid.o', text: { body: 'hola' } })
    on.api.trouble(131_056)
    expect(await on.send({})).toMatchObject({ status: 'retry', afterMs: 4_000, counted: false })
    expect(await other('o/0')).toMatchObject({ status: 'sent' })
    on.api.trouble(130_429)
    expect(await other('o/1')).toMatchObject({ status: 'retry', counted: false })
    expect(await on.send({})).toMatchObject({ status: 'retry', counted: false })
    expect(on.api.sent).toHaveLength(1)
  })

  test('of the account is told to the operator once, and when it is over', async () => {
    const on = await listening()
    on.api.trouble(190, 2)
    await on.send({})
    await on.send({})
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    expect(on.reported.map((said) => said.split('.')[0])).toEqual([
      'WhatsApp refuses the account or its token (WhatsApp answered 190)',
      'WhatsApp: all is well again',
    ])
    expect(on.reported.join()).not.toContain(on.api.token)
  })

  test('in the middle of a message does not repeat what went', async () => {
    const on = await listening()
    const text = 'Frase. '.repeat(1_000)
    on.api.trouble('before')
    expect(await on.send({ text })).toMatchObject({ status: 'retry', counted: true })
    expect(await on.send({ text })).toMatchObject({ status: 'sent' })
    const parts = on.api.sent.length
    expect(new Set(on.api.sent.map(({ biz_opaque_callback_data: tag }) => tag)).size).toBe(parts)
    expect(await on.send({ text })).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(parts)
  })

  test('after which a status says that it went all the same does not send it twice', async () => {
    const on = await listening()
    on.api.trouble('after')
    expect(await on.send({})).toMatchObject({ status: 'retry', counted: true, afterMs: 5_000 })
    await on.status(on.api.sent[0], 'sent')
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(1)
  })
})

describe('what becomes of a message', () => {
  test('never goes back: a failure after the delivery changes nothing', async () => {
    const on = await listening()
    await on.send({})
    const [sent] = on.api.sent
    for (const status of ['read', 'delivered', 'sent']) expect(await on.status(sent, status)).toBe(200)
    expect(await on.status(sent, 'failed', 131_026)).toBe(200)
    expect([on.gone, on.noted]).toEqual([[], []])
  })

  test('is that the person cannot be reached, once, however often it is said', async () => {
    const on = await listening()
    await on.send({})
    const [sent] = on.api.sent
    for (let n = 0; n < 3; n++) await on.status(sent, 'failed', 131_026)
    expect(on.gone).toEqual([`${person} WhatsApp took it, and then said 131026`])
    expect(on.late).toEqual([`0 ${person} e/0: null`])
    expect(on.noted).toHaveLength(1)
  })

  test.each([
    [131_000, 5_000],
    [131_016, 5_000],
    [131_053, 5_000],
    [131_056, 5_000],
    [130_429, 5_000],
    [131_047, 0],
    [undefined, 5_000],
    [131_026, null],
    [131_049, null],
    [131_051, null],
    [131_042, null],
    [470, null],
  ])('is that it failed with %s, and may leave again after %s ms', async (code, againMs) => {
    const on = await listening()
    await on.send({})
    expect(await on.status(on.api.sent[0], 'failed', code)).toBe(200)
    expect(on.late).toEqual([`0 ${person} e/0: ${againMs}`])
  })

  test('is that one part failed: that one leaves again, once, under a name of its own', async () => {
    const on = await listening()
    const text = 'Frase. '.repeat(1_000)
    await on.send({ text })
    const [first, second, ...none] = on.api.sent
    expect(none).toEqual([])
    await on.status(first, 'delivered')
    await on.status(second, 'failed', 131_000)
    expect(await on.send({ text })).toMatchObject({ status: 'sent' })
    const again = on.api.sent[2]
    expect(again).toEqual({ ...second, biz_opaque_callback_data: `1+ ${person} e/0` })
    await on.status(again, 'failed', 131_000)
    expect(await on.send({ text })).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(3)
    expect(on.late).toEqual([`1 ${person} e/0: 5000`, `1+ ${person} e/0: null`])
  })

  test('is that it was delivered after all: nothing leaves again', async () => {
    const on = await listening()
    await on.send({})
    await on.status(on.api.sent[0], 'failed', 131_000)
    await on.status(on.api.sent[0], 'delivered')
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(1)
  })

  test('is that more than a day has passed: it waits until the person writes', async () => {
    const on = await listening()
    await on.send({})
    await on.status(on.api.sent[0], 'failed', 131_047)
    expect(await on.send({})).toMatchObject({
      status: 'retry',
      counted: false,
      reason: 'waits until the person writes',
    })
    const timestamp = String(Math.floor(Date.now() / 1_000) + 1)
    await on.message(ana, { timestamp, text: { body: 'ya' } })
    expect(on.hurried).toEqual([person, person])
    expect(await on.send({})).toMatchObject({ status: 'sent' })
    expect(on.api.sent).toHaveLength(2)
  })

  test('comes again where it comes before the message is off the hands of the house', async () => {
    let answer = 'on its way'
    const on = await listening({ failLate: () => Promise.resolve(answer) })
    await on.send({})
    expect(await on.status(on.api.sent[0], 'failed', 131_000)).toBe(503)
    answer = 'again'
    expect(await on.status(on.api.sent[0], 'failed', 131_000)).toBe(200)
    answer = 'on its way'
    expect(await on.status(on.api.sent[0], 'failed', 131_000)).toBe(200)
  })

  test('is nothing to us where it was sent from elsewhere', async () => {
    const on = await listening()
    expect(await on.status(undefined, 'failed', 131_026)).toBe(200)
    expect(on.gone).toEqual([])
  })
})
