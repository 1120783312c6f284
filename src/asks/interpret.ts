import type { Content, Language } from '../core/content.ts'
import type { Hear } from '../core/voice.ts'
import { fold } from '../core/hearing/text.ts'
import type { Ask, AskResult } from '../core/outcome.ts'
import { stems } from './library/stems.ts'

type InterpretAsk = Extract<Ask, { kind: 'interpret' }>
type Interpreted = Extract<AskResult, { kind: 'interpreted' }>

/**
 * Which option free words mean, by the set answers heard in them ("todavía no, pero estamos en eso") and the words they
 * share with a label. `sure` only when one option is clearly ahead; a draw means none. Words of another language than the
 * person's are understood when their own says nothing.
 */
export function interpret(ask: InterpretAsk, content: Content): Interpreted {
  const others = content.languages.filter((language) => language !== ask.language)
  for (const language of [ask.language, ...others]) {
    const best = choose(ask, language, content)
    if (best !== null)
      return { kind: 'interpreted', ...best, isQuestion: !best.sure && startsLikeQuestion(ask, content) }
  }
  return { kind: 'interpreted', option: null, sure: false, isQuestion: soundsLikeQuestion(ask, content) }
}

type Cue = keyof Hear['answers']

/** What some words say: the set answers in them, the leading one first, and the words beside those. */
interface Heard {
  readonly cue: Cue | null
  readonly words: readonly string[]
}

const sameCue = 2
const sharedWord = 2.5
const clearlyAhead = 1

function choose(ask: InterpretAsk, language: Language, content: Content): { option: string; sure: boolean } | null {
  const said = hear(ask.text, language, content)
  const labels = ask.options.map(({ id, label }) => ({ id, ...hearOption(id, label, ask.language, content) }))
  const scored = labels
    .map(({ id, cue, words }) => {
      const agrees = cue !== null && said.cue !== null ? (alike(cue, said.cue) ? sameCue : -sameCue) : 0
      const shared = words.filter((word) => said.words.includes(word))
      const weight = shared.reduce(
        (sum, word) => sum + sharedWord / labels.filter((label) => label.words.includes(word)).length,
        0,
      )
      // A denial denies the words it goes with: "no hay pedidos" is not "Ya hay pedidos".
      const denied = said.cue !== null && said.cue !== 'yes' && agrees <= 0
      return { id, score: agrees + (denied ? weight / 2 : weight), agrees: agrees > 0, shared: shared.length }
    })
    .sort((a, b) => b.score - a.score)
  const [best, next] = scored
  if (best === undefined || best.score <= 0 || best.score === next?.score) return null
  const ahead = best.score - (next?.score ?? 0) >= clearlyAhead
  const elsewhere = scored.some(({ shared }) => shared > best.shared)
  const meant = best.agrees || best.shared * 2 >= said.words.length
  return { option: best.id, sure: ahead && meant && !elsewhere }
}

/** An option is what its id says, or its label; a not yet with more to say is work under way ("estoy comparando"). */
function hearOption(id: string, label: string, language: Language, content: Content): Heard {
  const { cue, words } = hear(label, language, content)
  const said = cue === 'not_yet' && words.length > 0 ? 'working' : cue
  return { cue: cues.find((named) => named === id) ?? said, words }
}

const cues = ['working', 'not_yet', 'unknown', 'rather_not', 'no', 'yes'] as const satisfies readonly Cue[]

/** A plain no to something that takes time is a not yet. */
function alike(a: Cue, b: Cue): boolean {
  const plain = (cue: Cue) => (cue === 'no' ? 'not_yet' : cue)
  return plain(a) === plain(b)
}

/**
 * Finds the set answers, longest first, so that "no sé" is not heard as "no". A single word is one only where the words
 * begin ("ya" in the middle says little). Work under way outdoes what stands first.
 */
function hear(text: string, language: Language, content: Content): Heard {
  const voice = content.voices[language]?.hear
  if (voice === undefined) return { cue: null, words: stems(text, language) }
  let rest = ` ${fold(text)} `
  const found: { cue: Cue; at: number }[] = []
  for (const { cue, words } of setAnswers(voice)) {
    const at = rest.indexOf(` ${words} `)
    if (at === -1 || (at > 0 && !words.includes(' '))) continue
    found.push({ cue, at })
    rest = rest.slice(0, at + 1) + '_'.repeat(words.length) + rest.slice(at + 1 + words.length)
  }
  found.sort((a, b) => a.at - b.at)
  const lead = found.find(({ cue }) => cue === 'working') ?? found[0]
  const small = new Set([...voice.fillers, ...voice.answers.yes, ...voice.answers.no].flatMap(oneWord(language)))
  const words = stems(rest.replaceAll('_', ' '), language).filter((word) => !small.has(word))
  return { cue: lead?.cue ?? null, words: [...new Set(words)] }
}

/** The stem of a phrase of one word; the words of a longer one mean something by themselves. */
function oneWord(language: Language): (words: string) => string[] {
  return (words) => (words.includes(' ') ? [] : stems(words, language))
}

function setAnswers(voice: Hear): { cue: Cue; words: string }[] {
  const all = cues.flatMap((cue) => voice.answers[cue].map((words) => ({ cue, words: fold(words) })))
  return all.filter(({ words }) => words !== '').sort((a, b) => b.words.length - a.words.length)
}

function startsLikeQuestion({ text, language }: InterpretAsk, content: Content): boolean {
  const start = `${fold(text)} `
  return /[?¿]/u.test(text) || questionWords(language, content).some((words) => start.startsWith(`${words} `))
}

/** Where nothing else was understood, a question word in the middle counts too: "iec kya hota hai". */
function soundsLikeQuestion({ text, language }: InterpretAsk, content: Content): boolean {
  return (
    /[?¿]/u.test(text) || questionWords(language, content).some((words) => ` ${fold(text)} `.includes(` ${words} `))
  )
}

function questionWords(language: Language, content: Content): string[] {
  return (content.voices[language]?.hear.questions ?? []).map(fold).filter((words) => words !== '')
}
