import type { Api } from 'grammy'
import { troubleOf } from './trouble.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

/** Nobody is talked to in a group, where everybody reads along: once a day it is said where to write instead. */
export function groups(options: {
  api: Api
  /** Whether this name is met for the first time within so many milliseconds. */
  once: (name: string, ms: number) => Promise<boolean>
  inPrivate: (language: string | null, link: string) => string
}) {
  const { api, once, inPrivate } = options
  let link: string | null = null
  const isNew = (chat: number) => once(`telegram group ${chat}`, DAY_MS)

  async function say(chat: number, language: string | null): Promise<void> {
    link ??= `https://t.me/${(await api.getMe()).username}`
    try {
      await api.sendMessage(chat, inPrivate(language, link), { link_preview_options: { is_disabled: true } })
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble.kind !== 'moved') throw error
      if (await isNew(trouble.to)) await say(trouble.to, language)
    }
  }

  return {
    /** Resolves to what is to be said, if anything; that may fail. */
    async heard(chat: number, language: string | null): Promise<(() => Promise<void>) | null> {
      return (await isNew(chat)) ? () => say(chat, language) : null
    },

    /** A group that became a supergroup has another number, and has been told. */
    async moved(from: number, to: number): Promise<void> {
      if (!(await isNew(from))) await isNew(to)
    },
  }
}
