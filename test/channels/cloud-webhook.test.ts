import { afterEach, describe, expect, test } from 'vitest'
import type { InboundMessage } from '../../src/core/event.ts'
import { StoreUnavailable } from '../../src/store/store.ts'
import { cloudLine, written, type CloudLine } from './cloud-line.ts'
import { envelope, signed } from './graph-api.ts'

const open: CloudLine[] = []

afterEach(async () => {
  for (const { channel, api } of open.splice(0)) {
    await channel.stop()
    await api.stop()
  }
})

async function site(keep: () => Promise<void> = () => Promise.resolve()) {
  const made = await cloudLine()
  open.push(made)
  const heard: InboundMessage[] = []
  await made.channel.start(async (message) => {
    await keep()
    heard.push(message)
  })
  const hello = envelope(made.api.phoneId, written('57300', { id: 'wamid.1', text: { body: '¡hola! नमस्ते' } }))
  return { ...made, heard, hello }
}

describe('the question whether this is the place', () => {
  const ask = async ({ app }: CloudLine, query: Record<string, string>) => {
    const response = await app.request(`/cloud?${new URLSearchParams(query).toString()}`)
    return [response.status, await response.text()]
  }

  test('is answered with its own words to who knows the token', async () => {
    const on = await site()
    const query = { 'hub.mode': 'subscribe', 'hub.verify_token': on.api.verifyToken, 'hub.challenge': '1158201444' }
    expect(await ask(on, query)).toEqual([200, '1158201444'])
    for (const wrong of [
      { 'hub.verify_token': 'another' },
      { 'hub.mode': 'unsubscribe' },
      { 'hub.verify_token': `${on.api.verifyToken} ` },
    ])
      expect((await ask(on, { ...query, ...wrong }))[0]).toBe(403)
    expect((await ask(on, {}))[0]).toBe(403)
  })
})

describe('what is posted', () => {
  test('is kept, and then acknowledged', async () => {
    const { post, hello, heard } = await site()
    expect(await post(hello)).toBe(200)
    expect(heard.map(({ id, from }) => [id, from])).toEqual([['wamid.1', 'cloud:57300']])
  })

  test('without the right signature is refused, and not kept', async () => {
    const { post, hello, heard, api } = await site()
    const right = signed(hello, api.appSecret)['x-hub-signature-256'] ?? ''
    for (const signature of [
      ...['', 'sha256=', right.slice(7), right.slice(0, -1), `${right}0`, right.replace(/.$/, 'g')],
      ...[signed(hello, 'b'.repeat(32))['x-hub-signature-256'] ?? '', `sha1=${right.slice(7)}`],
      signed(`${hello} `, api.appSecret)['x-hub-signature-256'] ?? '',
    ])
      expect(await post(hello, { 'x-hub-signature-256': signature })).toBe(401)
    expect(await post(hello, {})).toBe(401)
    expect(heard).toEqual([])
  })

  test('is signed as the bytes it came in, whatever they say', async () => {
    const { post, heard } = await site()
    expect(await post(new Uint8Array([0xff, 0xfe, 0x7b]))).toBe(400)
    expect(heard).toEqual([])
  })

  test('comes again while the store is away', async () => {
    let away = true
    const { post, hello, heard } = await site(() =>
      away ? Promise.reject(new StoreUnavailable('away')) : Promise.resolve(),
    )
    expect(await post(hello)).toBe(503)
    away = false
    expect(await post(hello)).toBe(200)
    expect(heard).toHaveLength(1)
  })

  test('holds what people wrote in its order, whatever is between', async () => {
    const { post, heard, api, noted } = await site()
    const text = (from: string, id: string) => ({ from, id, timestamp: '1', type: 'text', text: { body: id } })
    const messages = [text('1', 'a'), 7, text('2', 'b'), { id: 'no type' }, text('1', 'c'), null, text('1', 'd')]
    expect(await post(envelope(api.phoneId, { messages, statuses: [{ id: 3 }, 'x'] }))).toBe(200)
    expect(heard.filter(({ from }) => from === 'cloud:1').map(({ id }) => id)).toEqual(['a', 'c', 'd'])
    expect(heard).toHaveLength(4)
    expect(noted).toHaveLength(5)
  })

  test('for another number, or of another kind, is not ours', async () => {
    const { post, heard, api } = await site()
    const other = envelope('999', written('57300', { id: 'wamid.1', text: { body: 'hola' } }))
    expect(await post(other)).toBe(200)
    const field = envelope(api.phoneId, written('57300', { id: 'w', text: { body: 'x' } })).replace(
      '"field":"messages"',
      '"field":"message_template_status_update"',
    )
    expect(await post(field)).toBe(200)
    expect(heard).toEqual([])
  })

  test('may be anything at all, and is 200 where it is JSON and 400 where it is not', async () => {
    const { post, heard, api } = await site()
    const one = (value: object) => envelope(api.phoneId, value)
    const bodies = [
      ...['', '[', '{', 'nul', '"', '\u0000', "{'a':1}", '[1,]', '{"a":1}x', '[NaN]', '1e', '-', '[]', '7', 'null'],
      ...['"x"', '{}', 'true', '{"object":1}', '{"object":"whatsapp_business_account","entry":{}}'],
      '{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":null}]}]}',
      one({ messages: { 0: 'x' } }),
      one({ messages: [[]], contacts: [null] }),
      one({ messages: [{ from: { x: 1 }, id: 'a', type: 'text' }] }),
      one({ messages: [{ from: '1', id: 'a', timestamp: '1e9', type: 'text', text: { body: ['x'] } }] }),
      one({ statuses: [{ id: 'x', status: 'constructor', biz_opaque_callback_data: '0 cloud:1 __proto__' }] }),
      '['.repeat(100_000),
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    ]
    for (const body of bodies) expect([200, 400]).toContain(await post(body))
    expect(heard).toEqual([])
  })

  test('is at most three megabytes', async () => {
    const { post } = await site()
    expect(await post('x'.repeat(3 * 1024 * 1024 + 1))).toBe(413)
  })
})
