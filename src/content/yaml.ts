import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Finding } from './finding.ts'
import type { Places, SourceFile } from './places.ts'

/** Named fields read from YAML, in plain objects and lists whose places are known; null when there is a finding. */
export interface Source {
  readonly value: unknown
  readonly findings: readonly Finding[]
}

/** Reads named fields written as YAML; `linesBefore` is where in its file the text begins (the head of an article). */
export function readYaml(file: string, text: string, places: Places, linesBefore = 0): Source {
  const lines = new LineCounter()
  const { contents, errors, warnings } = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const findings: Finding[] = [...errors, ...warnings].map((error) => ({
    severity: 'error',
    file,
    line: lines.linePos(error.pos[0]).line + linesBefore,
    problem: `this is not YAML: ${error.message}`,
    mend: 'compare the indentation, quotes and colons with the lines around it',
  }))
  if (findings.length === 0 && !isMap(contents)) {
    const problem = 'there are no fields here'
    findings.push({ severity: 'error', file, line: linesBefore + 1, problem, mend: 'write them as "name: value"' })
  }
  if (findings.length > 0) return { value: null, findings }
  return { value: plain(contents, { file, lines, linesBefore }, places), findings }
}

/** The plain value of a node. References to other parts of the file (`*name`) are not part of the format: null. */
function plain(node: unknown, source: SourceFile, places: Places): unknown {
  if (isScalar(node)) return node.value
  if (!isMap(node) && !isSeq(node)) return null
  const made = isSeq(node)
    ? node.items.map((item) => plain(item, source, places))
    : Object.fromEntries(
        node.items.map(({ key, value }) => [String(isScalar(key) ? key.value : key), plain(value, source, places)]),
      )
  places.set(made, { source, node })
  return made
}
