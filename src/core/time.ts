import type { Country } from './content.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** A moment as a country's clocks show it. */
export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly date: string
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number
  readonly minutes: number
}

/** What the clock on the wall says at `at` (ms since 1970). */
export function localTime(timeZone: string, at: number): LocalTime {
  const shifted = new Date(at + offsetMs(timeZone, at))
  const weekday = shifted.getUTCDay()
  return {
    date: shifted.toISOString().slice(0, 10),
    weekday: weekday === 0 ? 7 : weekday,
    minutes: shifted.getUTCHours() * 60 + shifted.getUTCMinutes(),
  }
}

/** The first moment at or after `from` when the wall clock shows `HH:MM`. */
export function nextAt(timeZone: string, from: number, clock: string): number {
  const wanted = minutesOf(clock)
  const { minutes } = localTime(timeZone, from)
  const startOfMinute = from - (from % 60_000)
  const wait = (wanted - minutes + 1440) % 1440
  return wait === 0 && startOfMinute < from ? startOfMinute + DAY_MS : startOfMinute + wait * 60_000
}

/** Whether the adviser desk is open. */
export function isOpen(country: Country, at: number): boolean {
  const { days, from, to } = country.adviser.open
  const { date, weekday, minutes } = localTime(country.timeZone, at)
  return (
    days.includes(weekday) && !country.holidays.includes(date) && minutes >= minutesOf(from) && minutes < minutesOf(to)
  )
}

/** The moment the adviser desk is open next: now, or when it opens. */
export function nextOpening(country: Country, at: number): number {
  if (isOpen(country, at)) return at
  let moment = nextAt(country.timeZone, at, country.adviser.open.from)
  for (let days = 0; days < 30 && !isOpen(country, moment); days++) moment += DAY_MS
  return moment
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** Local time less UTC. */
function offsetMs(timeZone: string, at: number): number {
  const parts = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - (at - (at % 1000))
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(timeZone, made)
  return made
}
