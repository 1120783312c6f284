/** One thing wrong in the content: where it stands, what it is, and how an editor mends it. */
export interface Finding {
  /** An `error` stops the bot from starting; a `notice` is for the editors. */
  readonly severity: 'error' | 'notice'
  /** From the root of the content: `knowledge/countries/co.yaml`. */
  readonly file: string
  /** 1 is the first. */
  readonly line: number
  readonly problem: string
  readonly mend: string
}

/** Something wrong inside one value, found before it is known where that value was written. */
export interface Problem {
  readonly at: Path
  readonly problem: string
  readonly mend: string
  /** `error` when absent. */
  readonly severity?: Finding['severity']
}

/** The way from a value's root to a place in it. */
export type Path = readonly (string | number)[]

/** By file and line; what was found twice (a place two countries share) stands once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map(findings.map((one) => [`${one.file}\n${one.line}\n${one.problem}`, one]))
  return [...unique.values()].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.problem, b.problem),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
