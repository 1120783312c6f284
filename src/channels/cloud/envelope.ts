import { z } from 'zod'

/** Of everything WhatsApp posts, the parts this channel goes by, each with whose it is. */
export type News =
  | { readonly kind: 'message'; readonly message: Message; readonly who: Who }
  | { readonly kind: 'status'; readonly status: Status }
  /** What cannot be made out; it would be the same at every other try. */
  | { readonly kind: 'unknown' }

/** Whoever wrote, by all their names, first of all the one that is theirs for good, where there is one. */
export interface Who {
  readonly names: readonly string[]
  /** Stays when a number changes or is hidden, and is never another's. */
  readonly userId?: string
}

export type Message = z.infer<typeof message>
export type File = z.infer<typeof file>
export type Status = z.infer<typeof status>

/** What was posted for this number, in its order. News of other numbers of the same account are not ours. */
export function readEnvelope(value: unknown, phoneId: string): News[] {
  const parsed = envelope.safeParse(value)
  if (!parsed.success) return [{ kind: 'unknown' }]
  const changes = parsed.data.entry.flatMap((entry) => entry.changes)
  return changes.flatMap((change): News[] => {
    if (change.field !== 'messages') return []
    const given = news.safeParse(change.value)
    if (!given.success) return [{ kind: 'unknown' }]
    const { metadata, messages, statuses, contacts } = given.data
    if (metadata.phone_number_id !== phoneId) return []
    return [...messages.map((one) => messageFrom(one, contacts)), ...statuses.map(statusFrom)]
  })
}

function messageFrom(value: unknown, contacts: readonly Contact[]): News {
  const parsed = message.safeParse(value)
  if (!parsed.success) return { kind: 'unknown' }
  const who = identityOf(parsed.data, contacts)
  return who === undefined ? { kind: 'unknown' } : { kind: 'message', message: parsed.data, who }
}

function statusFrom(value: unknown): News {
  const parsed = status.safeParse(value)
  return parsed.success ? { kind: 'status', status: parsed.data } : { kind: 'unknown' }
}

function identityOf({ from, from_user_id: ownId }: Message, contacts: readonly Contact[]): Who | undefined {
  const isTheirs = (contact: Contact) =>
    (ownId !== undefined && contact.user_id === ownId) || (from !== undefined && contact.wa_id === from)
  const contact = contacts.find(isTheirs) ?? (contacts.length === 1 ? contacts[0] : undefined)
  const userId = [ownId, contact?.user_id].find(isName)
  const names = [...new Set([userId, contact?.wa_id, from].filter(isName))]
  return names.length === 0 ? undefined : { names, ...(userId !== undefined && { userId }) }
}

/** Colons and white space would be taken for a part of the address. */
function isName(name: string | undefined): name is string {
  return name !== undefined && /^[\w.-]{1,128}$/.test(name)
}

type Contact = z.infer<typeof contact>

const contact = z.object({ wa_id: z.string().optional(), user_id: z.string().optional() })
const file = z.object({
  id: z.string().regex(/^[\w-]{1,256}$/),
  mime_type: z.string().optional(),
  caption: z.string().optional(),
})
const reply = z.object({ id: z.string(), title: z.string() })

const message = z.object({
  id: z.string().min(1).max(512),
  from: z.string().optional(),
  from_user_id: z.string().optional(),
  /** Seconds since 1970, in digits. */
  timestamp: z
    .string()
    .regex(/^\d{1,11}$/)
    .optional(),
  type: z.string(),
  text: z.object({ body: z.string() }).optional(),
  /** Tapped under a template. */
  button: z.object({ text: z.string() }).optional(),
  interactive: z.object({ button_reply: reply.optional(), list_reply: reply.optional() }).optional(),
  image: file.optional(),
  document: file.optional(),
  audio: file.optional(),
})

const status = z.object({
  id: z.string().max(512),
  status: z.string(),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.object({ code: z.number() })).optional(),
})

const news = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  contacts: z.array(contact).default([]),
  messages: z.array(z.unknown()).default([]),
  statuses: z.array(z.unknown()).default([]),
})

const envelope = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })) })),
})
