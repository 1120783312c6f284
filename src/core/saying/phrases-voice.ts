/** What is said of voice notes, by key, with the values each phrase takes. */
export const voicePhrases = {
  'voice.heard': ['text'],
  'voice.listening': [],
  'voice.unclear': [],
  'voice.left_to_team': [],
  'voice.not_kept': [],
  'voice.private': [],
} as const satisfies Readonly<Record<string, readonly string[]>>
