import type { Agent } from 'node:https'
import type { Channel } from '../channel.ts'
import type { Leases } from './line/keeper.ts'
import { line, type LineTimes } from './line/line.ts'
import { noticeIn } from './line/notice.ts'
import { keepKeysQuiet } from './line/quiet.ts'
import { LONGEST } from './talk/send.ts'
import { retryCounts, sentIn, type Papers } from './line/sent.ts'
import type { Guards } from './line/socket.ts'
import type { LineState } from './line/state.ts'
import { talk, type TalkOptions, type TalkTimes } from './talk/talk.ts'
import type { Vaults } from './line/vault.ts'
import { presentVersion } from './line/present-version.ts'
import type { Version } from './line/version.ts'

export interface WhatsAppChannel extends Channel {
  /** How the line stands, for whoever looks after the house. */
  readonly state: () => LineState
}

export interface WhatsAppOptions extends Omit<TalkOptions, 'line' | 'sent' | 'fileHost' | 'times'> {
  /** Another server than WhatsApp's own; null for that one. */
  readonly url: string | null
  /** The version to claim to be; null: the one Baileys knows. */
  readonly version: Version | null
  readonly leases: Leases
  readonly vaults: Vaults
  readonly papers: Papers
  /** Asked once, when WhatsApp finds the version too old (405). Unless given, WhatsApp's own page is. */
  readonly presentVersion?: () => Promise<Version | null>
  /** Both on, but in tests that show what they are for. */
  readonly guards?: Partial<Guards>
  /** The way by which files go up, where it is not the usual one. */
  readonly agent?: Agent
  /** From 0 to 1. */
  readonly chance: () => number
  readonly times?: Partial<LineTimes & TalkTimes>
}

/**
 * The next process has the line within 35 seconds of a kill. A phone that is linked is noticed in three. A server is asked
 * for a sign of life as often as its own page does.
 */
export const usualTimes: LineTimes = {
  ...{ leaseMs: 30_000, lookMs: 3_000, backoffMs: [1_000, 60_000], steadyMs: 60_000, againMs: 60_000 },
  ...{ pingMs: 30_000, watchdogMs: 60_000, goodbyeMs: 2_000 },
}

/** People on WhatsApp, by way of a phone this program is linked to. `start` returns at once; what goes wrong is reported. */
export function whatsappChannel(options: WhatsAppOptions): WhatsAppChannel {
  keepKeysQuiet()
  const { url, papers, guards, agent = null } = options
  const times = { ...usualTimes, ...options.times }
  const sent = sentIn(papers)
  const said = talk({
    ...options,
    ...{ line: () => standing.current(), sent, fileHost: url === null ? null : new URL(url).hostname, times },
  })
  const standing = line({
    ...{ ...options, agent, sent, retries: retryCounts(papers), times },
    guards: { repository: true, journal: true, ...guards },
    // A server of one's own is not asked about by asking WhatsApp.
    presentVersion: options.presentVersion ?? (url === null ? presentVersion : () => Promise.resolve(null)),
    notice: noticeIn(papers, times.leaseMs),
    attach({ ev }) {
      ev.on('messages.update', (updates) => {
        said.updated(updates).catch((error: unknown) => {
          options.note({ error: String(error) }, 'What became of a message could not be noted.')
        })
      })
    },
    take: (message) => said.hear(message),
  })
  return {
    name: 'whatsapp',
    can: { choices: 0, textLength: LONGEST, media: true, typing: true },
    isOpen: () => standing.current() !== null,
    state: () => standing.state(),
    start(receive) {
      said.listen(receive)
      standing.start()
      return Promise.resolve()
    },
    send: (to, message) => said.send(to, message),
    fetch: (media) => said.fetch(media),
    async stop() {
      await standing.stop()
      await said.stop()
    },
  }
}
