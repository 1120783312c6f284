import type { Problem } from '../finding.ts'
import { placeholders } from '../texts.ts'
import type { Sheet } from './format.ts'
import type { Known } from './known.ts'

/** What has to add up over the whole questionnaire: weights, bands, the flow, paths and routes. */
export function* ruleProblems(sheet: Sheet, known: Known, questionnaires: ReadonlySet<string>): Generator<Problem> {
  yield* weightProblems(sheet)
  yield* bandProblems(sheet)
  yield* routeProblems(sheet, known)
  yield* offerProblems(sheet, questionnaires)
  for (const [part, n] of sheet.flow.map((part, n) => [part, n] as const)) {
    if (sheet.flow.indexOf(part) !== n)
      yield { at: ['flow', n], problem: `${part} comes twice`, mend: 'name every part once' }
  }
  for (const part of ['triage', 'profile', 'questions', 'result'] as const) {
    if (!sheet.flow.includes(part))
      yield { at: ['flow'], problem: `the flow never comes to ${part}`, mend: `add ${part}` }
  }
  if (!sheet.actions.some(({ id }) => id === sheet.scoring.first_step)) {
    yield {
      at: ['scoring', 'first_step'],
      problem: `the first step ${sheet.scoring.first_step} is no action here`,
      mend: 'name an action every country has',
    }
  }
  const places = { confirm: sheet.words.confirm, range_sentence: sheet.no_score.range_sentence }
  for (const [at, text, wanted] of [
    [['words', 'confirm'], places.confirm, '{office}'],
    [['no_score', 'range_sentence'], places.range_sentence, '{high} {low}'],
  ] as const) {
    const first = Object.values(text)[0] ?? ''
    if (placeholders(first) !== wanted)
      yield { at, problem: `this text has to hold ${wanted}`, mend: 'put it where the value belongs' }
  }
}

function* weightProblems({ dimensions, questions }: Sheet): Generator<Problem> {
  const sum = dimensions.reduce((total, { weight }) => total + weight, 0)
  if (sum !== 100)
    yield {
      at: ['dimensions'],
      problem: `the weights of the dimensions add up to ${sum}`,
      mend: 'make them add up to 100',
    }
  for (const [n, { id }] of dimensions.entries()) {
    if (dimensions.findIndex((one) => one.id === id) !== n) {
      yield {
        at: ['dimensions', n, 'id'],
        problem: `there are two dimensions ${id}`,
        mend: 'give this one an id of its own',
      }
    }
    if (!questions.some(({ dimension }) => dimension === id)) {
      yield {
        at: ['dimensions', n],
        problem: `no question belongs to ${id}`,
        mend: 'add one, or take the dimension out',
      }
    }
  }
}

function* bandProblems({ bands }: Sheet): Generator<Problem> {
  let next = 0
  for (const [n, { id, from, to }] of bands.entries()) {
    if (from !== next || to < from) {
      yield {
        at: ['bands', n, 'from'],
        problem: `the band ${id} goes from ${from} to ${to}, and ${next} comes next`,
        mend: 'leave no gap and no overlap between bands',
      }
    }
    next = to + 1
  }
  if (next !== 101)
    yield { at: ['bands'], problem: `the bands end at ${next - 1}`, mend: 'let the last one end at 100' }
}

function* routeProblems({ routing, lines, triage, dimensions }: Sheet, known: Known): Generator<Problem> {
  for (const part of ['line', 'also'] as const) {
    for (const [n, { line }] of routing[part].entries()) {
      if (!known.lines.has(line)) {
        yield {
          at: ['routing', part, n, 'line'],
          problem: `a route leads to the line ${line}, which does not exist`,
          mend: 'use an id of "lines"',
        }
      }
    }
  }
  if (routing.line.findIndex(({ when }) => when === undefined) !== routing.line.length - 1) {
    yield {
      at: ['routing', 'line'],
      problem: 'not every result finds a line',
      mend: 'let the last route, and only that one, have no "when"',
    }
  }
  if (triage.paths.findIndex(({ when }) => when === undefined) !== triage.paths.length - 1) {
    yield {
      at: ['triage', 'paths'],
      problem: 'not everyone finds a path',
      mend: 'let the last path, and only that one, have no "when"',
    }
  }
  for (const [n, { id, begin }] of triage.paths.entries()) {
    if (!dimensions.some((one) => one.id === begin)) {
      yield {
        at: ['triage', 'paths', n, 'begin'],
        problem: `${id} begins with the dimension ${begin}, which does not exist`,
        mend: 'use an id of "dimensions"',
      }
    }
  }
  for (const [n, { id }] of lines.entries()) {
    if (![...routing.line, ...routing.also].some(({ line }) => line === id)) {
      yield {
        at: ['lines', n],
        problem: `no result leads to the line ${id}`,
        mend: 'add a route to it, or take it out',
      }
    }
  }
}

/** What is offered beside this questionnaire may still be written: a notice, and it is not offered until then. */
function* offerProblems({ triage, actions }: Sheet, questionnaires: ReadonlySet<string>): Generator<Problem> {
  const offers = [
    ...triage.paths.map(({ id, offer }, n) => ({ id, offer, at: ['triage', 'paths', n, 'offer'] })),
    ...actions.map(({ id, offer }, n) => ({ id, offer, at: ['actions', n, 'offer'] })),
  ]
  for (const { id, offer, at } of offers) {
    if (offer === undefined || questionnaires.has(offer)) continue
    yield {
      at,
      problem: `${id} offers the questionnaire ${offer}, which is not written yet`,
      mend: `write knowledge/questionnaires/${offer}/`,
      severity: 'notice',
    }
  }
}
