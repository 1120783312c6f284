import type { Language } from '../content.ts'
import type { Hear, Voice } from '../voice.ts'
import { fold } from './text.ts'
import { byInitials, commandPhrases, foldedTable, scriptsOfOne, setAnswers, wordsOfOne } from './vocabulary.ts'

/** Every command a person may give at any time, in any language: the keys of `hear.commands`. */
// prettier-ignore
export const commandNames = [
  'menu', 'help', 'start', 'back', 'skip', 'pause', 'continue', 'restart', 'repeat', 'why', 'example',
  'change', 'review', 'correct', 'result', 'more_steps', 'adviser', 'my_data', 'delete', 'withdraw', 'stop',
  'useful', 'not_useful', 'language', 'plain', 'not_plain', 'short', 'not_short', 'simple', 'audio',
  'link', 'unlink', 'firms', 'add_firm', 'remove_firm', 'helper', 'owner',
] as const

export type Command = (typeof commandNames)[number]

/** A command with what was said along with it: the number after `change`, the language after `language`. */
export interface Heard {
  readonly command: Command
  /** The one to `start`; without it the first. */
  readonly questionnaire?: string
  readonly number?: number
  readonly language?: Language
}

/** The answers that mean the same under every question. */
export type SetAnswer = keyof Hear['answers']

/** A command as folded words. */
export interface Phrase {
  readonly words: readonly string[]
  readonly heard: Heard
}

/** The voices' `hear` parts, folded and indexed at boot so that hearing costs one look-up a message. */
export interface Ears {
  readonly languages: readonly Language[]
  readonly commands: ReadonlyMap<string, Heard>
  /** Commands with a word long enough to be misspelt, by the first letters of their words. */
  readonly longCommands: ReadonlyMap<string, readonly Phrase[]>
  /** Ways of saying "change" between spaces, longest first: beside a number they are a command. */
  readonly changes: readonly string[]
  /** Greetings of one language, and greetings heard everywhere with the language they come from. */
  readonly greetings: {
    readonly own: ReadonlyMap<string, Language>
    readonly everywhere: ReadonlyMap<string, Language>
  }
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
  /** What may stand before or after a command or an answer and change nothing; between spaces. */
  readonly politeness: readonly string[]
}

/** Indexes the voices, and what questionnaires are called; throws at boot where a language names a command that does not exist. */
export function listen(
  voices: Readonly<Record<Language, Voice>>,
  called: readonly { readonly questionnaire: string; readonly words: readonly string[] }[] = [],
): Ears {
  const all = Object.values(voices)
  const hears = all.map(({ hear }) => hear)
  const own = wordsOfOne(all, ({ hear }) => hear.greetings.own)
  const questions = hears.flatMap((hear) => hear.questions)
  const first = new Set(questions.filter((words) => !words.startsWith('…')).map(fold))
  const fillers = new Set(hears.flatMap((hear) => hear.fillers.flatMap((words) => fold(words).split(' '))))
  const begins = called.flatMap(({ questionnaire, words }) =>
    words.map((said) => [fold(said), { command: 'start', questionnaire }] as const),
  )
  const commands = new Map<string, Heard>([...begins, ...commandPhrases(all, commandNames)])
  const polite = hears.flatMap((hear) => hear.fillers.filter((words) => words.startsWith('…')))
  const numbers = new Map(foldedTable(hears.map((hear) => hear.numbers)))
  const firstWords = new Set([...first].map((words) => words.split(' ')[0]))
  return {
    languages: all.map(({ language }) => language),
    commands,
    longCommands: byInitials(commands),
    changes: hears.flatMap((hear) => (hear.commands.change ?? []).map(framed)).sort((a, b) => b.length - a.length),
    greetings: {
      own: new Map(own),
      everywhere: new Map(
        all.flatMap(({ language, hear }) => hear.greetings.everywhere.map((said) => [fold(said), language])),
      ),
    },
    tells: new Map([...wordsOfOne(all, ({ hear }) => hear.tells), ...own]),
    scripts: scriptsOfOne(all),
    answers: new Map(hears.flatMap(setAnswers)),
    numbers,
    looseNumbers: new Set([...numbers.keys()].filter((word) => fillers.has(word) || firstWords.has(word))),
    multipliers: new Map(foldedTable(hears.map((hear) => hear.multipliers))),
    ordinals: new Map(foldedTable(hears.map((hear) => hear.ordinals))),
    questions: {
      first,
      anywhere: questions.filter((words) => words.startsWith('…')).map(framed),
    },
    fillers,
    politeness: polite.map(framed),
  }
}

/** Folded words without the politeness before and after them: "menu por favor" → "menu". */
export function withoutPoliteness(said: string, ears: Ears): string {
  const between = ` ${said} `
  const before = ears.politeness.find((words) => between.length > words.length && between.startsWith(words))
  if (before !== undefined) return withoutPoliteness(between.slice(before.length, -1), ears)
  const after = ears.politeness.find((words) => between.length > words.length && between.endsWith(words))
  return after === undefined ? said : withoutPoliteness(between.slice(1, -after.length), ears)
}

/** Folded words between spaces, to be looked for among other words. */
function framed(words: string): string {
  return ` ${fold(words)} `
}
