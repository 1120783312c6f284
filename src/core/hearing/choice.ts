import { withoutPoliteness, type Ears, type SetAnswer } from './ears.ts'
import { closestLabel } from './label.ts'
import { readNumber } from './numbers.ts'
import { fold } from './text.ts'

/** What was chosen, by id; not sure where it is a guess worth confirming. */
export interface Chosen {
  readonly options: string[]
  readonly sure: boolean
}

/** An option as the person sees it, in the order shown. */
export interface Shown {
  readonly id: string
  readonly label: string
}

/** Longest message compared with labels, in UTF-16 units. */
const LONGEST = 200

/** Options that say there is nothing to choose, and so stand alone. */
const alone: ReadonlySet<string> = new Set(['none', 'unknown', 'rather_not', 'not_yet', 'never'])

/**
 * The option a message chooses: its number, its id, its label or a part or misspelling of it, or a set answer. "I don't
 * know" and "rather not say" are `unknown` and `rather_not` even where they are not listed. Null where it is none.
 */
export function hearChoice(text: string, options: readonly Shown[], ears: Ears): Chosen | null {
  const typed = text.trim()
  if (typed.length > LONGEST) return null
  const exact = options.find(({ id, label }) => id === typed || label === typed)
  if (exact !== undefined) return sure(exact.id)
  const said = fold(typed)
  if (said === '') return null
  if (/^[0-9]+$/.test(said)) return numbered(Number(said), options)
  const labels = options.map(({ label }) => fold(label))
  const named = options.find(({ id }, index) => labels[index] === said || fold(id) === said)
  if (named !== undefined) return sure(named.id)
  const words = said.split(' ')
  const answer = setAnswer(said, ears)
  if (answer !== undefined) return answered(answer, options, ears)
  const number = readNumber(words, ears)
  if (number !== null) {
    const picked = numbered(number, options)
    if (picked !== null) return picked
  }
  const meant = closestLabel(said, labels, ears.fillers)
  const option = meant === null ? undefined : options[meant.index]
  return meant === null || option === undefined ? null : { options: [option.id], sure: meant.sure }
}

/** The option that says yes, or no, as a thumb does; null where none or more than one would. */
export function hearYesOrNo(answer: 'yes' | 'no', options: readonly Shown[], ears: Ears): Chosen | null {
  return answered(answer, options, ears)
}

/** Several options in one message: "1,3", "1 y 3", "peasant and artisan". One that excludes others stands alone, unsure. */
export function hearChoices(text: string, options: readonly Shown[], ears: Ears): Chosen | null {
  if (text.length > LONGEST) return null
  const one = hearChoice(text, options, ears)
  if (one?.sure === true) return one
  const parts = partsOf(text, ears).map((part) => hearChoice(part, options, ears))
  if (parts.length < 2) return one
  const heard = parts.filter((part) => part !== null)
  if (heard.length < parts.length) return one
  const all = [...new Set(heard.flatMap((part) => part.options))]
  const only = all.find(standsAlone)
  if (all.length > 1 && only !== undefined) return { options: [only], sure: false }
  return { options: all, sure: heard.every((part) => part.sure) }
}

/** Whether an option says that there is nothing to choose, so that no other goes with it. */
export function standsAlone(id: string): boolean {
  return alone.has(id)
}

function sure(id: string): Chosen {
  return { options: [id], sure: true }
}

/** Counted from one; -1 is the last. */
function numbered(number: number, options: readonly Shown[]): Chosen | null {
  const option = number === 0 ? undefined : options.at(number > 0 ? number - 1 : number)
  return option === undefined ? null : sure(option.id)
}

function setAnswer(said: string, ears: Ears): SetAnswer | undefined {
  const direct = ears.answers.get(said) ?? ears.answers.get(withoutPoliteness(said, ears))
  return direct ?? (isWorking(said, ears) ? 'working' : undefined)
}

/** "no pero estamos en eso": work in progress, and besides it nothing but "no" or "not yet". */
function isWorking(said: string, ears: Ears): boolean {
  const framed = ` ${said} `
  for (const [phrase, answer] of ears.answers) {
    if (answer !== 'working' || !phrase.includes(' ') || !framed.includes(` ${phrase} `)) continue
    const rest = framed.replace(` ${phrase} `, ' ').trim().split(' ')
    const meant = rest.filter((word) => !ears.fillers.has(word)).join(' ')
    const kind = ears.answers.get(meant)
    if (meant === '' || kind === 'no' || kind === 'not_yet') return true
  }
  return false
}

function answered(answer: SetAnswer, options: readonly Shown[], ears: Ears): Chosen | null {
  const same = options.find(({ id }) => id === answer)
  if (same !== undefined) return sure(same.id)
  const saying = options.filter(({ label }) => ears.answers.get(fold(label)) === answer)
  const [only] = saying
  if (only !== undefined && saying.length === 1) return sure(only.id)
  switch (answer) {
    case 'unknown':
    case 'rather_not':
      return sure(answer)
    case 'yes':
      return beginning(answer, options, ears)
    case 'no':
      return beginning(answer, options, ears) ?? kindOfNo(options, ears)
    case 'not_yet':
      return beginning(answer, options, ears)
    case 'working':
      return null
  }
}

/** The one option whose label begins with this answer; sure where that is a clause of its own ("Sí, ..."). */
function beginning(answer: SetAnswer, options: readonly Shown[], ears: Ears): Chosen | null {
  const begun = options.flatMap(({ id, label }) => {
    if (ears.answers.has(fold(label)) && ears.answers.get(fold(label)) !== answer) return []
    const clause = ears.answers.get(fold(label.split(/[,.:;!(–—]/, 1)[0] ?? '')) === answer
    return clause || ears.answers.get(fold(label).split(' ', 1)[0] ?? '') === answer ? [{ id, clause }] : []
  })
  const [only, ...more] = begun
  return only === undefined || more.length > 0 ? null : { options: [only.id], sure: only.clause }
}

/** A bare "no" where only "not yet" or "rather not say" is on offer: probably that, worth confirming. */
function kindOfNo(options: readonly Shown[], ears: Ears): Chosen | null {
  const notYet = options.filter(({ id, label }) => id === 'not_yet' || ears.answers.get(fold(label)) === 'not_yet')
  const candidates = notYet.length > 0 ? notYet : options.filter(({ id }) => id === 'rather_not')
  const [only] = candidates
  return only === undefined || candidates.length > 1 ? null : { options: [only.id], sure: false }
}

/** What stands between commas, slashes and words that join; numbers also between spaces. */
function partsOf(text: string, ears: Ears): string[] {
  const parts = text.split(/[,;/&+\n.]+/).flatMap((part) => {
    const joined = fold(part)
      .split(' ')
      .map((word) => (ears.multipliers.get(word) === 1 ? ',' : word))
    return joined.join(' ').split(',')
  })
  return parts.flatMap((part) => {
    const words = part.split(' ').filter((word) => word !== '')
    const onlyNumbers = words.every((word) => /^\d+$/.test(word) || ears.numbers.has(word))
    return words.length === 0 ? [] : onlyNumbers ? words : [words.join(' ')]
  })
}
