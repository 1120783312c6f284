import type { Language } from './content.ts'
import type { PhraseKey } from './saying/phrases.ts'

/** What the bot says in one language: `prompts/phrases/<lang>.yaml`, part `say`. */
export interface Voice {
  readonly language: Language
  /** The language's own name for itself. */
  readonly name: string
  readonly say: Readonly<Record<PhraseKey, string>>
  readonly hear: Hear
}

/** What the bot understands without a model in one language: `prompts/phrases/<lang>.yaml`, part `hear`. */
export interface Hear {
  /** Ways of saying each command. `change` stands beside a number; `{language}` stands for each name of each language. */
  readonly commands: Readonly<Record<string, readonly string[]>>
  /** Names of languages as said in this language, by code. */
  readonly languages: Readonly<Record<Language, readonly string[]>>
  /** Greetings only this language uses, and greetings heard everywhere ("hi", "ok"). */
  readonly greetings: { readonly own: readonly string[]; readonly everywhere: readonly string[] }
  /** Everyday words that give the language away in a first message. */
  readonly tells: readonly string[]
  /** Set answers, understood wherever the open question has a matching option. */
  readonly answers: Readonly<Record<'yes' | 'no' | 'unknown' | 'not_yet' | 'working' | 'rather_not', readonly string[]>>
  readonly numbers: Readonly<Record<string, number>>
  /** Words that multiply what stands before them: thousand, lakh. One worth 1 only joins: "and". */
  readonly multipliers: Readonly<Record<string, number>>
  /** Places in a row; -1 is the last. */
  readonly ordinals: Readonly<Record<string, number>>
  /** First words of a question; after "…" they make one wherever they stand. */
  readonly questions: readonly string[]
  /** Words that carry no meaning when an answer is compared with a label; after "…" politeness, which may surround a command. */
  readonly fillers: readonly string[]
  /** Words that ask for nothing an article could hold; the replies are the phrases `small_talk.…`. */
  readonly small_talk: Readonly<Record<SmallTalk, readonly string[]>>
  /** What people call places beside the names of countries: "gringos", "europa". */
  readonly places: readonly string[]
  /** What people export, in everyday words. */
  readonly products: readonly string[]
}

export const smallTalkNames = ['thanks', 'how_are_you', 'who_are_you', 'bye', 'praise', 'laugh', 'chat'] as const

export type SmallTalk = (typeof smallTalkNames)[number]
