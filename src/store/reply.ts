/** What the server answers, before anyone has looked at it. */
export type Reply = string | number | null | readonly Reply[] | { readonly [field: string]: Reply }

export function asText(reply: Reply | undefined): string {
  if (typeof reply !== 'string') throw unexpected('text', reply)
  return reply
}

export function asTextOrNull(reply: Reply | undefined): string | null {
  return reply === null ? null : asText(reply)
}

export function asNumber(reply: Reply | undefined): number {
  if (typeof reply !== 'number') throw unexpected('a number', reply)
  return reply
}

export function asList(reply: Reply | undefined): readonly Reply[] {
  if (!isList(reply)) throw unexpected('a list', reply)
  return reply
}

export function asTexts(reply: Reply | undefined): string[] {
  return asList(reply).map(asText)
}

/** Members with their scores, as `WITHSCORES` gives them. */
export function asScored(reply: Reply | undefined): { member: string; score: number }[] {
  return asList(reply).map((pair) => {
    const [member, score] = asList(pair)
    return { member: asText(member), score: asNumber(score) }
  })
}

export function asFields(reply: Reply | undefined): [string, string][] {
  if (typeof reply !== 'object' || reply === null || Array.isArray(reply)) throw unexpected('fields', reply)
  return Object.entries(reply).map(([field, value]) => [field, asText(value)])
}

/** Cuts a flat list into rows. */
export function asRows(reply: Reply | undefined, width: number): (readonly Reply[])[] {
  const list = asList(reply)
  return Array.from({ length: list.length / width }, (_, n) => list.slice(n * width, (n + 1) * width))
}

function isList(reply: Reply | undefined): reply is readonly Reply[] {
  return Array.isArray(reply)
}

function unexpected(wanted: string, reply: Reply | undefined): Error {
  return new Error(`Redis answered ${JSON.stringify(reply)} where ${wanted} was expected.`)
}
