import type { ChecklistQuestionnaire, KnownFrom } from './checklist.ts'
import type { Ears } from './hearing/ears.ts'
import type { Voice } from './voice.ts'

/** A language by its two-letter code: `es`, `en`, `hi`. A new one is a phrases file plus texts, so this is open. */
export type Language = string

/** A country by its two-letter code: `co`, `in`. A new one is a country file, so this is open. */
export type CountryCode = string

/** One text in every language it exists in. */
export type Text = Readonly<Record<Language, string>>

/** Everything people of the programme wrote: read once at boot, checked as a whole, frozen, handed to every turn. */
export interface Content {
  readonly languages: readonly Language[]
  /** The country assumed while a person's own is not known. */
  readonly homeCountry: CountryCode
  readonly voices: Readonly<Record<Language, Voice>>
  /** What the voices listen for, indexed for one look-up a message. */
  readonly ears: Ears
  readonly countries: Readonly<Record<CountryCode, Country>>
  /** By id, then by country: overlays are applied and what belongs elsewhere is left out. */
  readonly questionnaires: Readonly<Record<string, Readonly<Record<CountryCode, Questionnaire>>>>
  readonly articles: readonly Article[]
  readonly glossary: readonly Term[]
}

/** `knowledge/countries/<country>.yaml`. */
export interface Country {
  readonly id: CountryCode
  readonly name: Text
  /** International prefix without the plus: `57`. */
  readonly dialCode: string
  /** IANA name: `America/Bogota`. */
  readonly timeZone: string
  readonly language: Language
  /** The languages its articles are written in. */
  readonly languages: readonly Language[]
  readonly adviser: {
    readonly name: Text
    readonly phone?: string
    readonly email?: string
    readonly site?: string
    /** Opening hours in words, and for the clock: ISO weekdays (1 = Monday) and local `HH:MM`. */
    readonly hours: Text
    readonly open: { readonly days: readonly number[]; readonly from: string; readonly to: string }
  }
  /** Dates without office, `YYYY-MM-DD`. */
  readonly holidays: readonly string[]
  /** No unprompted message starts inside these local hours. */
  readonly quiet: { readonly from: string; readonly to: string }
  readonly consent: {
    /** Changes with the text; stored with each consent. */
    readonly version: string
    /** Who is responsible for the data. */
    readonly controller: Text
    readonly purposes: { readonly answers: Text; readonly reminders: Text }
    readonly rights: Text
    /** The longer text behind "read more". */
    readonly more: Text
  }
}

/** One questionnaire as one country sees it; `ends` tells what it comes to (format: see `knowledge/questionnaires`). */
export type Questionnaire = ScoredQuestionnaire | ChecklistQuestionnaire

/** What every questionnaire has. */
export interface AnyQuestionnaire {
  readonly id: string
  readonly version: number
  readonly country: CountryCode
  readonly minutes: number
  /** A short name, as the person would say it: "my customs route". */
  readonly name: Text
  readonly title: Text
  readonly intro: Text
  readonly disclaimer: Text
  /** The numbered questions, in file order. */
  readonly questions: readonly Question[]
  readonly offices: Readonly<Record<string, Office>>
  /** Every question of every part by its id. */
  readonly byId: Readonly<Record<string, Question>>
}

/** A questionnaire that ends in a score, a programme line and next steps. */
export interface ScoredQuestionnaire extends AnyQuestionnaire {
  readonly ends: 'score'
  /** The order of the parts. */
  readonly flow: readonly Part[]
  readonly words: Readonly<Record<'ask' | 'ask_time' | 'free' | 'own_time' | 'confirm', Text>>
  readonly scoring: ScoringRules
  readonly dimensions: readonly Dimension[]
  readonly triage: { readonly intro: Text; readonly questions: readonly Question[]; readonly paths: readonly Path[] }
  readonly profile: { readonly questions: readonly Question[] }
  readonly sustainability: { readonly intro: Text; readonly questions: readonly Question[] }
  readonly sensitive: { readonly consent: Question & { readonly text: Text }; readonly questions: readonly Question[] }
  readonly actions: readonly Action[]
  readonly lines: readonly Line[]
  readonly routing: { readonly line: readonly Route[]; readonly also: readonly Route[] }
  readonly bands: readonly Band[]
  readonly noScore: { readonly sentence: Text; readonly rangeSentence: Text }
}

export type Part = 'triage' | 'profile' | 'questions' | 'sustainability' | 'result' | 'sensitive'

