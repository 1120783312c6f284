import type { z } from 'zod'
import type { Path, Problem } from './finding.ts'
import type { Places } from './places.ts'

/** A value held against its format. `value` is null when too little of it fits. */
export interface Fitted<T> {
  readonly value: T | null
  /** What was held against the format in the end, before defaults: paths of later problems lead through it. */
  readonly root: unknown
  readonly problems: readonly Problem[]
}

/** Reports what does not fit and leaves it out, so that one mistake does not hide the next. */
export function fit<T>(format: z.ZodType<T>, given: unknown, places: Places): Fitted<T> {
  const first = format.safeParse(given)
  if (first.success) return { value: first.data, root: given, problems: [] }
  const problems = first.error.issues.flatMap((issue) => inWords(issue, given))
  let root = given
  let issues = first.error.issues
  for (;;) {
    const cut = issues.flatMap((issue) => cuts(issue, root))
    if (cut.some((path) => path.length === 0)) return { value: null, root, problems }
    root = without(root, cut, places)
    const next = format.safeParse(root)
    if (next.success) return { value: next.data, root, problems }
    issues = next.error.issues
  }
}

function inWords(issue: z.core.$ZodIssue, root: unknown): Problem[] {
  const path = steps(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      at: [...path, key],
      problem: `"${key}" is not known here`,
      mend: 'correct its spelling, or take it out',
    }))
  }
  const name = nameOf(path)
  const found = valueAt(root, path)
  const like = 'write it the way its neighbours are written'
  if (found === undefined)
    return [{ at: path, problem: `${name} is missing`, mend: 'add it here, as its neighbours have it' }]
  if (found === null) return [{ at: path, problem: `${name} is empty`, mend: 'write it, or take its name out' }]
  if (issue.code === 'invalid_type') {
    const problem = `${name} has to be ${kinds[issue.expected] ?? issue.expected}, and is ${kindOf(found)}`
    const bare = issue.expected === 'string' && typeof found !== 'object'
    return [{ at: path, problem, mend: bare ? 'put it in quotes' : like }]
  }
  const own = issue.message.startsWith('is ')
  return [
    { at: path, problem: own ? `${name} ${issue.message}` : `${name} does not fit: ${issue.message}`, mend: like },
  ]
}

/** What editors call the kinds of values. */
const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
}

function kindOf(value: unknown): string {
  const kind = Array.isArray(value) ? 'array' : typeof value
  return kinds[kind] ?? kind
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined,
    root,
  )
}

function nameOf(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'this file'
  return typeof last === 'number' ? `number ${last + 1} of "${path.at(-2) ?? ''}"` : `"${last}"`
}

/** What to leave out: an unknown key alone, otherwise the item of a list, or the group of fields, around the mistake. */
function cuts(issue: z.core.$ZodIssue, root: unknown): Path[] {
  const path = steps(issue.path)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key])
  const item = path.findLastIndex((key) => typeof key === 'number')
  if (item !== -1) return [path.slice(0, item + 1)]
  return [valueAt(root, path) === undefined ? path.slice(0, -1) : path]
}

function steps(path: readonly PropertyKey[]): (string | number)[] {
  return path.map((key) => (typeof key === 'symbol' ? String(key) : key))
}

function without(value: unknown, cut: readonly Path[], places: Places): unknown {
  if (cut.length === 0 || typeof value !== 'object' || value === null) return value
  const goes = (key: string | number) => cut.some((path) => path.length === 1 && path[0] === key)
  const inside = (key: string | number) => cut.filter((path) => path[0] === key).map((path) => path.slice(1))
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    const kept = [...items.keys()].filter((n) => !goes(n))
    const made = kept.map((n) => without(items[n], inside(n), places))
    places.set(made, { list: items, kept })
    return made
  }
  const made = Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !goes(key))
      .map(([key, part]: [string, unknown]) => [key, without(part, inside(key), places)]),
  )
  places.set(made, { merged: [value] })
  return made
}
