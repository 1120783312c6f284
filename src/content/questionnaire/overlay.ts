import type { CountryCode } from '../../core/content.ts'
import type { Path, Problem } from '../finding.ts'
import type { Places } from '../places.ts'

/**
 * A value as one country sees it: `country: { co: … }` has replaced the fields of the same name, and things that
 * `countries: […]` keeps to others are gone.
 */
export function forCountry(value: unknown, country: CountryCode, places: Places): unknown {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    const kept = [...items.keys()].filter((n) => belongs(items[n], country))
    const made = kept.map((n) => forCountry(items[n], country, places))
    if (same(made, items)) return value
    places.set(made, { list: items, kept })
    return made
  }
  if (!isFields(value)) return value
  const own = isFields(value.country) ? value.country[country] : undefined
  const from = isFields(own) ? [value, own] : [value]
  const merged: Fields = isFields(own) ? { ...value, ...own } : value
  const made = Object.fromEntries(
    Object.entries(merged)
      .filter(([key, part]) => key !== 'countries' && !(key === 'country' && isFields(part)) && belongs(part, country))
      .map(([key, part]) => [key, forCountry(part, country, places)]),
  )
  if (same(Object.values(made), Object.values(value))) return value
  places.set(made, { merged: from })
  return made
}

/** Nothing was replaced or left out, so the value itself can stand for its copy. */
function same(made: readonly unknown[], items: readonly unknown[]): boolean {
  return made.length === items.length && made.every((part, n) => part === items[n])
}

/** Fields by name, nothing known of their values. */
export type Fields = Readonly<Record<string, unknown>>

/** Objects, not lists. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function belongs(value: unknown, country: CountryCode): boolean {
  if (!isFields(value) || !Array.isArray(value.countries)) return true
  return value.countries.includes(country)
}

/** Overlays for countries the questionnaire is not for. */
export function* overlayProblems(value: unknown, countries: readonly CountryCode[], at: Path = []): Generator<Problem> {
  if (!isFields(value) && !Array.isArray(value)) return
  const unknown = (country: string, path: Path): Problem => ({
    at: path,
    problem: `the questionnaire is not for the country ${country}`,
    mend: `use one of ${countries.join(', ')}`,
  })
  if (isFields(value) && at.length > 0) {
    const { country, countries: only } = value
    if (isFields(country)) {
      for (const one of Object.keys(country)) if (!countries.includes(one)) yield unknown(one, [...at, 'country', one])
    }
    if (Array.isArray(only)) {
      for (const one of only.map(String)) if (!countries.includes(one)) yield unknown(one, [...at, 'countries'])
    }
  }
  const list = Array.isArray(value)
  for (const [key, part] of Object.entries(value)) {
    yield* overlayProblems(part, countries, [...at, list ? Number(key) : key])
  }
}