export interface Question {
  readonly id: string
  readonly part: Exclude<Part, 'result'>
  /** Of a scored question. */
  readonly dimension?: string
  readonly kind: 'choice' | 'choices' | 'number' | 'text'
  readonly ask: Text
  readonly why: Text
  readonly example?: Text
  /** A condition; absent means always. */
  readonly when?: Condition
  /** Asked only when the country is not known from elsewhere. */
  readonly onlyWhenUnknown: boolean
  readonly optional: boolean
  /** Not asked where another questionnaire was told as much. */
  readonly known?: KnownFrom
  /** Empty for text. */
  readonly options: readonly Option[]
  readonly min?: number
  readonly max?: number
  readonly readBack: boolean
  readonly sdg?: number
  /** Actions that close a gap here. */
  readonly gapActions: readonly string[]
  readonly facts: readonly string[]
}

export interface Option {
  readonly id: string
  readonly label: Text
  /** 0 to 3 on scored questions. */
  readonly score?: number
  readonly unknown: boolean
  readonly notApplicable: boolean
  readonly ratherNot: boolean
}

export type Condition =
  | { readonly question: string; readonly in: readonly string[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

/** A condition of routing, which may also read rounded scores. */
export type RouteCondition =
  | { readonly question: string; readonly in: readonly string[] }
  | { readonly score: string; readonly at_least: number }
  | { readonly score: string; readonly below: number }
  | { readonly all: readonly RouteCondition[] }
  | { readonly any: readonly RouteCondition[] }
  | { readonly not: RouteCondition }

export interface ScoringRules {
  readonly lowest: number
  readonly highest: number
  readonly knownShareNeeded: number
  readonly overallWeightNeeded: number
  readonly unknownGap: number
  readonly stepsShown: number
  readonly movedShown: number
  readonly firstStep: string
  readonly weakBelow: number
  readonly strongLowFrom: number
}

export interface Dimension {
  readonly id: string
  readonly weight: number
  readonly title: Text
  readonly about: Text
  readonly feedback: Readonly<Record<'weak' | 'middle' | 'strong' | 'no_score', Text>>
}

/** Where to start: the first whose condition holds. */
export interface Path {
  readonly id: string
  readonly when?: Condition
  readonly begin: string
  /** Another questionnaire to offer beside this one. */
  readonly offer?: string
  readonly say: Text
}

export interface Action {
  readonly id: string
  readonly dimension: string
  readonly effort: number
  readonly line: string
  readonly when?: Condition
  readonly after: readonly string[]
  readonly title: Text
  readonly what: Text
  readonly who: Text
  /** Ids of offices. */
  readonly where: readonly string[]
  /** Ready to show: the words of the questionnaire are filled in. */
  readonly cost: Text
  readonly time: Text
  /** The office to confirm with. */
  readonly confirm?: string
  readonly facts: readonly string[]
  /** `co/rut`. */
  readonly article: string
}

export interface Line {
  readonly id: string
  readonly name: Text
  readonly what: Text
  readonly because: Text
}

export interface Route {
  readonly line: string
  readonly when?: RouteCondition
}

export interface Band {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly name: Text
  readonly sentence: Text
  readonly offers: Text
}

export interface Office {
  readonly name: Text
  readonly site?: string
}

/** One article in one language: `knowledge/articles/<country>/<topic>.<lang>.md`. */
export interface Article {
  /** `co/rut`. */
  readonly id: string
  readonly country: CountryCode
  readonly language: Language
  readonly title: string
  readonly topic: string
  /** `YYYY-MM-DD`. */
  readonly reviewed: string
  readonly reviewBy: string
  readonly sections: readonly Section[]
}

export interface Section {
  /** `code-22`; with the article: `co/rut#code-22`. */
  readonly id: string
  /** A question a person would ask. */
  readonly heading: string
  readonly asked: readonly string[]
  readonly facts: readonly string[]
  readonly sources: readonly Source[]
  /** Who confirms it before anyone acts on it; said with the answer where the facts do not carry it alone. */
  readonly confirm: readonly Source[]
  /** What people ask next: ids of sections, `co/ife#renew`. */
  readonly then: readonly string[]
  /** What the answer depends on: asked back where a question does not say it. */
  readonly needs: readonly Missing[]
  /** What is asked for here must be declined; the body says why, kindly, and what is legal. */
  readonly declines: boolean
  readonly body: string
  /** Changes with the heading and the body: 8 hex digits. */
  readonly version: string
}

/** What an answer may depend on. */
export type Missing = 'product' | 'destination' | 'amount'

/** One thing and all that people call it. */
export interface Term {
  readonly id: string
  /** The countries it exists in; none means all. */
  readonly countries: readonly CountryCode[]
  readonly words: Readonly<Record<Language, readonly string[]>>
}

export interface Source {
  readonly title: string
  readonly url: string
  /** `YYYY-MM-DD`. */
  readonly checked: string
}
