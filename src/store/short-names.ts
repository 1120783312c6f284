/**
 * Names are made from what they belong to: an event is `<conversation>:<seq>`, an assessment `<firm>-<chance>`. Beside
 * their owner they are stored without it, and what is left begins with the mark that parted them.
 */
export function shortName(owner: string, name: string): string {
  const rest = name.slice(owner.length)
  return name.startsWith(owner) && isShort(rest) ? rest : name
}

export function fullName(owner: string, stored: string): string {
  return isShort(stored) ? owner + stored : stored
}

function isShort(name: string): boolean {
  return name.startsWith(':') || name.startsWith('-')
}
