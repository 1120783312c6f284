import { describe } from 'vitest'
import { testMistakes } from '../broken.ts'

const questions = 'knowledge/questionnaires/export-readiness/questions.yaml'
const actions = 'knowledge/questionnaires/export-readiness/actions.yaml'
const routing = 'knowledge/questionnaires/export-readiness/routing.yaml'
const triage = 'knowledge/questionnaires/export-readiness/triage.yaml'
const profile = 'knowledge/questionnaires/export-readiness/profile.yaml'
const dimensions = 'knowledge/questionnaires/export-readiness/dimensions.yaml'
const head = 'knowledge/questionnaires/export-readiness/questionnaire.yaml'
const scoring = 'knowledge/questionnaires/export-readiness/scoring.yaml'
const sustainability = 'knowledge/questionnaires/export-readiness/sustainability.yaml'
const sensitive = 'knowledge/questionnaires/export-readiness/sensitive.yaml'

describe('texts of a questionnaire', () => {
  testMistakes([
    {
      title: 'a missing translation',
      file: questions,
      from: '      hi: "क्या आपके सामान या सेवा की बिक्री अपने देश में लगातार होती है?"\n',
      to: '',
      on: 'ask:',
      problem: '"ask" of bm_home_sales has no text in hi',
      mend: 'add "hi:" with the same meaning',
    },
    {
      title: 'a missing translation of an option label',
      file: profile,
      from: 'en: "A family", ',
      to: '',
      on: 'id: family, label',
      problem: '"label" of family has no text in en',
      mend: 'add "en:" with the same meaning',
    },
    {
      title: 'a missing translation in what is only for one country',
      file: questions,
      from: '          en: "Does your RUT already show you as an exporter? The RUT is your registration with DIAN, the tax and customs office."\n',
      to: '',
      on: 'ask:\n          es: "¿En su RUT ya aparece',
      problem: '"ask" of cu_registration has no text in en',
      mend: 'add "en:" with the same meaning',
    },
    {
      title: 'a question that is too long',
      file: questions,
      from: 'Does your product or service already sell often in your own country?',
      to: 'x'.repeat(161),
      on: 'xxxxx',
      problem: '"ask" of bm_home_sales has 161 characters in en, 160 fit',
      mend: 'shorten it by 1',
    },
    {
      title: 'a label that is too long, counted in characters as people see them',
      file: questions,
      from: 'hi: "हाँ, लगभग हर महीने"',
      to: `hi: "${'माँ'.repeat(41)}"`,
      on: 'माँमाँमाँ',
      problem: '"label" of monthly has 41 characters in hi, 40 fit',
      mend: 'shorten it by 1',
    },
    {
      title: 'an empty text',
      file: triage,
      from: '"First, three questions to know where to start."',
      to: '" "',
      on: 'en: " "',
      problem: '"intro" of export-readiness is empty in en',
      mend: 'write the text',
    },
    {
      title: 'a place to fill that one language lacks',
      file: routing,
      from: 'between {low} and {high}',
      to: 'between {low} and the top',
      on: 'and the top',
      problem:
        '"range_sentence" of export-readiness has other places to fill in en ({low}) than in the first language ({high} {low})',
      mend: 'use the same {places} in every language',
    },
  ])
})

