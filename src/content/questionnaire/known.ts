import { isFields } from './overlay.ts'

/** Every name a questionnaire gives, in all its countries: what a reference may lead to. */
export interface Known {
  readonly dimensions: ReadonlySet<string>
  readonly actions: ReadonlySet<string>
  readonly lines: ReadonlySet<string>
  readonly offices: ReadonlySet<string>
  /** The options of each question. */
  readonly questions: ReadonlyMap<string, ReadonlySet<string>>
}

/** Reads the names before anything is checked, so that a broken item is not also reported as missing. */
export function known(merged: unknown): Known {
  const parts = ['triage', 'profile', 'sustainability'].map((part) => at(at(merged, part), 'questions'))
  const lists = at(at(merged, 'sensitive'), 'lists')
  const own = isFields(lists) ? Object.values(lists) : []
  return {
    dimensions: ids(at(merged, 'dimensions')),
    actions: ids(at(merged, 'actions')),
    lines: ids(at(merged, 'lines')),
    offices: new Set(Object.keys(at(merged, 'offices') ?? {})),
    questions: new Map(
      [at(merged, 'questions'), ...parts, ...own].flatMap((list) =>
        items(list).map((question) => [String(at(question, 'id')), ids(at(question, 'options'))]),
      ),
    ),
  }
}

function at(value: unknown, key: string): unknown {
  return isFields(value) ? value[key] : undefined
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function ids(value: unknown): ReadonlySet<string> {
  return new Set(items(value).map((item) => String(at(item, 'id'))))
}
