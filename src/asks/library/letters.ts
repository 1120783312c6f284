import { fold } from '../../core/hearing/text.ts'

/** Letters in a run. Four tell words apart and still survive a slip elsewhere in the word. */
const run = 4

/**
 * The runs of letters of a text, across its words, each as a number: what is left of a word when a thumb slipped, when its
 * ending differs, or when two words were written as one. Different runs may rarely share a number; that costs little.
 */
export function runsOf(text: string): number[] {
  const line = ` ${fold(text)} `
  return Array.from({ length: Math.max(0, line.length - run + 1) }, (_, start) => numberOf(line, start))
}

function numberOf(line: string, start: number): number {
  let number = 0
  for (let n = start; n < start + run; n++) number = (Math.imul(number, 0x3d4d51cb) + line.charCodeAt(n)) | 0
  return number
}
