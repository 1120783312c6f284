import type { ChecklistQuestionnaire, Item, Stage } from '../checklist.ts'
import type { Answers } from '../state.ts'
import { holds } from './conditions.ts'

/** The lines that fit these answers: the cautions, then what to do, stage by stage, in the order of doing. */
export interface ListedItems {
  readonly cautions: readonly Item[]
  /** Stages without lines are left out. */
  readonly stages: readonly { readonly stage: Stage; readonly items: readonly Item[] }[]
}

export function listItems(q: ChecklistQuestionnaire, answers: Answers): ListedItems {
  const fitting = q.items.filter((item) => holds(item.when, answers))
  const toDo = fitting.filter(({ kind }) => kind !== 'caution')
  return {
    cautions: fitting.filter(({ kind }) => kind === 'caution'),
    stages: q.stages
      .map((stage) => ({ stage, items: toDo.filter((item) => item.stage === stage.id) }))
      .filter(({ items }) => items.length > 0),
  }
}

/** All lines in the order they are told, which is that of their numbers. */
export function inOrder({ cautions, stages }: ListedItems): Item[] {
  return [...cautions, ...stages.flatMap(({ items }) => items)]
}
