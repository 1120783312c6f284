import type { Content, Language } from '../core/content.ts'
import { smallTalkNames } from '../core/voice.ts'
import { fold } from '../core/hearing/text.ts'

/** Words around a set phrase that leave it small talk: "muchas gracias veci, muy amable". */
const around = 3

/**
 * The reply to words that ask for nothing an article could hold ("¿cómo está?", "who made you"), in the person's language;
 * null for anything else. People say these in any language.
 */
export function smallTalk(text: string, language: Language, { voices }: Content): string | null {
  const folded = fold(text)
  const said = ` ${folded} `
  const length = folded.split(' ').length
  const name = smallTalkNames.find((one) =>
    Object.values(voices).some(({ hear }) =>
      hear.small_talk[one].some((way) => {
        const words = fold(way)
        return said.includes(` ${words} `) && length <= words.split(' ').length + around
      }),
    ),
  )
  return name === undefined ? null : (voices[language]?.say[`small_talk.${name}`] ?? null)
}
