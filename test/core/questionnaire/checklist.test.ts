import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { ChecklistQuestionnaire, Item } from '../../../src/core/checklist.ts'
import { inOrder, listItems } from '../../../src/core/questionnaire/checklist.ts'
import { holds } from '../../../src/core/questionnaire/conditions.ts'
import type { Answers } from '../../../src/core/state.ts'
import { content } from '../../content.ts'
import { anyAnswers, chosen } from './firms.ts'

const worked = z
  .object({
    examples: z.array(
      z.object({
        id: z.string(),
        country: z.string(),
        answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).transform(chosen),
        expect: z.record(z.enum(['asked', 'cautions', 'checklist', 'offices']), z.array(z.string())),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('customs-route.examples.json', import.meta.url), 'utf8'))).examples

describe('the worked examples of the customs route', () => {
  test.each(worked)('$id is asked and told exactly this', ({ country, answers, expect: expected }) => {
    const q = route(country)
    const { cautions, stages } = listItems(q, answers)
    const toDo = stages.flatMap(({ items }) => items)
    expect({
      asked: q.questions.filter(({ when }) => holds(when, answers)).map(idOf),
      cautions: cautions.map(idOf),
      checklist: toDo.map(idOf),
      offices: [...new Set(toDo.map(({ office }) => office))],
    }).toEqual(expected)
  })

  test('there are six of them', () => {
    expect(worked).toHaveLength(6)
  })
})

describe('a checklist', () => {
  test.each(['co', 'in'])('of any shipment from %s holds every line that fits, once, cautions first', (country) => {
    const q = route(country)
    fc.assert(
      fc.property(anyAnswers(q), (answers) => {
        const items = inOrder(listItems(q, answers))
        const kinds = items.map(({ kind }) => kind === 'caution')
        expect(items.map(idOf).toSorted()).toEqual(fitting(q, answers).map(idOf).toSorted())
        expect(kinds).toEqual(kinds.toSorted((a, b) => Number(b) - Number(a)))
      }),
    )
  })

  test.each(['co', 'in'])('of anything sent or sold from %s has something to do', (country) => {
    const q = route(country)
    const things = q.byId.thing?.options ?? []
    for (const { id } of things) {
      expect(inOrder(listItems(q, chosen({ thing: id, purpose: 'unknown' }))).length, id).toBeGreaterThan(3)
    }
  })
})

function route(country: string): ChecklistQuestionnaire {
  const found = content.questionnaires['customs-route']?.[country]
  if (found?.ends !== 'checklist') throw new Error(`no customs route for ${country}`)
  return found
}

function fitting(q: ChecklistQuestionnaire, answers: Answers): Item[] {
  return q.items.filter(({ when }) => holds(when, answers))
}

function idOf({ id }: { id: string }): string {
  return id
}
