import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export type ScriptName = keyof typeof scripts

/** A Lua script and the name the server knows it by. */
export interface Script {
  readonly source: string
  readonly sha: string
}

/** Each state change is one script. Those that put events into an inbox share `inbox.lua`. */
export const scripts = {
  append: script('append', 'inbox'),
  claim: script('claim'),
  commit: script('commit', 'inbox'),
  fail: script('fail', 'inbox'),
  replay: script('replay', 'inbox'),
  claimAsks: script('claim-asks'),
  finishAsk: script('finish-ask', 'inbox'),
  claimSends: script('claim-sends'),
  finishSend: script('finish-send', 'inbox'),
  firstSeen: script('first-seen'),
  forgetNames: script('forget-names'),
  failLate: script('fail-late', 'inbox'),
  putLetter: script('put-letter'),
  reserve: script('reserve'),
  tick: script('tick', 'inbox'),
  makeLink: script('make-link'),
  redeem: script('redeem'),
  release: script('release'),
  takeLease: script('take-lease'),
  keepLease: script('keep-lease'),
  raise: script('raise'),
  pace: script('pace'),
  writeVaults: script('write-vaults'),
  emptyVaults: script('empty-vaults'),
  hurrySend: script('hurry-send', 'inbox'),
} as const

/** The shared part goes below the first line, which must be the `#!`. */
function script(name: string, shared?: string): Script {
  const [shebang, body] = split(read(name))
  const source = shared === undefined ? `${shebang}\n${body}` : `${shebang}\n${read(shared)}${body}`
  return { source, sha: createHash('sha1').update(source).digest('hex') }
}

function read(name: string): string {
  return readFileSync(new URL(`./scripts/${name}.lua`, import.meta.url), 'utf8')
}

function split(text: string): [string, string] {
  const end = text.indexOf('\n')
  return [text.slice(0, end), text.slice(end + 1)]
}
