/** placeholder until the turn names its phrases */
export type PhraseKey = string
