import { z } from 'zod'

/** Of everything Telegram tells, the parts this channel goes by. What it cannot make out of an update is null. */
export type Update = z.infer<typeof update>
export type Message = z.infer<typeof message>
export type File = z.infer<typeof file>

/** The kinds of updates that are asked for. */
export const kindsOfUpdate = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

/** What arrived as an update, or null for anything else. */
export function readUpdate(value: unknown): Update | null {
  const parsed = update.safeParse(value)
  return parsed.success ? parsed.data : null
}

/** The id of an update, also of one that cannot be made out. */
export function idOfUpdate(value: unknown): number | null {
  const parsed = named.safeParse(value)
  return parsed.success ? parsed.data.update_id : null
}

const id = z.number().int()
const named = z.object({ update_id: id })
const chat = z.object({ id, type: z.string() })
const person = z.object({ id, is_bot: z.boolean().optional(), language_code: z.string().optional() })
const file = z.object({ file_id: z.string(), file_size: z.number().optional(), mime_type: z.string().optional() })

/** Loose, so that its other fields tell of which kind it is. */
const message = z.looseObject({
  message_id: id,
  chat,
  from: person.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  voice: file.optional(),
  audio: file.optional(),
  photo: z.array(file).optional(),
  document: file.optional(),
  migrate_to_chat_id: id.optional(),
})

const update = named.extend({
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: person,
      message: z.object({ message_id: id.optional(), chat }).optional(),
      data: z.string().optional(),
    })
    .optional(),
  my_chat_member: z
    .object({ chat, from: person, date: z.number(), new_chat_member: z.object({ status: z.string() }) })
    .optional(),
})
