import { z } from 'zod'
import type { Country, CountryCode, Language } from '../core/content.ts'
import type { ContentFile } from './files.ts'
import type { Finding, Problem } from './finding.ts'
import { fit } from './fit.ts'
import { textProblems } from './texts.ts'
import { locate, type Places } from './places.ts'
import { readYaml } from './yaml.ts'

/** Reads `knowledge/countries`; a country that does not fit is reported and left out. */
export function readCountries(files: readonly ContentFile[], languages: readonly Language[], places: Places) {
  const countries: Record<CountryCode, Country> = {}
  /** The languages every article of a country is written in. */
  const articleLanguages: Record<CountryCode, readonly Language[]> = {}
  const findings: Finding[] = []
  for (const { file, text } of files) {
    const source = readYaml(file, text, places)
    const { value, root, problems } = fit(format, source.value, places)
    findings.push(...source.findings)
    if (source.findings.length > 0) continue
    findings.push(
      ...locate(source.value, problems, places),
      ...locate(source.value, textProblems(source.value, languages), places),
    )
    if (value === null) continue
    findings.push(...locate(root, countryProblems(value, idOf(file), languages), places))
    countries[value.id] = shape(value)
    articleLanguages[value.id] = value.articles
  }
  return { countries, codes: files.map(({ file }) => idOf(file)), articleLanguages, findings }
}

const text = z.record(z.string().regex(/^[a-z]{2}$/), z.string())
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is no time such as "08:00"')
const date = z.iso.date('is no date such as 2026-12-31')

const format = z.strictObject({
  id: z.string().regex(/^[a-z]{2}$/, 'is no country code: two small letters'),
  name: text,
  dial_code: z.string().regex(/^\d{1,4}$/, 'is no dial code such as "57"'),
  time_zone: z.string(),
  language: z.string(),
  articles: z.array(z.string()).min(1),
  adviser: z.strictObject({
    name: text,
    phone: z
      .string()
      .regex(/^\+\d{6,15}$/, 'is no phone such as "+576013077028"')
      .optional(),
    email: z.email('is no e-mail').optional(),
    site: z.string().optional(),
    hours: text,
    open: z.strictObject({ days: z.array(z.int().min(1).max(7)).min(1), from: clock, to: clock }),
  }),
  holidays: z.array(date),
  quiet: z.strictObject({ from: clock, to: clock }),
  consent: z.strictObject({
    version: z.string().min(1),
    controller: text,
    purposes: z.strictObject({ answers: text, reminders: text }),
    rights: text,
    more: text,
  }),
})

type Sheet = z.infer<typeof format>

function* countryProblems(sheet: Sheet, id: string, languages: readonly Language[]): Generator<Problem> {
  if (sheet.id !== id)
    yield {
      at: ['id'],
      problem: `the file is called ${id} and the country ${sheet.id}`,
      mend: 'give both the same name',
    }
  if (!languages.includes(sheet.language)) {
    yield {
      at: ['language'],
      problem: `the bot does not speak ${sheet.language}`,
      mend: `use one of ${languages.join(', ')}`,
    }
  }
  for (const [n, language] of sheet.articles.entries()) {
    if (languages.includes(language)) continue
    yield {
      at: ['articles', n],
      problem: `the bot does not speak ${language}`,
      mend: `use one of ${languages.join(', ')}`,
    }
  }
  if (!isTimeZone(sheet.time_zone)) {
    yield {
      at: ['time_zone'],
      problem: `there is no time zone ${sheet.time_zone}`,
      mend: 'use an IANA name such as America/Bogota',
    }
  }
  for (const [n, day] of sheet.holidays.entries()) {
    if (n > 0 && day <= (sheet.holidays[n - 1] ?? '')) {
      yield {
        at: ['holidays', n],
        problem: `the holiday ${day} stands out of order, or twice`,
        mend: 'keep the dates in order',
      }
    }
  }
  if (sheet.adviser.open.from >= sheet.adviser.open.to) {
    yield {
      at: ['adviser', 'open'],
      problem: 'the adviser desk closes before it opens',
      mend: 'let "from" be earlier than "to"',
    }
  }
}

function shape({ articles, dial_code, time_zone, adviser, ...sheet }: Sheet): Country {
  const { id, name, language, holidays, quiet, consent } = sheet
  const { phone, email, site, hours, open } = adviser
  return {
    id,
    name,
    dialCode: dial_code,
    timeZone: time_zone,
    language,
    languages: articles,
    adviser: {
      name: adviser.name,
      hours,
      open,
      ...(phone !== undefined && { phone }),
      ...(email !== undefined && { email }),
      ...(site !== undefined && { site }),
    },
    holidays,
    quiet,
    consent,
  }
}

function idOf(file: string): string {
  return file.replace(/^.*\/|\.yaml$/g, '')
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
