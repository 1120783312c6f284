import { change, phrase, tell } from '../draft.ts'
import { consult } from './asking.ts'
import type { Card } from './card.ts'

/** "I have a question": whatever comes next is looked up. */
export const askMe: Card<'ask_me'> = {
  choices: () => [],
  show: (draft) => ({ text: phrase(draft, 'ask_me', {}) }),
  chosen: () => 'on',
  words(draft, _open, text) {
    change(draft, { open: null })
    return consult(draft, text)
  },
}

/** Every language the bot speaks, each by its own name. */
export const languages: Card<'languages'> = {
  choices: (draft) =>
    Object.values(draft.content.voices).map(({ language, name }) => ({ value: language, label: name })),
  show: (draft) => ({ text: phrase(draft, 'language.which', {}) }),
  chosen(draft, _open, value) {
    change(draft, { language: value, open: null })
    tell(draft, phrase(draft, 'language.set', {}))
    return 'on'
  },
}
