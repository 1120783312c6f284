import type { Hear, Language, Voice } from '../content.ts'
import { readNumber } from './numbers.ts'
import { isSlip } from './spelling.ts'
import { fold } from './text.ts'
import { commandPhrases, foldedTable, scriptsOfOne, setAnswers, wordsOfOne } from './vocabulary.ts'

/** Every command a person may give at any time, in any language: the keys of `hear.commands`. */
// prettier-ignore
export const commandNames = [
  'menu', 'help', 'start', 'back', 'skip', 'pause', 'continue', 'restart', 'repeat', 'why', 'example',
  'change', 'review', 'correct', 'result', 'more_steps', 'adviser', 'my_data', 'delete', 'withdraw', 'stop',
  'language', 'plain', 'not_plain', 'short', 'not_short', 'simple', 'audio',
] as const

export type Command = (typeof commandNames)[number]

/** A command with what was said along with it: the number after `change`, the language after `language`. */
export interface Heard {
  readonly command: Command
  readonly number?: number
  readonly language?: Language
}

/** The answers that mean the same under every question. */
export type SetAnswer = keyof Hear['answers']

/** The voices' `hear` parts, folded and indexed at boot so that hearing costs one look-up a message. */
export interface Ears {
  readonly languages: readonly Language[]
  readonly commands: ReadonlyMap<string, Heard>
  /** Ways of saying "change", longest first: beside a number they are a command. */
  readonly changes: readonly string[]
  /** Greetings of one language, and greetings heard everywhere with the language they come from. */
  readonly greetings: { readonly own: ReadonlyMap<string, Language>; readonly everywhere: ReadonlyMap<string, Language> }
  /** Words and greetings that give one language away. */
  readonly tells: ReadonlyMap<string, Language>
  /** Scripts that one language here is written in and no other. */
  readonly scripts: readonly { readonly letter: RegExp; readonly language: Language }[]
  readonly answers: ReadonlyMap<string, SetAnswer>
  readonly numbers: ReadonlyMap<string, number>
  /** Number words that are everyday words as well ("una", "do"): they count only where hardly anything else is said. */
  readonly looseNumbers: ReadonlySet<string>
  readonly multipliers: ReadonlyMap<string, number>
  readonly ordinals: ReadonlyMap<string, number>
  /** Beginnings of questions, and words that make a question wherever they stand. */
  readonly questions: { readonly first: ReadonlySet<string>; readonly anywhere: readonly string[] }
  readonly fillers: ReadonlySet<string>
}

/** Longest message that can be a command, in UTF-16 units. */
const LONGEST_COMMAND = 80

/** Indexes the voices; throws at boot where a language names a command that does not exist. */
export function listen(voices: Readonly<Record<Language, Voice>>): Ears {
  const all = Object.values(voices)
  const hears = all.map(({ hear }) => hear)
  const own = wordsOfOne(all, ({ hear }) => hear.greetings.own)
  const questions = hears.flatMap((hear) => hear.questions)
  const first = new Set(questions.filter((words) => !words.startsWith('…')).map(fold))
  const fillers = new Set(hears.flatMap((hear) => hear.fillers.flatMap((words) => fold(words).split(' '))))
  const numbers = new Map(foldedTable(hears.map((hear) => hear.numbers)))
  const firstWords = new Set([...first].map((words) => words.split(' ')[0]))
  return {
    languages: all.map(({ language }) => language),
    commands: new Map(all.flatMap(commandPhrases)),
    changes: hears.flatMap((hear) => (hear.commands['change'] ?? []).map(fold)).sort((a, b) => b.length - a.length),
    greetings: {
      own: new Map(own),
      everywhere: new Map(all.flatMap(({ language, hear }) => hear.greetings.everywhere.map((said) => [fold(said), language]))),
    },
    tells: new Map([...wordsOfOne(all, ({ hear }) => hear.tells), ...own]),
    scripts: scriptsOfOne(all),
    answers: new Map(hears.flatMap(setAnswers)),
    numbers,
    looseNumbers: new Set([...numbers.keys()].filter((word) => fillers.has(word) || firstWords.has(word))),
    multipliers: new Map(foldedTable(hears.map((hear) => hear.multipliers))),
    ordinals: new Map(foldedTable(hears.map((hear) => hear.ordinals))),
    questions: { first, anywhere: questions.filter((words) => words.startsWith('…')).map((words) => ` ${fold(words)} `) },
    fillers,
  }
}