describe('questions and options', () => {
  testMistakes([
    {
      title: 'an option without a score on a scored question',
      file: questions,
      from: '{ id: monthly, score: 3, ',
      to: '{ id: monthly, ',
      on: 'id: monthly',
      problem: 'option monthly of bm_home_sales has no score',
      mend: 'add "score: 0" to 3, or "unknown", "not_applicable" or "rather_not: true"',
    },
    {
      title: 'a score that is out of range',
      file: questions,
      from: '{ id: season, score: 2, ',
      to: '{ id: season, score: 4, ',
      on: 'id: season',
      problem: 'option season of bm_home_sales scores 4',
      mend: 'use a whole number from 0 to 3',
    },
    {
      title: 'a scored question without "I don\'t know"',
      file: questions,
      from: '{ id: not_yet, score: 0, label: { es: "Por ahora no", en: "Not for now", hi: "फ़िलहाल नहीं" } }\n      - { id: unknown, unknown: true,',
      to: '{ id: not_yet, score: 0, label: { es: "Por ahora no", en: "Not for now", hi: "फ़िलहाल नहीं" } }\n      - { id: unknown, score: 0,',
      on: 'id: bm_capacity',
      problem: 'bm_capacity is scored and has no "I don\'t know"',
      mend: 'add an option with "unknown: true"',
    },
    {
      title: 'a score on a question that is not scored',
      file: sustainability,
      from: '{ id: equally, label',
      to: '{ id: equally, score: 3, label',
      on: 'id: equally',
      problem: 'option equally of su_women has a score, and su_women is not scored',
      mend: 'take the score out',
    },
    {
      title: 'two questions with one id',
      file: profile,
      from: '    - id: english\n',
      to: '    - id: destination\n',
      on: 'id: destination\n      kind: choice\n      ask:\n        es: "¿Alguien',
      problem: 'there are two questions destination',
      mend: 'give this one an id of its own',
    },
    {
      title: 'two options with one id',
      file: triage,
      from: '{ id: services, label',
      to: '{ id: both, label',
      on: 'es: "Productos y servicios"',
      problem: 'offer has two options both',
      mend: 'give this one an id of its own',
    },
    {
      title: 'an action that a question names and that does not exist',
      file: questions,
      from: 'gap_actions: [steady_home_sales]',
      to: 'gap_actions: [steady_home_sales, dance]',
      on: 'steady_home_sales, dance',
      problem: 'bm_home_sales names the action dance, which does not exist',
      mend: 'use an id of "actions"',
    },
    {
      title: 'a dimension that does not exist',
      file: questions,
      from: '  - id: bm_market\n    dimension: business_model',
      to: '  - id: bm_market\n    dimension: bussiness_model',
      on: 'bussiness_model',
      problem: 'bm_market names the dimension bussiness_model, which does not exist',
      mend: 'use an id of "dimensions"',
    },
    {
      title: 'a number without limits',
      file: sustainability,
      from: '      max: 100000\n',
      to: '',
      on: 'id: su_families',
      problem: 'su_families is a number without limits',
      mend: 'add "min:" and a greater "max:"',
    },
  ])
})

describe('conditions', () => {
  testMistakes([
    {
      title: 'a question that no condition may name, as it does not exist',
      file: questions,
      from: 'when: { not: { question: offer, in: [services] } }',
      to: 'when: { not: { question: ofer, in: [services] } }',
      on: 'question: ofer,',
      problem: 'lp_packing looks at the question ofer, which does not exist',
      mend: 'use the id of a question',
    },
    {
      title: 'an option that no condition may name, as it does not exist',
      file: triage,
      from: 'when: { question: today, in: [order] }',
      to: 'when: { question: today, in: [orders] }',
      on: 'in: [orders]',
      problem: 'order_in_hand looks for the answer orders, which today does not have',
      mend: 'use the id of one of its options',
    },
    {
      title: 'a scored question that looks at another dimension',
      file: questions,
      from: '  - id: cu_code\n    dimension: customs\n    kind: choice\n    when: { not: { question: offer, in: [services] } }',
      to: '  - id: cu_code\n    dimension: customs\n    kind: choice\n    when: { question: bm_market, in: [comparing] }',
      on: 'when: { question: bm_market',
      problem:
        'cu_code looks at bm_market: a scored question looks at triage, profile or earlier questions of its dimension only',
      mend: 'look at a question that is asked before',
    },
    {
      title: 'a question that looks at a later one',
      file: profile,
      from: 'when: { not: { question: offer, in: [services] } }',
      to: 'when: { question: place, in: [rather_not] }',
      on: 'when: { question: place',
      problem: 'family looks at place: it is asked later',
      mend: 'look at a question that is asked before',
    },
    {
      title: 'a question that no answers lead to',
      file: questions,
      from: '  - id: cu_permits\n    dimension: customs\n    kind: choice\n    when: { not: { question: offer, in: [services] } }',
      to: '  - id: cu_permits\n    dimension: customs\n    kind: choice\n    when: { all: [{ question: offer, in: [goods] }, { not: { question: offer, in: [goods, both] } }] }',
      on: 'in: [goods, both]',
      problem: 'cu_permits is never reached: no answers make its "when" true',
      mend: 'mend the condition, or take the item out for this country',
    },
    {
      title: 'a route that reads sensitive answers where they must not decide',
      file: routing,
      from: 'when: { score: overall, at_least: 45 }',
      to: 'when: { question: women_led_co, in: [women_led] }',
      on: 'when: { question: women_led_co',
      problem: 'the route to excellence looks at women_led_co: sensitive answers may only add a line, under "also"',
      mend: 'look at a question that is asked before',
    },
    {
      title: 'the score of a dimension that does not exist',
      file: routing,
      from: '{ score: customs, below: 40 }',
      to: '{ score: custom, below: 40 }',
      on: 'score: custom,',
      problem: 'the route to mentoring looks at the score of custom, which does not exist',
      mend: 'use "overall" or an id of "dimensions"',
    },
    {
      title: 'a condition outside the closed vocabulary',
      file: actions,
      from: 'when: { not: { question: ch_online, in: [can_see, can_order] } }',
      to: 'when: { not: { question: ch_online, is: [can_see] } }',
      on: 'when: { not: { question: ch_online, is',
      problem: '"when" is no condition: write { question, in }, { all }, { any } or { not }',
      mend: 'write it the way its neighbours are written',
    },
  ])
})

