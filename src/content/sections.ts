import type { Section, Source } from '../core/content.ts'
import type { Finding } from './finding.ts'

/** Something with the line it was written on. */
export interface Placed<T> {
  readonly value: T
  readonly line: number
}

/** Reads the sections of an article: a heading with its id, the line that says what it stands on, and the body. */
export function readSections(
  file: string,
  lines: readonly string[],
  from: number,
  sources: Readonly<Record<string, Source>>,
) {
  const findings: Finding[] = []
  const sections: Placed<Section>[] = []
  const starts = [...lines.keys()].filter((n) => n >= from && lines[n]?.startsWith('## '))
  const error = (at: number, problem: string, mend: string) =>
    findings.push({ severity: 'error', file, line: at + 1, problem, mend })
  const stray = lines.findIndex((line, n) => n >= from && n < (starts[0] ?? lines.length) && line.trim() !== '')
  if (stray !== -1)
    error(stray, 'this text stands before the first section', 'put it under a heading "## question {#id}"')
  if (starts.length === 0) error(from - 1, 'the article has no section', 'add a heading "## question {#id}"')

  for (const [n, start] of starts.entries()) {
    const [, heading, id] = /^## (.+?) \{#([a-z0-9-]+)\}\s*$/.exec(lines[start] ?? '') ?? []
    if (heading === undefined || id === undefined) {
      error(start, 'the heading has no id', 'end it with {#id}: small letters, digits and -')
      continue
    }
    if (sections.some(({ value }) => value.id === id))
      error(start, `there are two sections ${id}`, 'give this one an id of its own')
    const basis = lines[start + 1] ?? ''
    const [, asked, facts, named] = /^<!-- asked:(.*)\|\s*facts:(.*)\|\s*sources:(.*)-->\s*$/.exec(basis) ?? []
    if (asked === undefined || facts === undefined || named === undefined) {
      error(
        start,
        `the section ${id} does not say what it stands on`,
        'add the line "<!-- asked: … | facts: … | sources: … -->" below the heading',
      )
      continue
    }
    const body = lines
      .slice(start + 2, starts[n + 1] ?? lines.length)
      .join('\n')
      .trim()
    if (body === '') error(start, `the section ${id} says nothing`, 'write it, or take it out')
    const section = {
      id,
      heading,
      asked: words(asked, /;/),
      facts: words(facts, /\s+/),
      sources: words(named, /\s+/).flatMap((name) => {
        const source = sources[name]
        if (source === undefined)
          error(
            start + 1,
            `the section ${id} names the source ${name}, which does not exist`,
            'use a name of "sources", or add it there',
          )
        return source === undefined ? [] : [source]
      }),
      body,
    }
    if (section.asked.length === 0)
      error(
        start + 1,
        `the section ${id} does not say how people ask for it`,
        'add some ways of asking, with ";" between them',
      )
    if (words(named, /\s+/).length === 0)
      error(start + 1, `the section ${id} has no source`, 'name at least one of "sources"')
    for (const fact of section.facts) {
      if (!/^[A-Z]+-\d+$/.test(fact)) error(start + 1, `${fact} is no fact id`, 'write it like RUT-02')
    }
    for (const [link] of body.matchAll(/(?<=\]\()[^)]*(?=\))/g)) {
      if (!URL.canParse(link))
        error(
          lines.findIndex((line, at) => at > start && line.includes(`](${link})`)),
          `"${link}" is no link`,
          'write it whole: https://…',
        )
    }
    sections.push({ value: section, line: start + 1 })
  }
  return { sections, findings }
}

function words(list: string, between: RegExp): string[] {
  return list
    .split(between)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
