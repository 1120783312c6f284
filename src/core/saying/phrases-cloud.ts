/** What WhatsApp shows around the bot's words. */
export const cloudPhrases = {
  'cloud.open_list': [],
} as const
