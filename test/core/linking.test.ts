import { describe, expect, test } from 'vitest'
import { currentAssessment, currentFirm } from '../../src/core/conversation/form/assessments.ts'
import type { OutboundMessage } from '../../src/core/outcome.ts'
import { isEphemeral } from '../../src/core/state.ts'
import { content } from '../content.ts'
import { player, type Player } from '../player.ts'

const spanish = { language: 'es', country: 'co' }
const start = Date.UTC(2026, 10, 23, 15)

/** The same person on two channels, with what one conversation forwards brought to the other. */
function twoChannels(phoneStart = start + 3_600_000) {
  const web = player(content, spanish, start, undefined, { conversation: 'web', address: 'web:1' })
  const phone = player(content, spanish, phoneStart, undefined, { conversation: 'phone', address: 'telegram:7' })
  return { web, phone, say: among({ web, phone }), bring: () => bringAll({ web, phone }) }
}

type Say = (who: Player, ...texts: string[]) => Promise<OutboundMessage[]>

/** Says something for one of them, and brings what follows from it to the others. */
function among(players: Readonly<Record<string, Player>>): Say {
  return async (who, ...texts) => {
    let replies: OutboundMessage[] = []
    for (const text of texts) replies = [...(await who.say(text)), ...(await bringAll(players))]
    return replies
  }
}

async function bringAll(players: Readonly<Record<string, Player>>): Promise<OutboundMessage[]> {
  const replies: OutboundMessage[] = []
  for (;;) {
    const next = Object.values(players)
      .find(({ forwards }) => forwards.length > 0)
      ?.forwards.shift()
    if (next === undefined) return replies
    replies.push(...((await players[next.to]?.hear(next.body)) ?? []))
  }
}

function names({ state }: Player): (string | undefined)[] {
  return state.firms
    .map(({ profile: { firm_name: name } }) => (name !== undefined && 'text' in name ? name.text : undefined))
    .sort()
}

/** Up to the second question of the profile, with the firm's name said. */
const begun = ['hola', '1', '1', '1', '1', '1', '1', 'La Esperanza']

function words(replies: readonly OutboundMessage[]): string {
  return replies.map(({ text }) => text).join('\n')
}

function codeIn(replies: readonly OutboundMessage[]): string {
  return /[A-Z]{4}-[A-Z]{4}/.exec(words(replies))?.[0] ?? ''
}

async function linked(phoneSays: readonly string[] = []) {
  const two = twoChannels()
  await two.say(two.web, ...begun)
  await two.say(two.phone, ...phoneSays)
  const code = codeIn(await two.say(two.web, 'vincular'))
  const replies = await two.say(two.phone, code)
  return { ...two, code, replies }
}

