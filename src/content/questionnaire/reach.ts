import type { Condition, RouteCondition } from '../../core/content.ts'
import type { SheetQuestion } from './format.ts'

/** One demand on one question: that its answer is among these options, or that it is not. */
interface Demand {
  readonly question: string
  readonly options: readonly string[]
  readonly holds: boolean
}

type Find = (question: string) => SheetQuestion | undefined

/** Whether some answers make the condition true. Scores are taken to be able to have any value. */
export function canHold(when: Condition | RouteCondition, find: Find): boolean {
  return ways(when, true).some((demands) => possible(demands, find))
}

/** Every set of demands that would make the condition true (or false). */
function ways(when: Condition | RouteCondition, wanted: boolean): Demand[][] {
  if ('not' in when) return ways(when.not, !wanted)
  if ('question' in when) return [[{ question: when.question, options: when.in, holds: wanted }]]
  if ('score' in when) return [[]]
  const parts = ('all' in when ? when.all : when.any).map((one) => ways(one, wanted))
  const together = 'all' in when === wanted
  return together
    ? parts.reduce<Demand[][]>((made, part) => made.flatMap((a) => part.map((b) => [...a, ...b])), [[]])
    : parts.flat()
}

function possible(demands: readonly Demand[], find: Find): boolean {
  const asked = new Set(demands.filter(({ holds }) => holds).map(({ question }) => question))
  return [...asked].every((id) => {
    const question = find(id)
    if (question === undefined) return false
    const barred = demands.filter((one) => one.question === id && !one.holds).flatMap(({ options }) => options)
    const free = [...question.options.map((option) => option.id), 'rather_not'].filter(
      (option) => !barred.includes(option),
    )
    const wanted = demands.filter((one) => one.question === id && one.holds)
    const answerable =
      question.kind === 'choices'
        ? wanted.every(({ options }) => options.some((option) => free.includes(option)))
        : free.some((option) => wanted.every(({ options }) => options.includes(option)))
    // An answer to a question that is not asked does not exist, so its own condition has to be possible with these demands.
    const asking =
      question.when === undefined ||
      ways(question.when, true).some((more) => consistent([...demands, ...more], find, id))
    return answerable && asking
  })
}

/** As `possible`, with the demands of `asked` itself settled. */
function consistent(demands: readonly Demand[], find: Find, asked: string): boolean {
  return possible(
    demands.filter(({ question }) => question !== asked),
    find,
  )
}
