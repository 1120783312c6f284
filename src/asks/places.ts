import type { Content } from '../core/content.ts'
import { fold } from '../core/hearing/text.ts'

/** Whether a text names a country or a region of the world, in any of the languages: "gringos", "la India", "जर्मनी". */
export function namesPlace(text: string, content: Content): boolean {
  const said = ` ${fold(text)} `
  return placesOf(content).some((place) => said.includes(` ${place} `))
}

const known = new WeakMap<Content, readonly string[]>()

/** The names that the language itself has for every country, and what else people call them. */
function placesOf(content: Content): readonly string[] {
  const remembered = known.get(content)
  if (remembered !== undefined) return remembered
  const names = content.languages.flatMap((language) => {
    const regions = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    return codes.flatMap((code) => regions.of(code) ?? [])
  })
  const also = Object.values(content.voices).flatMap(({ hear }) => hear.places)
  const places = [...new Set([...names, ...also].map(fold))]
  known.set(content, places)
  return places
}

const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n))
/** Every code there might be; those that mean nothing have no name. */
const codes = letters.flatMap((first) => letters.map((second) => first + second))
