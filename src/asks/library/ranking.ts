/** What a thing is found by (a word, a run of letters), and how much each field says of it. */
export interface Field<Token> {
  readonly tokens: readonly Token[]
  /** How much one occurrence here counts. */
  readonly weight: number
  /** How far occurrences in a long field count less, 0 to 1. */
  readonly normalised: number
}

/** Sections by the tokens in them (BM25 with weighted fields). `strength` is how strongly a token speaks of a section, 0 to 1. */
export interface Ranking<Token> {
  readonly size: number
  readonly found: ReadonlyMap<Token, Found>
}

interface Found {
  /** The rarer, the heavier. */
  readonly weight: number
  readonly sections: Uint32Array
  readonly strengths: Float32Array
}

/**
 * Indexes sections, each given by its fields, always the same ones in the same order; cost grows with the text. The smaller
 * `saturation` is, the sooner more occurrences of a token stop counting.
 */
export function rank<Token>(sections: readonly (readonly Field<Token>[])[], saturation: number): Ranking<Token> {
  const means = (sections[0] ?? []).map((_, n) => mean(sections.map((fields) => fields[n]?.tokens.length ?? 0)))
  const lists = new Map<Token, { sections: number[]; strengths: number[] }>()
  for (const [section, fields] of sections.entries()) {
    for (const [token, count] of countIn(fields, means)) {
      let list = lists.get(token)
      if (list === undefined) lists.set(token, (list = { sections: [], strengths: [] }))
      list.sections.push(section)
      list.strengths.push(count / (saturation + count))
    }
  }
  const found = new Map<Token, Found>()
  for (const [token, list] of lists) {
    found.set(token, {
      weight: rarity(list.sections.length, sections.length),
      sections: Uint32Array.from(list.sections),
      strengths: Float32Array.from(list.strengths),
    })
  }
  return { size: sections.length, found }
}

/** Weight of a token that so many sections of all have. */
export function rarity(holders: number, all: number): number {
  return Math.log(1 + (all - holders + 0.5) / (holders + 0.5))
}

function countIn<Token>(fields: readonly Field<Token>[], means: readonly number[]): Map<Token, number> {
  const counts = new Map<Token, number>()
  for (const [n, { tokens, weight, normalised }] of fields.entries()) {
    const mean = means[n] ?? 0
    const share = mean === 0 ? 1 : tokens.length / mean
    const worth = weight / (1 - normalised + normalised * share)
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + worth)
  }
  return counts
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0) / Math.max(1, numbers.length)
}

/** A token that is looked for, and how much of the question it makes up. */
export interface Sought<Token> {
  readonly token: Token
  readonly weight: number
}

/** Adds to each section of `into` what it says of the tokens sought, times `times`. */
export function addScores<Token>(
  { found }: Ranking<Token>,
  sought: readonly Sought<Token>[],
  times: number,
  into: Float64Array,
): void {
  for (const { token, weight } of sought) {
    const list = found.get(token)
    if (list === undefined) continue
    const worth = weight * times
    const { sections, strengths } = list
    for (let n = 0; n < sections.length; n++) {
      const section = sections[n] ?? 0
      into[section] = (into[section] ?? 0) + worth * (strengths[n] ?? 0)
    }
  }
}
