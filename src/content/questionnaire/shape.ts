import type { Action, CountryCode, Part, Question, Questionnaire } from '../../core/content.ts'
import type { Sheet, SheetAction, SheetQuestion } from './format.ts'

/** The plain questionnaire the core works with: names of its own, words filled in, what belongs elsewhere left out. */
export function shape(sheet: Sheet, country: CountryCode, questionnaires: ReadonlySet<string>): Questionnaire {
  const actions = new Set(sheet.actions.map(({ id }) => id))
  const ask = (part: Question['part']) => (asked: SheetQuestion) => question(asked, part, actions)
  const { consent, lists } = sheet.sensitive
  const triage = sheet.triage.questions.map(ask('triage'))
  const profile = sheet.profile.questions.map(ask('profile'))
  const questions = sheet.questions.map(ask('questions'))
  const sustainability = sheet.sustainability.questions.map(ask('sustainability'))
  const sensitive = (lists[country] ?? []).map(ask('sensitive'))
  return {
    id: sheet.id,
    version: sheet.version,
    country,
    minutes: sheet.minutes,
    title: sheet.title,
    intro: sheet.intro,
    disclaimer: sheet.disclaimer,
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
    offices: Object.fromEntries(
      Object.entries(sheet.offices).map(([id, { name, site }]) => [id, { name, ...(site !== undefined && { site }) }]),
    ),
    byId: Object.fromEntries(
      [...triage, ...profile, ...questions, ...sustainability, ...sensitive].map((one) => [one.id, one]),
    ),
  }
}

function question(asked: SheetQuestion, part: Exclude<Part, 'result'>, actions: ReadonlySet<string>): Question {
  const { id, kind, ask, why, example, when, dimension, min, max, sdg } = asked
  return {
    id,
    part,
    kind,
    ask,
    why,
    onlyWhenUnknown: asked.asked === 'when_unknown',
    optional: asked.optional ?? false,
    options: asked.options.map((option) => ({
      id: option.id,
      label: option.label,
      unknown: option.unknown ?? false,
      notApplicable: option.not_applicable ?? false,
      ratherNot: option.rather_not ?? false,
      ...(option.score !== undefined && { score: option.score }),
    })),
    readBack: asked.read_back ?? false,
    gapActions: (asked.gap_actions ?? []).filter((one) => actions.has(one)),
    facts: asked.facts,
    ...(dimension !== undefined && { dimension }),
    ...(example && { example }),
    ...(when && { when }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(sdg !== undefined && { sdg }),
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

function route({ line, when }: Sheet['routing']['line'][number]): Questionnaire['routing']['line'][number] {
  return { line, ...(when && { when }) }
}
