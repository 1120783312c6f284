import { z } from 'zod'
import type { Language } from '../core/content.ts'
import type { Hear, Voice } from '../core/voice.ts'
import { commandNames } from '../core/hearing/ears.ts'
import { phrases, type PhraseKey } from '../core/saying/phrases.ts'
import type { ContentFile } from './files.ts'
import type { Finding, Path, Problem } from './finding.ts'
import { fit } from './fit.ts'
import { placeholders } from './texts.ts'
import { locate, type Places } from './places.ts'
import { readYaml } from './yaml.ts'

/** Reads `prompts/phrases/<lang>.yaml` for these languages. A phrase that lacks is reported, and says its own key. */
export function readVoices(files: readonly ContentFile[], languages: readonly Language[], places: Places) {
  const voices: Record<Language, Voice> = {}
  const findings: Finding[] = []
  for (const language of languages) {
    const path = `prompts/phrases/${language}.yaml`
    const found = files.find(({ file }) => file === path)
    if (found === undefined) {
      findings.push({
        severity: 'error',
        file: path,
        line: 1,
        problem: `there are no phrases in ${language}`,
        mend: 'write this file after the pattern of another language',
      })
      continue
    }
    const source = readYaml(path, found.text, places)
    findings.push(...source.findings)
    if (source.findings.length > 0) continue
    const { value, root, problems } = fit(format, source.value, places)
    findings.push(...locate(source.value, problems, places))
    if (value === null) continue
    const said = flatten(value.say)
    findings.push(...locate(root, phraseProblems(language, value.language, said), places))
    findings.push(...locate(root, hearProblems(value.hear, languages), places))
    const say = Object.fromEntries(keys.map((key) => [key, said.find((one) => one.key === key)?.words ?? key]))
    voices[language] = { language, name: value.name, say: whole.parse(say), hear: understood(value.hear) }
  }
  return { voices, findings }
}

type Said = string | { readonly [key: string]: Said }

const said: z.ZodType<Said> = z.lazy(() => z.union([z.string(), z.record(z.string(), said)], { error: 'is no phrase' }))
const list = z.array(z.string())
const numbers = z.record(z.string(), z.number())

const format = z.strictObject({
  language: z.string(),
  name: z.string(),
  say: z.record(z.string(), said).default({}),
  hear: z.strictObject({
    commands: z.record(z.string(), list),
    languages: z.record(z.string(), list),
    greetings: z.strictObject({ own: list, everywhere: list }),
    tells: list,
    answers: z.strictObject({ yes: list, no: list, unknown: list, not_yet: list, working: list, rather_not: list }),
    numbers,
    multipliers: numbers,
    ordinals: numbers,
    questions: list,
    fillers: list,
    small_talk: z.strictObject({
      thanks: list,
      how_are_you: list,
      who_are_you: list,
      bye: list,
      praise: list,
      laugh: list,
      chat: list,
    }),
    places: list,
    products: list,
  }),
})

const keys = Object.keys(phrases).filter((key): key is PhraseKey => key in phrases)
const whole = z.record(z.enum(keys), z.string())

interface Phrase {
  readonly key: string
  readonly words: string
  readonly at: Path
}

/** Keys of nested phrases joined by dots. */
function flatten(say: Readonly<Record<string, Said>>, at: Path = ['say'], prefix = ''): Phrase[] {
  return Object.entries(say).flatMap(([name, words]) => {
    const key = `${prefix}${name}`
    const here = [...at, name]
    return typeof words === 'string' ? [{ key, words, at: here }] : flatten(words, here, `${key}.`)
  })
}

function* phraseProblems(language: Language, named: string, all: readonly Phrase[]): Generator<Problem> {
  if (named !== language)
    yield {
      at: ['language'],
      problem: `the file is called ${language} and its language ${named}`,
      mend: 'give both the same name',
    }
  const given = new Map(all.map((one) => [one.key, one]))
  for (const key of keys) {
    const phrase = given.get(key)
    const wanted = phrases[key]
      .map((place) => `{${place}}`)
      .toSorted()
      .join(' ')
    if (phrase === undefined) {
      yield {
        at: ['say'],
        problem: `the phrase ${key} is missing`,
        mend: `add it${wanted === '' ? '' : `, with ${wanted}`}`,
      }
    } else if (placeholders(phrase.words) !== wanted) {
      const here = placeholders(phrase.words)
      yield {
        at: phrase.at,
        problem: `the phrase ${key} has ${here || 'no place to fill'}, and takes ${wanted || 'none'}`,
        mend: 'use exactly these places',
      }
    }
  }
  const known: readonly string[] = keys
  for (const { key, at } of all) {
    if (!known.includes(key))
      yield { at, problem: `the bot never says ${key}`, mend: 'correct the key, or take the phrase out' }
  }
}

function* hearProblems(hear: Hear, languages: readonly Language[]): Generator<Problem> {
  const at = ['hear', 'commands']
  const known: readonly string[] = commandNames
  for (const command of known) {
    if ((hear.commands[command] ?? []).length > 0) continue
    yield {
      at,
      problem: `nothing is heard as the command ${command}`,
      mend: `add "${command}:" with the ways of saying it`,
    }
  }
  for (const command of Object.keys(hear.commands)) {
    if (known.includes(command)) continue
    yield {
      at: [...at, command],
      problem: `there is no command ${command}`,
      mend: 'correct its spelling, or take it out',
    }
  }
  for (const language of languages) {
    if ((hear.languages[language] ?? []).length > 0) continue
    yield {
      at: ['hear', 'languages'],
      problem: `the language ${language} has no name here`,
      mend: `add "${language}:" with its names`,
    }
  }
}

/** Without the commands nobody knows, which were reported. */
function understood(hear: Hear): Hear {
  const commands = commandNames.flatMap((command) => {
    const said = hear.commands[command]
    return said === undefined ? [] : [[command, said] as const]
  })
  return { ...hear, commands: Object.fromEntries(commands) }
}
