import type { Language, Option } from '../content.ts'

/** The voices' `hear` parts, indexed at boot so that hearing costs one look-up a message. */
export interface Ears {
  readonly languages: readonly Language[]
}

/** A command a person may give at any time. `change` carries the number after it, `language` the language named. */
export type Command =
  | 'menu' | 'help' | 'start' | 'back' | 'skip' | 'pause' | 'continue' | 'restart' | 'repeat' | 'why' | 'example'
  | 'change' | 'review' | 'result' | 'more_steps' | 'adviser' | 'my_data' | 'delete' | 'withdraw' | 'stop'
  | 'language' | 'plain' | 'not_plain' | 'short' | 'not_short' | 'simple' | 'audio'
export type { Option }
