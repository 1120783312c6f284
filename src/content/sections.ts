import type { Section, Source } from '../core/content.ts'
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
  const basis = readBasis(lines[start + 1] ?? '')
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
  return { id, heading, asked, facts, sources: sound(basis.sources), confirm: sound(basis.confirm), then, body }
}

/** What a section says of itself in the line below its heading. */
type Basis = Readonly<Record<'asked' | 'facts' | 'sources' | 'confirm' | 'then', readonly string[]>>

/** Null where the line is none, or lacks one of the first three parts. */
function readBasis(line: string): Basis | null {
  const [, inner] = /^<!--(.*)-->\s*$/.exec(line) ?? []
  if (inner === undefined) return null
  const parts = new Map(
    inner.split('|').map((part) => {
      const [name = '', ...rest] = part.split(':')
      return [name.trim(), rest.join(':')] as const
    }),
  )
  const [asked, facts, sources] = [parts.get('asked'), parts.get('facts'), parts.get('sources')]
  if (asked === undefined || facts === undefined || sources === undefined) return null
  return {
    asked: words(asked, /;/),
    facts: words(facts, /\s+/),
    sources: words(sources, /\s+/),
    confirm: words(parts.get('confirm'), /\s+/),
    then: words(parts.get('then'), /\s+/),
  }
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
