import { z } from 'zod'
import type { ContentFile } from './files.ts'
import type { Finding } from './finding.ts'
import { fit } from './fit.ts'
import { locate, type Places } from './places.ts'
import { placeholders } from './texts.ts'
import { readYaml } from './yaml.ts'

/** What a model is told for one task: `prompts/model/<task>.md`. */
export interface Prompt {
  /** With the places its task fills. */
  readonly text: string
  /** 0 to 2; 0 says the same thing each time. */
  readonly temperature: number
  /** Most the model may write. */
  readonly answerTokens: number
  /** Most that is handed over beside the text, in UTF-16 units. */
  readonly dataCharacters: number
}

/** One for each task of the model. */
export type Prompts = Readonly<Record<Task, Prompt>>

export type Task = keyof typeof tasks

/** Reads the prompts; null unless there is a sound one for every task. */
export function readPrompts(files: readonly ContentFile[], places: Places) {
  const findings: Finding[] = files.filter(({ file }) => !known(file)).map(unknownTask)
  const read = (task: Task): Prompt | null => {
    const file = fileOf(task)
    const found = files.find((one) => one.file === file)
    const { prompt, findings: wrong } = found === undefined ? missing(file) : readPrompt(task, found, places)
    findings.push(...wrong)
    return prompt
  }
  const [ground, choose] = [read('ground'), read('choose')]
  const prompts: Prompts | null = ground === null || choose === null ? null : { ground, choose }
  return { prompts, findings }
}

/** Every task, with the places that its prompt leaves to be filled. */
const tasks = {
  /** Wording an answer from passages. */
  ground: ['language', 'mark'],
  /** Reading free words as one of some options. */
  choose: ['language', 'mark'],
} as const

const front = z.strictObject({
  temperature: z.number().min(0, 'is at least 0').max(2, 'is at most 2'),
  answer_tokens: z.int('is a whole number').min(1, 'is at least 1').max(8000, 'is at most 8000'),
  data_characters: z.int('is a whole number').min(200, 'is at least 200').max(100_000, 'is at most 100000'),
})

interface Read {
  readonly prompt: Prompt | null
  readonly findings: readonly Finding[]
}

function readPrompt(task: Task, { file, text }: ContentFile, places: Places): Read {
  const lines = text.split('\n')
  const end = lines.indexOf('---', 1)
  if (lines[0] !== '---' || end === -1) {
    return refuse(file, 1, 'the prompt has no head', 'begin with the fields between two lines of ---')
  }
  const source = readYaml(file, lines.slice(1, end).join('\n'), places, 1)
  if (source.findings.length > 0) return { prompt: null, findings: source.findings }
  const { value, problems } = fit(front, source.value, places)
  const body = lines
    .slice(end + 1)
    .join('\n')
    .trim()
  const findings = [...locate(source.value, problems, places), ...bodyFindings(task, file, end + 2, body)]
  if (value === null || findings.length > 0) return { prompt: null, findings }
  const { temperature, answer_tokens: answerTokens, data_characters: dataCharacters } = value
  return { prompt: { text: body, temperature, answerTokens, dataCharacters }, findings }
}

function bodyFindings(task: Task, file: string, line: number, body: string): Finding[] {
  const wanted = tasks[task].map((place) => `{${place}}`).join(' ')
  const here = placeholders(body)
  if (here === wanted) return []
  const [problem, mend] =
    body === ''
      ? ['the prompt says nothing', `write it, with ${wanted}`]
      : [`the prompt has ${here || 'no place to fill'}, and takes ${wanted}`, 'use exactly these places']
  return [{ severity: 'error', file, line, problem, mend }]
}

function missing(file: string): Read {
  return refuse(file, 1, 'this prompt is missing', 'write this file after the pattern of another prompt')
}

function unknownTask({ file }: ContentFile): Finding {
  const mend = `call it ${Object.keys(tasks).join(', ')}, or take it out`
  return { severity: 'error', file, line: 1, problem: 'the model has no such task', mend }
}

function refuse(file: string, line: number, problem: string, mend: string): Read {
  return { prompt: null, findings: [{ severity: 'error', file, line, problem, mend }] }
}

function known(file: string): boolean {
  return Object.keys(tasks).some((task) => file === fileOf(task))
}

function fileOf(task: string): string {
  return `prompts/model/${task}.md`
}
