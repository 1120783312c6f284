import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import type { Finding, Path, Problem } from './finding.ts'

/** A value read from YAML, in plain objects and lists that remember where they were written. */
export interface Source {
  readonly value: unknown
  readonly findings: readonly Finding[]
}

/** Where objects and lists, and the entries in them, were written. */
export type Places = WeakMap<object, Written>

interface Written {
  readonly self: Place
  readonly entries: ReadonlyMap<string | number, Place>
}

/** Which file, and where in it; the line is counted only when a finding needs it. */
interface Place {
  readonly source: { readonly file: string; readonly lines: LineCounter; readonly linesBefore: number }
  readonly offset: number
}

/** Reads named fields written as YAML; `linesBefore` is where in its file the text begins (the head of an article). */
export function readYaml(file: string, text: string, places: Places, linesBefore = 0): Source {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const source = { file, lines, linesBefore }
  const place = (offset: number): Place => ({ source, offset })
  const findings: Finding[] = [...document.errors, ...document.warnings].map((error) => ({
    severity: 'error',
    file,
    line: lineOf(place(error.pos[0])),
    problem: `this is not YAML: ${error.message}`,
    mend: 'compare the indentation, quotes and colons with the lines around it',
  }))
  if (findings.length === 0 && !isMap(document.contents)) {
    const problem = 'there are no fields here'
    findings.push({ severity: 'error', file, line: linesBefore + 1, problem, mend: 'write them as "name: value"' })
  }
  if (findings.length > 0) return { value: null, findings }
  return { value: plain(document.contents, document, place, places), findings }
}

/** The findings that problems inside `root` amount to, each with the nearest place that is known. */
export function locate(root: unknown, problems: Iterable<Problem>, places: Places): Finding[] {
  return Array.from(problems, ({ at, problem, mend, severity = 'error' }) => {
    const place = nearest(root, at, places)
    return { severity, file: place?.source.file ?? '', line: place === undefined ? 1 : lineOf(place), problem, mend }
  })
}

/** Says that `made` was put together from entries of objects that were read. */
export function madeFrom(made: object, from: readonly object[], places: Places): void {
  const first = from[0] === undefined ? undefined : places.get(from[0])
  if (first === undefined) return
  const entries = new Map(from.flatMap((one) => [...(places.get(one)?.entries ?? [])]))
  places.set(made, { self: first.self, entries })
}

/** Says that the list `made` holds the items of `from` at these positions. */
export function listMadeFrom(
  made: readonly unknown[],
  from: readonly unknown[],
  kept: readonly number[],
  places: Places,
): void {
  const written = places.get(from)
  if (written === undefined) return
  const entries = kept.flatMap((position, n) => {
    const place = written.entries.get(position)
    return place === undefined ? [] : [[n, place] as const]
  })
  places.set(made, { self: written.self, entries: new Map(entries) })
}

function lineOf({ source, offset }: Place): number {
  return source.lines.linePos(offset).line + source.linesBefore
}

function nearest(root: unknown, path: Path, places: Places): Place | undefined {
  let value = root
  let place: Place | undefined
  for (const key of path) {
    if (typeof value !== 'object' || value === null) break
    const written = places.get(value)
    place = written?.entries.get(key) ?? place ?? written?.self
    value = Object.getOwnPropertyDescriptor(value, key)?.value
  }
  return place ?? (typeof root === 'object' && root !== null ? places.get(root)?.self : undefined)
}

function plain(node: unknown, document: Document, place: (offset: number) => Place, places: Places): unknown {
  if (isAlias(node)) return plain(node.resolve(document), document, place, places)
  if (isMap(node)) {
    const entries = new Map<string, Place>()
    const made: Record<string, unknown> = {}
    for (const { key, value } of node.items) {
      const name = String(isScalar(key) ? key.value : key)
      entries.set(name, place((isScalar(key) ? key.range?.[0] : undefined) ?? 0))
      made[name] = plain(value, document, place, places)
    }
    places.set(made, { self: place(node.range?.[0] ?? 0), entries })
    return made
  }
  if (isSeq(node)) {
    const entries = new Map<number, Place>()
    const made = node.items.map((item, n) => {
      entries.set(n, place(offsetOf(item)))
      return plain(item, document, place, places)
    })
    places.set(made, { self: place(node.range?.[0] ?? 0), entries })
    return made
  }
  return isScalar(node) ? node.value : null
}

function offsetOf(node: unknown): number {
  return isMap(node) || isSeq(node) || isScalar(node) ? (node.range?.[0] ?? 0) : 0
}