describe('actions', () => {
  testMistakes([
    {
      title: 'an office that does not exist',
      file: actions,
      from: 'where: [own_team, district_desk]',
      to: 'where: [own_team, district_disk]',
      on: 'district_disk',
      problem: 'steady_home_sales names the office district_disk, which does not exist',
      mend: 'use a name of "offices"',
    },
    {
      title: 'an office of another country',
      file: actions,
      from: '      co:\n        where: [own_team]',
      to: '      co:\n        where: [own_team, dgft]',
      on: '[own_team, dgft]',
      problem: 'steady_home_sales sends people of co to dgft, an office of another country',
      mend: 'use an office of co',
    },
    {
      title: 'an action that comes after one that does not exist',
      file: actions,
      from: 'after: [name_a_lead]',
      to: 'after: [name_a_leader]',
      on: 'name_a_leader',
      problem: 'take_a_course comes after the action name_a_leader, which does not exist',
      mend: 'use an id of "actions"',
    },
    {
      title: 'actions that go round in a circle',
      file: actions,
      from: '  - id: cost_sheet\n',
      to: '  - id: cost_sheet\n    after: [export_price]\n',
      on: 'after: [export_price]',
      problem: 'cost_sheet comes after itself',
      mend: 'break the circle of "after"',
    },
    {
      title: 'an action that nothing suggests',
      file: questions,
      from: 'gap_actions: [steady_home_sales]',
      to: 'gap_actions: [measure_capacity]',
      found: actions,
      on: 'id: steady_home_sales',
      problem: 'the action steady_home_sales is never suggested',
      mend: 'name it in "gap_actions" of a question, or take it out',
    },
    {
      title: 'an article of another country',
      file: actions,
      from: 'article: co/est',
      to: 'article: in/hs',
      on: 'article: in/hs',
      problem: 'steady_home_sales leads to in/hs, an article of another country',
      mend: 'name one that begins with co/',
    },
    {
      title: 'an article that is not written yet, as a notice',
      file: actions,
      from: 'article: in/iec',
      to: 'article: in/ghost',
      on: 'in/ghost',
      problem: 'the article in/ghost is not written yet (export_registration lead to it)',
      mend: 'write knowledge/articles/in/ghost.<language>.md',
      severity: 'notice' as const,
    },
  ])
})

