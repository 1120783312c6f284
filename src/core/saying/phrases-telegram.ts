/** What Telegram shows around a conversation, by key, with the values each takes. Telegram's own limits are in the files. */
export const telegramPhrases = {
  'telegram.description': [],
  'telegram.short_description': [],
  'telegram.in_private': ['link'],
  'telegram.command.menu': [],
  'telegram.command.continue': [],
  'telegram.command.review': [],
  'telegram.command.result': [],
  'telegram.command.adviser': [],
  'telegram.command.language': [],
  'telegram.command.my_data': [],
  'telegram.command.delete': [],
  'telegram.command.stop': [],
} as const satisfies Readonly<Record<string, readonly string[]>>