/**
 * The command a message gives, in any language. The whole message must be the command, give or take politeness and one
 * slip in a longer word: acting on a sentence that only contains such a word would be worse than asking again.
 */
export function hearCommand(text: string, ears: Ears): Heard | null {
  if (text.length > LONGEST_COMMAND) return null
  const said = fold(text)
  const exact = text.startsWith('/') ? slashCommand(text, ears) : ears.commands.get(said)
  if (exact !== undefined) return exact
  // Nothing below can come of a choice's number, the most common message.
  if (said.length < 3) return null
  const words = withoutPoliteness(said.split(' '), ears)
  return ears.commands.get(words.join(' ')) ?? hearChange(said, ears) ?? hearMisspelt(words, ears)
}

/** Whether a message is a greeting and nothing else. "ok" is no greeting here, as it may answer the open question. */
export function isGreeting(text: string, ears: Ears): boolean {
  if (text.length > LONGEST_COMMAND) return false
  const said = fold(text)
  if (ears.answers.has(said)) return false
  if (text.trim().startsWith('/start')) return true
  const { own, everywhere } = ears.greetings
  let rest = said.split(' ')
  let greeted = false
  while (rest.length > 0) {
    const length = [4, 3, 2, 1].find((count) => {
      const phrase = rest.slice(0, count).join(' ')
      return rest.length >= count && (own.has(phrase) || everywhere.has(phrase))
    })
    if (length === undefined && !ears.fillers.has(rest[0] ?? '')) return false
    greeted ||= length !== undefined
    rest = rest.slice(length ?? 1)
  }
  return greeted
}

/** Words without the fillers before and after them: "el menu por favor" → "menu". */
export function withoutPoliteness(words: readonly string[], ears: Ears): string[] {
  const isMeant = (word: string) => !ears.fillers.has(word)
  return words.slice(words.findIndex(isMeant) >>> 0, words.findLastIndex(isMeant) + 1)
}

/** `/menu`, `/my_data`, `/menu@PuertoBot`; Telegram's own `/start` opens the menu. */
function slashCommand(text: string, ears: Ears): Heard | undefined {
  const name = fold(text.split(/[\s@]/, 1)[0] ?? '')
  return name === 'start' ? { command: 'menu' } : ears.commands.get(name)
}

/** "change" and a number with nothing else beside them: "cambiar la respuesta 4", "4 badlo", "change answer four". */
function hearChange(said: string, ears: Ears): Heard | null {
  const change = ears.changes.find((words) => ` ${said} `.includes(` ${words} `))
  if (change === undefined) return null
  const rest = ` ${said} `.replace(` ${change} `, ' ').trim()
  const number = readNumber(rest.split(' '), ears)
  return number === null ? null : { command: 'change', number }
}

/** The one command whose phrase differs by a slip in one longer word. */
function hearMisspelt(words: readonly string[], ears: Ears): Heard | null {
  const found = new Map<string, Heard>()
  for (const [phrase, heard] of ears.commands) {
    if (isMisspelt(words, phrase.split(' '))) found.set(`${heard.command} ${heard.language ?? ''}`, heard)
  }
  const [only] = found.values()
  return found.size === 1 && only !== undefined ? only : null
}

function isMisspelt(words: readonly string[], meant: readonly string[]): boolean {
  if (words.length !== meant.length) return false
  const wrong = words.findIndex((word, index) => word !== meant[index])
  if (wrong < 0 || !isSlip(words[wrong] ?? '', meant[wrong] ?? '')) return false
  return words.slice(wrong + 1).every((word, index) => word === meant[wrong + 1 + index])
}
