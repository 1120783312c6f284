import { createHash } from 'node:crypto'
import type { Missing, Section, Source } from '../core/content.ts'
import type { Finding } from './finding.ts'

/** Something with the line it was written on. */
export interface Placed<T> {
  readonly value: T
  readonly line: number
}

/** The sources an article names: those that can be used, and the names of all. */
export interface Sources {
  readonly sound: Readonly<Record<string, Source>>
  readonly named: readonly string[]
}

/** Says what is wrong on a line; 0 is the first. */
type Tell = (line: number, problem: string, mend: string) => void

/** Reads the sections of an article: a heading with its id, the line that says what it stands on, and the body. */
export function readSections(file: string, lines: readonly string[], from: number, sources: Sources) {
  const findings: Finding[] = []
  const tell: Tell = (line, problem, mend) => {
    findings.push({ severity: 'error', file, line: line + 1, problem, mend })
  }
  const starts = [...lines.keys()].filter((n) => n >= from && lines[n]?.startsWith('## '))
  const first = starts[0] ?? lines.length
  const stray = lines.findIndex((line, n) => n >= from && n < first && line.trim() !== '')
  if (stray !== -1)
    tell(stray, 'this text stands before the first section', 'put it under a heading "## question {#id}"')
  if (starts.length === 0) tell(from - 1, 'the article has no section', 'add a heading "## question {#id}"')
  const sections: Placed<Section>[] = []
  for (const [n, start] of starts.entries()) {
    const value = readSection(lines.slice(0, starts[n + 1] ?? lines.length), start, sources, tell)
    if (value === null) continue
    if (sections.some((one) => one.value.id === value.id)) {
      tell(start, `there are two sections ${value.id}`, 'give this one an id of its own')
    }
    sections.push({ value, line: start + 1 })
  }
  return { sections, findings }
}

/** The section that begins at `start` and goes to the end of `lines`; null where it cannot be named or grounded. */
function readSection(lines: readonly string[], start: number, sources: Sources, tell: Tell): Section | null {
  const [, heading, id] = /^## (.+?) \{#([a-z0-9-]+)\}\s*$/.exec(lines[start] ?? '') ?? []
  if (heading === undefined || id === undefined) {
    tell(start, 'the heading has no id', 'end it with {#id}: small letters, digits and -')
    return null
  }
  const basis = readBasis(lines[start + 1] ?? '', (problem, mend) => tell(start + 1, problem, mend))
  if (basis === null) {
    const line = '<!-- asked: … | facts: … | sources: … -->'
    tell(start, `the section ${id} does not say what it stands on`, `add the line "${line}" below the heading`)
    return null
  }
  const body = lines
    .slice(start + 2)
    .join('\n')
    .trim()
  judgeBasis(id, start + 1, basis, sources, tell)
  if (body === '') tell(start, `the section ${id} says nothing`, 'write it, or take it out')
  judgeLinks(lines, start + 2, tell)
  const sound = (names: readonly string[]) => names.flatMap((name) => sources.sound[name] ?? [])
  const { asked, facts, then } = basis
  return {
    ...{ id, heading, asked, facts, then, body },
    sources: sound(basis.sources),
    confirm: sound(basis.confirm),
    needs: missing.filter((one) => basis.needs.includes(one)),
    declines: basis.declines.includes('yes'),
    version: createHash('sha256').update(`${heading}\n${body}`).digest('hex').slice(0, 8),
  }
}

const missing = ['product', 'destination', 'amount'] as const satisfies readonly Missing[]

/** What a section says of itself in the line below its heading. */
type Basis = Readonly<Record<(typeof parts)[number], readonly string[]>>

const parts = ['asked', 'facts', 'sources', 'confirm', 'then', 'needs', 'declines'] as const

/** Null where the line is none. A part that is not there is empty. */
function readBasis(line: string, tell: (problem: string, mend: string) => void): Basis | null {
  const [, inner] = /^<!--(.*)-->\s*$/.exec(line) ?? []
  if (inner === undefined) return null
  const given = namedParts(inner)
  for (const name of given.keys()) {
    if (!parts.some((part) => part === name)) tell(`"${name}" is not known here`, `use ${parts.join(', ')}`)
  }
  const list = (part: (typeof parts)[number]) => words(given.get(part), part === 'asked' ? /;/ : /\s+/)
  return {
    asked: list('asked'),
    facts: list('facts'),
    sources: list('sources'),
    confirm: list('confirm'),
    then: list('then'),
    needs: list('needs'),
    declines: list('declines'),
  }
}

function namedParts(inner: string): Map<string, string> {
  return new Map(
    inner.split('|').map((part) => {
      const [name = '', ...rest] = part.split(':')
      return [name.trim(), rest.join(':')] as const
    }),
  )
}

function judgeBasis(id: string, line: number, basis: Basis, sources: Sources, tell: Tell): void {
  const { asked, facts } = basis
  if (asked.length === 0) {
    tell(line, `the section ${id} does not say how people ask for it`, 'add some ways of asking, with ";" between them')
  }
  if (basis.sources.length === 0) tell(line, `the section ${id} has no source`, 'name at least one of "sources"')
  for (const name of [...basis.sources, ...basis.confirm]) {
    if (sources.named.includes(name)) continue
    const problem = `the section ${id} names the source ${name}, which does not exist`
    tell(line, problem, 'use a name of "sources", or add it there')
  }
  if (facts.length === 0 && basis.declines.length === 0) {
    tell(line, `the section ${id} rests on no fact`, 'name at least one after "facts:"')
  }
  for (const need of basis.needs) {
    if (!missing.some((one) => one === need))
      tell(line, `nothing is called ${need}`, `use one of ${missing.join(', ')}`)
  }
  for (const fact of facts) {
    if (!/^[A-Z]+-\d+$/.test(fact)) tell(line, `${fact} is no fact id`, 'write it like RUT-02')
  }
}

function judgeLinks(lines: readonly string[], from: number, tell: Tell): void {
  for (const [n, line] of lines.entries()) {
    if (n < from) continue
    for (const [link] of line.matchAll(/(?<=\]\()[^)]*(?=\))/g)) {
      if (!URL.canParse(link)) tell(n, `"${link}" is no link`, 'write it whole: https://…')
    }
  }
}

function words(list: string | undefined, between: RegExp): string[] {
  return (list ?? '')
    .split(between)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