describe('what has to add up', () => {
  testMistakes([
    {
      title: 'weights that do not make 100',
      file: dimensions,
      from: 'weight: 16',
      to: 'weight: 17',
      on: 'dimensions:',
      problem: 'the weights of the dimensions add up to 101',
      mend: 'make them add up to 100',
    },
    {
      title: 'a gap between bands',
      file: routing,
      from: 'from: 35',
      to: 'from: 36',
      on: 'from: 36',
      problem: 'the band getting_ready goes from 36 to 59, and 35 comes next',
      mend: 'leave no gap and no overlap between bands',
    },
    {
      title: 'results that find no line',
      file: routing,
      from: '    - line: mentoring\n  also:',
      to: '    - line: mentoring\n      when: { score: overall, below: 45 }\n  also:',
      on: '  line:',
      problem: 'not every result finds a line',
      mend: 'let the last route, and only that one, have no "when"',
    },
    {
      title: 'a path that begins nowhere',
      file: triage,
      from: 'begin: channels',
      to: 'begin: chanels',
      on: 'begin: chanels',
      problem: 'growing begins with the dimension chanels, which does not exist',
      mend: 'use an id of "dimensions"',
    },
    {
      title: 'a first step that is no action',
      file: scoring,
      from: 'first_step: visit_a_desk',
      to: 'first_step: visit_the_desk',
      on: 'first_step',
      problem: 'the first step visit_the_desk is no action here',
      mend: 'name an action every country has',
    },
    {
      title: 'a flow that leaves a part out',
      file: head,
      from: 'flow: [triage, profile, questions, sustainability, result, sensitive]',
      to: 'flow: [triage, profile, questions, sustainability, sensitive]',
      on: 'flow:',
      problem: 'the flow never comes to result',
      mend: 'add result',
    },
    {
      title: 'a language the bot speaks and the questionnaire does not',
      file: head,
      from: 'languages: [es, en, hi]',
      to: 'languages: [es, en]',
      on: 'languages: [es',
      problem: 'the questionnaire is not written in hi',
      mend: 'translate every text, then add hi here',
    },
    {
      title: 'a country without a file',
      file: head,
      from: 'countries: [co, in]',
      to: 'countries: [co, in, pe]',
      on: 'countries: [co, in, pe]',
      problem: 'there is no country file for pe',
      mend: 'write knowledge/countries/pe.yaml',
    },
    {
      title: 'an overlay for a country the questionnaire is not for',
      file: sensitive,
      from: '      co:\n        facts: [HAB-02, HAB-05]',
      to: '      cl:\n        facts: [HAB-02, HAB-05]',
      on: '      cl:',
      problem: 'the questionnaire is not for the country cl',
      mend: 'use one of co, in, pe',
    },
  ])
})

describe('the format', () => {
  testMistakes([
    {
      title: 'a misspelt field, beside every other mistake of the file',
      file: questions,
      from: 'gap_actions: [steady_home_sales]',
      to: 'gap_action: [steady_home_sales]',
      on: 'gap_action:',
      problem: '"gap_action" is not known here',
      mend: 'correct its spelling, or take it out',
    },
    {
      title: 'a field that lacks',
      file: questions,
      from: '  - id: bm_capacity\n    dimension: business_model\n    kind: choice\n',
      to: '  - id: bm_capacity\n    dimension: business_model\n',
      on: 'id: bm_capacity',
      problem: '"kind" is missing',
      mend: 'add it here, as its neighbours have it',
    },
    {
      title: 'a word where a text in three languages belongs',
      file: actions,
      from: '    who:\n      es: "Usted y su equipo"\n      en: "You and your team"\n      hi: "आप और आपकी टीम"\n',
      to: '    who: you\n',
      on: 'who: you',
      problem: '"who" has to be a group of fields, and is a text',
      mend: 'write it the way its neighbours are written',
    },
    {
      title: 'a part that stands in two files',
      file: scoring,
      from: 'scoring:\n',
      to: 'minutes: 12\nscoring:\n',
      on: 'minutes: 12',
      problem: '"minutes" stands in knowledge/questionnaires/export-readiness/questionnaire.yaml as well',
      mend: 'keep one of the two',
    },
    {
      title: 'a mistake of reference far away from the one of form',
      file: routing,
      from: '    - line: excellence\n      when: { any:',
      to: '    - line: exellence\n      when: { any:',
      on: 'line: exellence',
      problem: 'a route leads to the line exellence, which does not exist',
      mend: 'use an id of "lines"',
    },
  ])
})
