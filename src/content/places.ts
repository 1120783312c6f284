import { isMap, isScalar, isSeq, type LineCounter, type YAMLMap, type YAMLSeq } from 'yaml'
import type { Finding, Path, Problem } from './finding.ts'

/** Where every object and list came from. Looked into only when there is something to report. */
export type Places = WeakMap<object, Origin>

/** Read from a file, or put together from what was: of objects the later ones win, of a list some items were kept. */
export type Origin =
  | { readonly source: SourceFile; readonly node: YAMLMap | YAMLSeq }
  | { readonly merged: readonly object[] }
  | { readonly list: readonly unknown[]; readonly kept: readonly number[] }

/** A file that YAML was read from; the YAML began `linesBefore` lines into it. */
export interface SourceFile {
  readonly file: string
  readonly lines: LineCounter
  readonly linesBefore: number
}

/** The findings that problems inside `root` amount to, each with the nearest place that is known. */
export function locate(root: unknown, problems: Iterable<Problem>, places: Places): Finding[] {
  return Array.from(problems, ({ at, problem, mend, severity = 'error' }) => {
    const { file, line } = nearest(root, at, places) ?? { file: '', line: 1 }
    return { severity, file, line, problem, mend }
  })
}

interface Place {
  readonly file: string
  readonly line: number
}

function nearest(root: unknown, path: Path, places: Places): Place | undefined {
  let value = root
  let place = placeOf(root, places)
  for (const [depth, key] of path.entries()) {
    if (typeof value !== 'object' || value === null) break
    place = entryOf(value, key, places) ?? (depth === 0 ? placeOf(value, places) : place)
    value = Object.getOwnPropertyDescriptor(value, key)?.value
  }
  return place
}

function placeOf(value: unknown, places: Places): Place | undefined {
  const origin = typeof value === 'object' && value !== null ? places.get(value) : undefined
  if (origin === undefined) return undefined
  if ('merged' in origin) return placeOf(origin.merged[0], places)
  if ('list' in origin) return placeOf(origin.list, places)
  return at(origin.source, origin.node)
}

/** Where the field or item `key` of a value begins. */
function entryOf(value: unknown, key: string | number, places: Places): Place | undefined {
  const origin = typeof value === 'object' && value !== null ? places.get(value) : undefined
  if (origin === undefined) return undefined
  if ('merged' in origin)
    return origin.merged.map((one) => entryOf(one, key, places)).findLast((place) => place !== undefined)
  if ('list' in origin)
    return typeof key === 'number' ? entryOf(origin.list, origin.kept[key] ?? -1, places) : undefined
  const { source, node } = origin
  if (isSeq(node)) return typeof key === 'number' ? at(source, node.items[key]) : undefined
  return at(source, node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))?.key)
}

function at({ file, lines, linesBefore }: SourceFile, node: unknown): Place | undefined {
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return undefined
  return { file, line: lines.linePos(node.range?.[0] ?? 0).line + linesBefore }
}
