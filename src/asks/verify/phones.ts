/** Runs of digits as they are dialled, in one form. */
export function phonesIn(text: string): string[] {
  return Array.from(text.matchAll(run), ([found]) => found)
    .filter(isPhone)
    .map((found) => found.replace(/\D/g, ''))
}

/** The text without them. */
export function withoutPhones(text: string): string {
  return text.replace(run, (found) => (isPhone(found) ? ' · ' : found))
}

const run = /\+?\d(?:[ ()\-‐-―/]{0,3}\d){6,}/gu

/** Thousands parted by spaces are a number. */
function isPhone(found: string): boolean {
  return !/^\d{1,3}(?: \d{3})+$/.test(found)
}
