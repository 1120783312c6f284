import { afterEach, describe, expect, test } from 'vitest'
import type { InboundMessage } from '../../src/core/event.ts'
import { StoreUnavailable } from '../../src/store/store.ts'
import { webhookApp } from '../../src/web/webhooks.ts'
import { line, type Line } from './telegram-line.ts'

const secret = 'a-secret_of-ours'
const open: Line[] = []

afterEach(async () => {
  for (const { channel, api } of open.splice(0)) {
    await channel.stop()
    await api.stop()
  }
})

/** The channel behind the route that Telegram posts to. */
async function site(keep: (message: InboundMessage) => Promise<void> = () => Promise.resolve()) {
  const made = await line({ webhook: { url: 'https://puerto.example.org/webhooks/telegram', secret } })
  open.push(made)
  const heard: InboundMessage[] = []
  await made.channel.start(async (message) => {
    await keep(message)
    heard.push(message)
  })
  const { post } = made.channel
  if (post === null) throw new Error('nothing to post to')
  const app = webhookApp({ telegram: { post } })
  app.onError((error, c) => c.body(null, error instanceof StoreUnavailable ? 503 : 500))
  const send = async (body: string, headers: Record<string, string> = { [header]: secret }) =>
    (await app.request('/telegram', { method: 'POST', body, headers })).status
  return { ...made, heard, send }
}

const header = 'x-telegram-bot-api-secret-token'
const update = (id: number, text = 'hola') =>
  JSON.stringify({
    update_id: id,
    message: { message_id: id, chat: { id: 7, type: 'private' }, from: { id: 7, is_bot: false }, date: 1, text },
  })

describe('what Telegram posts', () => {
  test('is kept, and then acknowledged', async () => {
    const { send, heard, api } = await site()
    expect(await send(update(1))).toBe(200)
    expect(heard.map(({ id, from, body }) => [id, from, body])).toEqual([
      ['1', 'telegram:7', { kind: 'text', text: 'hola' }],
    ])
    const set = await api.until(() => api.calls.find(({ method }) => method === 'setWebhook'))
    expect(set.given).toMatchObject({
      url: 'https://puerto.example.org/webhooks/telegram',
      secret_token: secret,
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    })
  })

  test.each([
    ['no secret', {}],
    ['a wrong secret', { [header]: 'another' }],
    ['nearly the secret', { [header]: `${secret} ` + 'x' }],
    ['the secret in another place', { authorization: secret }],
  ])('with %s is refused, and not kept', async (_which, headers) => {
    const { send, heard } = await site()
    expect(await send(update(1), headers)).toBe(401)
    expect(heard).toEqual([])
  })

  test('comes again while the store is away', async () => {
    let away = true
    const { send, heard } = await site(() => (away ? Promise.reject(new StoreUnavailable('away')) : Promise.resolve()))
    expect(await send(update(1))).toBe(503)
    away = false
    expect(await send(update(1))).toBe(200)
    expect(heard).toHaveLength(1)
  })

  test('may be anything at all, and is 200 where it is JSON and 400 where it is not', async () => {
    const { send, heard } = await site()
    const bodies = [
      ...['', '[', '{', 'nul', '"', '\u0000', '\ufeff{}', "{'a':1}", '[1,]', '{"a":1}x', '\ud800', '[NaN]', '1e', '-'],
      ...['{"update_id":1e999}', '{"update_id":"1"}', '{"update_id":null}', '[]', '7', 'null', '"x"', '{}', 'true'],
      ...['{"__proto__":{"x":1},"update_id":2}', '{"update_id":3,"message":{"constructor":{"prototype":{}}}}'],
      '{"update_id":4,"message":{"message_id":1,"chat":{"id":{"id":7}},"text":["hola"]}}',
      '{"update_id":5,"callback_query":{"id":"1","from":{"id":7},"data":"|"}}',
      '['.repeat(100_000),
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      `{"update_id":6,"message":${'{"reply_to_message":'.repeat(5_000)}null${'}'.repeat(5_001)}`,
    ]
    for (const body of bodies) expect([200, 400]).toContain(await send(body))
    expect(await send(update(9, '\ud83d\ude00 \u0000 \ud800'))).toBe(200)
    expect(heard.map(({ body }) => body.kind)).toEqual(['choice', 'text'])
  })

  test('is at most three megabytes', async () => {
    const { send, heard } = await site()
    expect(await send(update(1, 'x'.repeat(3 * 1024 * 1024)))).toBe(413)
    expect(heard).toEqual([])
  })
})
