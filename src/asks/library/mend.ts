import { distance } from '../../core/hearing/spelling.ts'

/** Shorter words are too easily taken for others; longer ones are no words, and dear to compare. */
const shortest = 4
const longest = 40
/** From this length on two slips are forgiven. */
const long = 8
/** Of the words that are equally near so many are taken. */
const most = 3

/** Finds the known words nearest to a mistyped one: none, or up to three that are equally near. */
export type Mender = (word: string) => readonly string[]

/** Two words one slip apart are the same once the right letter is left out of each: so near words share a key. */
export function menderOf(words: Iterable<string>): Mender {
  const byKey = new Map<string, string[]>()
  for (const word of words) {
    for (const key of keysOf(word)) {
      const held = byKey.get(key)
      if (held === undefined) byKey.set(key, [word])
      else held.push(word)
    }
  }
  return (typed) => {
    if (typed.length < shortest || typed.length > longest) return []
    const near = new Set([...keysOf(typed)].flatMap((key) => byKey.get(key) ?? []))
    let limit = typed.length >= long ? 2 : 1
    let nearest: string[] = []
    for (const word of near) {
      const apart = distance(typed, word, limit)
      if (apart > limit) continue
      nearest = apart < limit ? [word] : [...nearest, word]
      limit = apart
    }
    return nearest.slice(0, most)
  }
}

function* keysOf(word: string): Iterable<string> {
  yield word
  for (let n = 0; n < word.length; n++) yield word.slice(0, n) + word.slice(n + 1)
}
