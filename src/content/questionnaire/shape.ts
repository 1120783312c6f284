import type { Action, CountryCode, Question, ScoredQuestionnaire } from '../../core/content.ts'
import type { Sheet, SheetAction, SheetQuestion } from './format.ts'
import { shapeHead, shapeQuestion } from './shape-parts.ts'

/** The plain questionnaire the core works with: names of its own, words filled in, what belongs elsewhere left out. */
export function shape(sheet: Sheet, country: CountryCode, questionnaires: ReadonlySet<string>): ScoredQuestionnaire {
  const actions = new Set(sheet.actions.map(({ id }) => id))
  const ask = (part: Question['part']) => (asked: SheetQuestion) => shapeQuestion(asked, part, actions)
  const { consent, lists } = sheet.sensitive
  const triage = sheet.triage.questions.map(ask('triage'))
  const profile = sheet.profile.questions.map(ask('profile'))
  const questions = sheet.questions.map(ask('questions'))
  const sustainability = sheet.sustainability.questions.map(ask('sustainability'))
  const sensitive = (lists[country] ?? []).map(ask('sensitive'))
  return {
    ...shapeHead(sheet, country),
    ends: 'score',
    flow: sheet.flow,
    words: sheet.words,
    scoring: {
      lowest: sheet.scoring.option_scores.lowest,
      highest: sheet.scoring.option_scores.highest,
      knownShareNeeded: sheet.scoring.known_share_needed,
      overallWeightNeeded: sheet.scoring.overall_weight_needed,
      unknownGap: sheet.scoring.unknown_gap,
      stepsShown: sheet.scoring.steps_shown,
      movedShown: sheet.scoring.moved_shown,
      firstStep: sheet.scoring.first_step,
      weakBelow: sheet.scoring.feedback_limits.weak_below,
      strongLowFrom: sheet.scoring.feedback_limits.strong_low_from,
    },
    dimensions: sheet.dimensions,
    triage: {
      intro: sheet.triage.intro,
      questions: triage,
      paths: sheet.triage.paths.map(({ id, when, begin, offer, say }) => ({
        id,
        begin,
        say,
        ...(when && { when }),
        ...(offer !== undefined && questionnaires.has(offer) && { offer }),
      })),
    },
    profile: { questions: profile },
    questions,
    sustainability: { intro: sheet.sustainability.intro, questions: sustainability },
    sensitive: {
      consent: { ...ask('sensitive')({ ...consent, why: consent.text }), text: consent.text },
      questions: sensitive,
    },
    actions: sheet.actions.map((one) => action(one, sheet.words, actions)),
    lines: sheet.lines,
    routing: { line: sheet.routing.line.map(route), also: sheet.routing.also.map(route) },
    bands: sheet.bands,
    noScore: { sentence: sheet.no_score.sentence, rangeSentence: sheet.no_score.range_sentence },
    byId: Object.fromEntries(
      [...triage, ...profile, ...questions, ...sustainability, ...sensitive].map((one) => [one.id, one]),
    ),
  }
}

function action(one: SheetAction, words: Sheet['words'], actions: ReadonlySet<string>): Action {
  const { id, dimension, effort, line, when, title, what, who, where, confirm, facts, article } = one
  return {
    id,
    dimension,
    effort,
    line,
    after: one.after.filter((before) => actions.has(before)),
    title,
    what,
    who,
    where,
    cost: typeof one.cost === 'string' ? words[one.cost] : one.cost,
    time: typeof one.time === 'string' ? words.ask_time : one.time,
    facts,
    article,
    ...(when && { when }),
    ...(confirm !== undefined && { confirm }),
  }
}

function route({ line, when }: Sheet['routing']['line'][number]): ScoredQuestionnaire['routing']['line'][number] {
  return { line, ...(when && { when }) }
}