describe('one person on two channels', () => {
  test('asks for a code only once there is something to go on with', async () => {
    const { web, say } = twoChannels()
    await say(web, 'hola')
    expect(words(await say(web, 'vincular'))).toContain('Todavía no hay nada')
    expect(web.state.ask).toBeNull()
  })

  test('goes on where the code is said, and hears where they stand', async () => {
    const { web, phone, replies, say } = await linked()
    expect(words(replies)).toContain('sus chats quedaron unidos')
    expect(replies.at(-1)).toMatchObject({ to: 'telegram:7' })
    expect(phone.state).toMatchObject({ linkedTo: 'web', firms: [], consents: {} })
    expect(isEphemeral(phone.state)).toBe(false)
    expect(web.state.linked).toEqual([{ conversation: 'phone', address: 'telegram:7' }])
    const next = await say(phone, '1')
    expect(next.at(-1)).toMatchObject({ to: 'telegram:7', question: { id: 'firm_kind' } })
    const onPage = await say(web, '1')
    expect(onPage.at(-1)?.to).toBe('web:1')
    expect(currentFirm(web.state)?.profile).toMatchObject({ firm_name: { text: 'La Esperanza' } })
  })

  test('says the code as a first message, as a deep link, in small letters or after "vincular"', async () => {
    for (const wrap of [
      (code: string) => `/start ${code.replace('-', '')}`,
      (code: string) => code.toLowerCase(),
      (code: string) => `vincular ${code}`,
      (code: string) => code.replace('-', ''),
    ]) {
      const { web, phone, say } = twoChannels()
      await say(web, ...begun)
      const code = codeIn(await say(web, 'vincular'))
      await say(phone, wrap(code))
      expect(phone.state.linkedTo).toBe('web')
    }
  })

  test('hears why a code is none: spent, or of this very chat', async () => {
    const { web, phone, code, say } = await linked()
    expect(words(await say(phone, code))).toContain('Ese código no me sirve')
    const own = codeIn(await say(web, 'vincular'))
    expect(words(await say(web, own))).toContain('de este mismo chat')
    expect(words(await say(phone, own))).toContain('de este mismo chat')
  })

  test('a laugh or a hand on the keys is no code', async () => {
    const { web, say } = twoChannels()
    await say(web, 'hola', 'jjjjjjjj')
    expect(web.state.ask).toBeNull()
    expect(words(await say(web, 'jjjjjjjj'))).not.toContain('código')
  })

  test('keeps both firms with their origin, the one touched last at hand and the other to go on with', async () => {
    const { web, phone, replies, say } = await linked(begun.slice(0, 7).concat('El Roble'))
    expect(web.state.firms.map(({ origin, profile }) => [origin, profile.firm_name])).toEqual([
      [undefined, { text: 'La Esperanza' }],
      ['phone', { text: 'El Roble' }],
    ])
    expect(currentFirm(web.state)?.profile.firm_name).toEqual({ text: 'El Roble' })
    expect(web.state.firms.map(({ assessments }) => assessments.at(-1)?.status)).toEqual(['paused', 'open'])
    expect(words(replies)).toContain('«La Esperanza» también quedó guardado')
    await say(phone, 'mis negocios')
    await say(phone, 'la esperanza')
    expect(currentFirm(web.state)?.profile.firm_name).toEqual({ text: 'La Esperanza' })
    expect(web.state.open?.kind).toBe('resume')
    await say(phone, '1')
    expect(currentAssessment(web.state)?.status).toBe('open')
  })

  test('of each consent the later word counts, with where it was given', async () => {
    const { web } = await linked(['hola', '1', '2', '1'])
    expect(web.state.consents.answers).toMatchObject({ granted: true, origin: 'phone' })
    expect(web.state.consents.reminders).toMatchObject({ granted: true })
    expect(web.state.consents.reminders?.origin).toBeUndefined()
  })

  test('has one reminder, which goes where the person was heard last', async () => {
    const { web, phone } = await linked(begun)
    expect(web.state.planned.filter(({ kind }) => kind === 'nudge')).toHaveLength(1)
    expect(phone.state.planned).toEqual([])
    const reminded = await web.wait(3 * 86_400_000)
    expect(reminded.at(-1)?.to).toBe('telegram:7')
  })

  test('is spoken to in the language of the last message', async () => {
    const two = twoChannels()
    await two.say(two.web, ...begun)
    const code = codeIn(await two.say(two.web, 'vincular'))
    await two.say(two.phone, 'english')
    expect(words(await two.say(two.phone, code))).toContain('Done: your chats are joined')
  })

  test('has a message that waited behind the code heard in the other conversation', async () => {
    const two = twoChannels()
    await two.say(two.web, ...begun)
    const code = codeIn(await two.say(two.web, 'vincular'))
    two.phone.hold()
    await two.phone.say(code)
    await two.phone.say('1')
    await two.phone.letGo()
    await two.say(two.phone, '1')
    expect(two.phone.state.deferred).toEqual([])
    expect(currentFirm(two.web.state)?.profile.firm_kind).toBeDefined()
  })

  test('what staff say to the conversation that joined reaches the person', async () => {
    const { phone, web } = await linked()
    await phone.hear({ type: 'staff', by: 'Ana', action: { kind: 'reply', text: 'Buenas tardes' } })
    expect(phone.forwards).toMatchObject([{ to: 'web', body: { type: 'staff', by: 'Ana' } }])
    const [passedOn] = phone.forwards
    if (passedOn === undefined) throw new Error('nothing was passed on')
    expect(words(await web.hear(passedOn.body))).toContain('Buenas tardes')
  })

  test('"desvincular" leaves each with its own copy', async () => {
    const { web, phone, say } = await linked()
    const replies = await say(phone, 'desvincular')
    expect(replies).toMatchObject([{ to: 'telegram:7' }])
    expect(words(replies)).toContain('quedaron separados')
    expect(web.state).toMatchObject({ linked: [], address: 'web:1', ownAddress: null })
    expect(phone.state).toMatchObject({ linkedTo: null, linked: [], address: 'telegram:7' })
    expect(currentFirm(phone.state)?.profile).toEqual(currentFirm(web.state)?.profile)
    expect(currentFirm(phone.state)?.id).not.toBe(currentFirm(web.state)?.id)
    expect(phone.records.map(({ type }) => type)).toEqual(expect.arrayContaining(['firm', 'assessment', 'consent']))
    expect((await say(phone, 'seguir')).at(-1)).toMatchObject({ to: 'telegram:7', question: { id: 'firm_kind' } })
    expect((await say(web, 'seguir')).at(-1)).toMatchObject({ to: 'web:1', question: { id: 'firm_kind' } })
    expect(words(await say(web, 'desvincular'))).toContain('no está unido')
  })

  test.each(['web', 'phone'] as const)(
    'joined again after "desvincular", by a code of %s, has each business once',
    async (home) => {
      const { web, phone, say } = await linked()
      await say(phone, 'desvincular')
      await say(phone, 'seguir', '1')
      const [asks, says] = home === 'web' ? [web, phone] : [phone, web]
      const replies = await say(says, codeIn(await say(asks, 'vincular')))
      expect(words(replies)).toContain('sus chats quedaron unidos')
      expect(words(replies)).not.toContain('también quedó guardado')
      expect(says.state.linkedTo).toBe(home)
      expect(asks.state.firms).toHaveLength(1)
      const [firm] = asks.state.firms
      expect(firm?.profile).toMatchObject({ firm_name: { text: 'La Esperanza' } })
      expect(firm?.profile.firm_kind).toBeDefined()
      expect(firm?.assessments.map(({ id, status }) => [id.startsWith(`${firm.id}-`), status])).toEqual([
        [true, 'open'],
      ])
      expect(asks.state.firm).toBe(firm?.id)
      const next = (await say(says, '1')).at(-1)
      expect(next?.question?.id).not.toBe('firm_kind')
    },
  )

  test('joined again, nothing that was answered on one side alone is lost, and what was changed later counts', async () => {
    const { web, phone, say } = await linked()
    await say(phone, 'desvincular')
    await say(web, 'seguir', ...Array.from({ length: 14 }, () => 'saltar'))
    const onWeb = currentAssessment(web.state)?.answers ?? {}
    await web.wait(60_000)
    await phone.wait(web.now - phone.now)
    await say(phone, 'seguir', 'revisar', '4', 'El Roble', 'pausa', 'seguir')
    const changed = currentFirm(phone.state)?.profile.firm_name
    expect(changed).toEqual({ text: 'El Roble' })
    await say(phone, codeIn(await say(web, 'vincular')))
    expect(currentFirm(web.state)?.profile.firm_name).toEqual(changed)
    expect(Object.keys(onWeb).length).toBeGreaterThan(4)
    expect(currentAssessment(web.state)?.answers).toMatchObject(onWeb)
  })

  test('joined again, the owner who took over on one side answers, with the consent they gave there', async () => {
    const { web, phone, say } = await linked()
    await say(phone, 'no es mi negocio', '1', '1', 'desvincular')
    await phone.wait(web.now - phone.now + 60_000)
    await say(phone, 'soy la dueña', '1', '1')
    const owners = currentFirm(phone.state)
    expect(owners?.answeredBy).toBe('owner')
    await say(phone, codeIn(await say(web, 'vincular')))
    expect(currentFirm(web.state)).toMatchObject({ answeredBy: 'owner', consents: owners?.consents })
  })

  test.each(['web', 'phone'] as const)('"borrar mis datos" on %s erases both, with one receipt', async (name) => {
    const two = await linked()
    await two.say(two[name], 'borrar mis datos')
    const replies = await two.say(two[name], '1')
    expect(replies).toHaveLength(1)
    expect(replies).toMatchObject([{ to: name === 'web' ? 'web:1' : 'telegram:7' }])
    expect(words(replies)).toContain('Comprobante')
    for (const one of [two.web, two.phone]) {
      expect(one.records.at(-1)).toMatchObject({ type: 'erase', reason: 'asked' })
      expect(one.state).toMatchObject({ firms: [], consents: {}, linked: [], linkedTo: null })
    }
  })

  test('goes on in the earlier conversation where two turn out to be one chat, and can neither part nor leave one behind', async () => {
    const { web, phone, say, bring } = twoChannels()
    await say(web, ...begun)
    await say(phone, ...begun.slice(0, 7), 'El Roble')
    await phone.hear({ type: 'same_person', earlier: 'web' })
    const replies = await bring()
    expect(phone.state).toMatchObject({ linkedTo: 'web', firms: [], consents: {} })
    expect(web.state.firms.map(({ profile }) => profile.firm_name)).toEqual([
      { text: 'La Esperanza' },
      { text: 'El Roble' },
    ])
    expect(words(replies)).toContain('«La Esperanza» también quedó guardado')
    expect(words(replies)).not.toContain('sus chats quedaron unidos')
    expect(new Set(replies.map(({ to }) => to))).toEqual(new Set(['web:1']))
    expect(words(await say(web, 'desvincular'))).toContain('no está unido')
    await say(web, 'borrar mis datos', '1')
    for (const one of [web, phone])
      expect(one.state).toMatchObject({ firms: [], consents: {}, linked: [], linkedTo: null })
  })

  test('what turned out to be one chat goes with it, also after chats were joined and parted', async () => {
    const { web, phone } = twoChannels()
    const who = { conversation: 'number', address: 'telegram:8' }
    const number = player(content, spanish, start, undefined, who)
    const players = { web, phone, number }
    const say = among(players)
    await say(web, ...begun)
    await say(phone, ...begun)
    await say(number, ...begun)
    await number.hear({ type: 'same_person', earlier: 'phone' })
    await bringAll(players)
    await say(phone, codeIn(await say(web, 'vincular')))
    await say(web, 'desvincular')
    expect(web.state.linked).toEqual([])
    expect(number.state.linkedTo).toBe('phone')
    await say(phone, 'borrar mis datos', '1')
    for (const one of [phone, number]) {
      expect(one.records.at(-1)).toMatchObject({ type: 'erase' })
      expect(one.state).toMatchObject({ linkedTo: null, linked: [] })
    }
    expect(web.state.firms).not.toEqual([])
  })

  test('what was being looked up is looked up in the earlier conversation', async () => {
    const { web, phone, say, bring } = twoChannels()
    await say(web, ...begun)
    await say(phone, ...begun)
    phone.hold()
    await phone.say('¿Qué código pongo en el RUT para exportar?')
    await phone.say('hola')
    await phone.hear({ type: 'same_person', earlier: 'web' })
    expect(phone.state.ask).toBeNull()
    const [joining, ...others] = phone.forwards
    expect(others).toEqual([])
    expect(joining?.body.type === 'linked' ? joining.body.state.deferred.map(({ body }) => body) : []).toEqual([
      { kind: 'text', text: '¿Qué código pongo en el RUT para exportar?' },
      { kind: 'text', text: 'hola' },
    ])
    expect(words(await bring())).toContain('código 22')
  })

  test('nothing is joined of somebody who agreed to nothing, nor what is joined already', async () => {
    const { web, phone, say } = twoChannels()
    await say(phone, 'hola')
    await phone.hear({ type: 'same_person', earlier: 'web' })
    expect(phone.state.linkedTo).toBeNull()
    const two = await linked()
    await two.web.hear({ type: 'same_person', earlier: 'phone' })
    await two.phone.hear({ type: 'same_person', earlier: 'web' })
    await two.phone.hear({ type: 'same_person', earlier: 'third' })
    expect(two.web.state.linkedTo).toBeNull()
    expect(two.web.forwards).toEqual([])
    expect(two.phone.forwards).toMatchObject([{ to: 'web', body: { type: 'same_person', earlier: 'third' } }])
    expect(web.forwards).toEqual([])
  })

  test('three channels in a row are one conversation, and part into three', async () => {
    const { web, phone: telegram } = twoChannels()
    const who = { conversation: 'whatsapp', address: 'cloud:57' }
    const whatsapp = player(content, spanish, start + 7_200_000, undefined, who)
    const say = among({ web, phone: telegram, whatsapp })
    await say(web, ...begun)
    await say(telegram, ...begun.slice(0, 7), 'El Roble')
    await say(whatsapp, ...begun.slice(0, 7), 'La Ceiba')
    await say(web, codeIn(await say(telegram, 'vincular')))
    await say(telegram, codeIn(await say(whatsapp, 'vincular')))
    expect([web, telegram, whatsapp].map(({ state }) => state.linkedTo)).toEqual(['phone', 'whatsapp', null])
    expect(names(whatsapp)).toEqual(['El Roble', 'La Ceiba', 'La Esperanza'])
    const replies = await say(web, 'mis negocios')
    expect(replies.at(-1)).toMatchObject({ to: 'web:1' })
    expect(replies.at(-1)?.choices?.map(({ label }) => label)).toEqual(expect.arrayContaining(['La Ceiba']))
    await say(telegram, 'desvincular')
    for (const one of [web, telegram, whatsapp]) {
      expect(one.state).toMatchObject({ linkedTo: null, linked: [] })
      expect(names(one)).toEqual(['El Roble', 'La Ceiba', 'La Esperanza'])
    }
    await say(web, codeIn(await say(whatsapp, 'vincular')))
    expect(names(whatsapp)).toEqual(['El Roble', 'La Ceiba', 'La Esperanza'])
    await say(web, 'borrar mis datos', '1')
    expect([web, telegram, whatsapp].map((one) => names(one).length)).toEqual([0, 3, 0])
  })

  test('two that join each other at the same moment end apart, with all that each had', async () => {
    const two = twoChannels()
    await two.say(two.web, ...begun)
    await two.say(two.phone, ...begun)
    const ofWeb = codeIn(await two.say(two.web, 'vincular'))
    const ofPhone = codeIn(await two.say(two.phone, 'vincular'))
    await two.web.say(ofPhone)
    await two.phone.say(ofWeb)
    await two.say(two.web, 'hola')
    for (const one of [two.web, two.phone]) {
      expect(one.state.linkedTo === null || one.state.firms.length === 0).toBe(true)
    }
    const homes = [two.web, two.phone].filter(({ state }) => state.linkedTo === null)
    expect(homes.length).toBeGreaterThan(0)
    expect(homes.flatMap(({ state }) => state.firms)).toHaveLength(2)
  })
})
