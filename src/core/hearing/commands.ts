import { commandNames, withoutPoliteness, type Ears, type Heard } from './ears.ts'
import { readNumber } from './numbers.ts'
import { initials, isSlip } from './spelling.ts'
import { fold } from './text.ts'

/** Longest message that can be a command, in UTF-16 units. */
const LONGEST_COMMAND = 80

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
  const meant = withoutPoliteness(said, ears)
  return ears.commands.get(meant) ?? hearChange(meant, ears) ?? hearMisspelt(meant.split(' '), ears)
}

/** `/menu`, `/my_data`, `/menu@PuertoBot`, whatever the languages here are; Telegram's own `/start` opens the menu. */
function slashCommand(text: string, ears: Ears): Heard | undefined {
  const name = text.slice(1).split(/[\s@]/, 1)[0]?.toLowerCase() ?? ''
  if (name === 'start') return { command: 'menu' }
  const own = commandNames.find((command) => command === name)
  return own === undefined ? ears.commands.get(fold(name)) : { command: own }
}

/** "change" and a number with nothing else beside them: "cambiar la respuesta 4", "4 badlo", "change answer four". */
function hearChange(said: string, ears: Ears): Heard | null {
  const framed = ` ${said} `
  const change = ears.changes.find((words) => framed.includes(words))
  if (change === undefined) return null
  const number = readNumber(framed.replace(change, ' ').trim().split(' '), ears)
  return number === null ? null : { command: 'change', number }
}

/** The one command whose phrase differs by a slip in one longer word. */
function hearMisspelt(words: readonly string[], ears: Ears): Heard | null {
  const found = new Map<string, Heard>()
  for (const { words: meant, heard } of ears.longCommands.get(initials(words)) ?? []) {
    if (isMisspelt(words, meant)) found.set([heard.command, heard.language, heard.questionnaire].join(' '), heard)
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
