import { asker, type AskTools } from '../asks/run.ts'
import type { Log } from '../worker/loop.ts'
import { exportData } from './export-data.ts'
import type { House } from './open.ts'

/** Slow work, with what the house has for it; `more` where people are also listened to. */
export function askerOf(house: House, log: Log, more: Pick<AskTools, 'fetchMedia' | 'transcribe'> = {}) {
  const { content, model, meaning, store } = house
  return asker({
    content,
    model,
    meaning,
    exportOf: (whose, language) => exportData(house, whose, language),
    links: store.links,
    ...more,
    report: (facts, message) => log.warn(facts, message),
  })
}
