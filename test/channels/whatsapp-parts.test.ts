import { describe, expect, test } from 'vitest'
import { handleOf, placeOf } from '../../src/channels/whatsapp/talk/handle.ts'
import { isWhatsApps } from '../../src/channels/whatsapp/talk/files.ts'
import { addressOf, jidOf, namesOf, personIn } from '../../src/channels/whatsapp/talk/identity.ts'
import { inOrder } from '../../src/channels/whatsapp/talk/in-order.ts'
import { secondsOf } from '../../src/channels/whatsapp/talk/ogg.ts'
import { pace } from '../../src/channels/whatsapp/talk/pace.ts'
import { idOf } from '../../src/channels/whatsapp/talk/progress.ts'
import { deliveryAfter, troubleOfCode } from '../../src/channels/whatsapp/talk/trouble.ts'

describe('who it is', () => {
  const [lid, pn] = ['900000000000002@lid', '573001112233@s.whatsapp.net']

  test('is a LID and a number, whichever of them a message comes by', () => {
    const both = { lid, pn }
    expect(personIn({ remoteJid: lid, remoteJidAlt: pn })).toEqual(both)
    expect(personIn({ remoteJid: pn, remoteJidAlt: lid })).toEqual(both)
    expect(personIn({ remoteJid: '573001112233:4@s.whatsapp.net', remoteJidAlt: '900000000000002:4@lid' })).toEqual(
      both,
    )
    expect(personIn({ remoteJid: lid })).toEqual({ lid, pn: null })
    expect(namesOf(both)).toEqual([lid, '573001112233'])
  })

  test.each([
    '1203@g.us',
    'status@broadcast',
    '17@broadcast',
    '1@newsletter',
    '0@s.whatsapp.net',
    '13135550002@bot',
    '',
  ])('is nobody where it is %s', (remoteJid) => {
    expect(personIn({ remoteJid })).toBeNull()
  })

  test('is written to by LID wherever that is known, and by the one they wrote from', async () => {
    const mapped = () => Promise.resolve('900000000000003@lid')
    const no = () => Promise.resolve(null)
    expect(await jidOf(`whatsapp:${lid}`, { lasting: no, lidOf: no })).toBe(lid)
    expect(await jidOf('whatsapp:573001112233', { lasting: () => Promise.resolve(lid), lidOf: mapped })).toBe(lid)
    expect(await jidOf('whatsapp:573001112233', { lasting: no, lidOf: mapped })).toBe('900000000000003@lid')
    expect(await jidOf('whatsapp:573001112233', { lasting: no, lidOf: no })).toBe(pn)
  })

  test('is kept under the name that was seen first, and told by the LID from anybody who has their number later', async () => {
    const asked: unknown[] = []
    const firstSeen = (...given: unknown[]) => Promise.resolve(String(asked.push(given)))
    expect(await addressOf({ lid, pn }, { firstSeen })).toBe('whatsapp:1')
    await addressOf({ lid: null, pn }, { firstSeen })
    expect(asked).toEqual([
      [[lid, '573001112233'], lid],
      [['573001112233'], undefined],
    ])
  })
})

describe('a file', () => {
  test('is found by its handle, and what is no handle is none', () => {
    const mediaKey = new Uint8Array([1, 2, 255])
    const place = { kind: 'voice', chat: '1@lid', id: '3A', url: 'https://x', directPath: null, mediaKey } as const
    expect(placeOf({ kind: 'voice', mime: 'audio/ogg', path: handleOf(place) })).toEqual(place)
    expect(placeOf({ kind: 'voice', mime: 'audio/ogg', path: 'ab/cd' })).toBeNull()
  })

  test.each([
    ['https://mmg.whatsapp.net/v/x', true],
    ['https://media-bog1-1.cdn.whatsapp.net/v/x', true],
    ['http://mmg.whatsapp.net/v/x', false],
    ['https://whatsapp.net.example.org/x', false],
    ['https://evilwhatsapp.net/x', false],
    ['http://169.254.169.254/latest', false],
    ['file:///etc/passwd', false],
  ])('%s lies at WhatsApp: %s', (url, lies) => {
    expect(isWhatsApps(new URL(url))).toBe(lies)
  })

  test('in Ogg/Opus says how long it plays', () => {
    const note = Buffer.alloc(200)
    note.write('OggS', 0)
    note.write('OpusHead', 28)
    note.writeUInt16LE(312, 38)
    note.write('OggS', 120)
    note.writeBigInt64LE(BigInt(48_000 * 7 + 312), 126)
    expect(secondsOf(note)).toBe(7)
    expect(secondsOf(new Uint8Array([1, 2, 3]))).toBeNull()
  })
})

describe('an answer of WhatsApp', () => {
  test.each([
    ['463', 'rejected'],
    ['479', 'retry'],
    ['429', 'retry'],
    ['503', 'retry'],
    ['400', 'rejected'],
    ['421', 'rejected'],
  ])('%s means %s', (code, status) => {
    expect(deliveryAfter(troubleOfCode(code)).status).toBe(status)
  })
})

test('the same part of a message has the same id at every try, in the form of a web page', () => {
  expect(idOf('c:1/0', '0')).toMatch(/^3EB0[0-9A-F]{18}$/)
  expect(idOf('c:1/0', '0')).toBe(idOf('c:1/0', '0'))
  expect(new Set([idOf('c:1/0', '0'), idOf('c:1/0', '1'), idOf('c:1/1', '0')]).size).toBe(3)
})

describe('the pace', () => {
  const times = { personMs: 2_000, personBurst: 3, accountMs: 500, accountBurst: 5 }

  test('gives a person some at once, then one after the other, and holds up nobody else', () => {
    let now = 0
    const paced = pace(() => now, times)
    expect([1, 2, 3].map(() => paced.book('ana'))).toEqual([0, 0, 0])
    expect(paced.book('ana')).toBe(2_000)
    expect(paced.book('luz')).toBe(0)
    now = 2_000
    expect(paced.book('ana')).toBe(0)
    expect(paced.book('ana')).toBe(2_000)
  })

  test('is that of the whole account too', () => {
    let now = 0
    const paced = pace(() => now, times)
    expect(['a', 'b', 'c', 'd', 'e'].map((who) => paced.book(who))).toEqual([0, 0, 0, 0, 0])
    expect(paced.book('f')).toBe(500)
    now = 500
    expect(paced.book('f')).toBe(0)
    expect(paced.book('g')).toBe(500)
  })
})

describe('works of one name', () => {
  test('go one after the other, and nobody else waits for them', async () => {
    const ordered = inOrder()
    const done: string[] = []
    let letGo: () => void = () => undefined
    const first = ordered('ana', async () => {
      await new Promise<void>((resolve) => (letGo = resolve))
      done.push('ana 1')
    })
    const second = ordered('ana', () => Promise.resolve(void done.push('ana 2')))
    await ordered('luz', () => Promise.resolve(void done.push('luz')))
    letGo()
    await Promise.all([first, second])
    expect(done).toEqual(['luz', 'ana 1', 'ana 2'])
  })

  test('fail with the one they wait behind, and begin anew after it', async () => {
    const ordered = inOrder()
    const done: string[] = []
    const works = [
      ordered('ana', () => Promise.reject(new Error('the store is away'))),
      ordered('ana', () => Promise.resolve(void done.push('overtook'))),
    ]
    expect((await Promise.allSettled(works)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await ordered('ana', () => Promise.resolve(void done.push('anew')))
    expect(done).toEqual(['anew'])
  })
})
