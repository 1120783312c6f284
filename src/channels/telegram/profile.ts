import type { Api } from 'grammy'
import type { LanguageCode } from 'grammy/types'

/** What Telegram shows around a conversation, to people whose app is in one language; null is for all others. */
export interface Profile {
  readonly language: string | null
  /** In an empty chat, before a person begins: at most 512 characters. */
  readonly description: string
  /** On the bot's page and where its link is shared: at most 120 characters. */
  readonly shortDescription: string
  readonly commands: readonly { readonly command: string; readonly description: string }[]
}

/** Brings the bot's texts up to date. What already is as it should be is left alone: Telegram counts each change. */
export async function showProfiles(api: Api, profiles: readonly Profile[]): Promise<void> {
  for (const profile of profiles) await showProfile(api, profile)
}

async function showProfile(api: Api, { language, description, shortDescription, commands }: Profile): Promise<void> {
  const whose = language !== null && isLanguageCode(language) ? { language_code: language } : {}
  if ((await api.getMyDescription(whose)).description !== description) {
    await api.setMyDescription(description, whose)
  }
  if ((await api.getMyShortDescription(whose)).short_description !== shortDescription) {
    await api.setMyShortDescription(shortDescription, whose)
  }
  const shown = (await api.getMyCommands(whose)).map(({ command, description: words }) => `${command} ${words}`)
  if (shown.join('\n') !== commands.map(({ command, description: words }) => `${command} ${words}`).join('\n')) {
    await api.setMyCommands(commands, whose)
  }
}

function isLanguageCode(code: string): code is LanguageCode {
  return /^[a-z]{2}$/.test(code)
}
