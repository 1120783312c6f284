import { z } from 'zod'

const text = (most: number) => z.string().min(1).max(most)
const media = z.strictObject({ id: z.string(), voice: z.boolean().optional(), filename: z.string().optional() })

const buttons = z.strictObject({
  type: z.literal('button'),
  body: z.strictObject({ text: text(1024) }),
  action: z.strictObject({
    buttons: z
      .array(z.strictObject({ type: z.literal('reply'), reply: z.strictObject({ id: text(256), title: text(20) }) }))
      .min(1)
      .max(3)
      .refine((all) => new Set(all.map(({ reply }) => reply.title)).size === all.length, 'titles are unique'),
  }),
})

const row = z.strictObject({ id: text(200), title: text(24), description: text(72).optional() })

const list = z.strictObject({
  type: z.literal('list'),
  body: z.strictObject({ text: text(4096) }),
  action: z.strictObject({
    button: text(20),
    sections: z.array(z.strictObject({ rows: z.array(row).min(1).max(10) })).length(1),
  }),
})

/** Four spaces or a line break in a place of a template are refused. */
const place = z.strictObject({
  type: z.literal('text'),
  text: text(1024).regex(/^(?!.*(\s{4}|[\n\t]))/s),
})

const common = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual'),
  to: z.string().regex(/^\d+$/).optional(),
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.\w+$/)
    .optional(),
  biz_opaque_callback_data: text(512),
}

/** A message as Meta takes it; anything else is refused. */
export const sentMessage = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    text: z.strictObject({ body: text(4096), preview_url: z.boolean() }),
  }),
  z.strictObject({
    ...common,
    type: z.literal('interactive'),
    interactive: z.discriminatedUnion('type', [buttons, list]),
  }),
  z.strictObject({ ...common, type: z.literal('image'), image: media }),
  z.strictObject({ ...common, type: z.literal('audio'), audio: media }),
  z.strictObject({ ...common, type: z.literal('document'), document: media }),
  z.strictObject({
    ...common,
    type: z.literal('template'),
    template: z.strictObject({
      name: z.string(),
      language: z.strictObject({ code: z.string() }),
      components: z.array(z.strictObject({ type: z.literal('body'), parameters: z.array(place).length(1) })),
    }),
  }),
])
