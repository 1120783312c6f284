import type { Language } from '../content.ts'

/** A day (`YYYY-MM-DD`) as people say it: "22 de noviembre de 2026"; with `weekday`, "martes, 24 de noviembre". */
export function dayInWords(date: string, language: Language, weekday = false): string {
  const name = `${language} ${String(weekday)}`
  let format = formats.get(name)
  if (format === undefined) {
    const shown = weekday ? ({ weekday: 'long' } as const) : ({ year: 'numeric' } as const)
    // The day stands before the month everywhere but in one country.
    const locale = language === 'en' ? 'en-GB' : language
    format = new Intl.DateTimeFormat(locale, { ...shown, day: 'numeric', month: 'long', timeZone: 'UTC' })
    formats.set(name, format)
  }
  return format.format(new Date(`${date}T00:00:00Z`))
}

const formats = new Map<string, Intl.DateTimeFormat>()
