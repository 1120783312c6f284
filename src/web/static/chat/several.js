// @ts-check
/*
 * Several answers to one question. They go as a person would type them: "1, 3".
 */
import { make, words } from './page.js'

/**
 * Boxes to tick and a button, which can be pressed once one is ticked.
 * @param {string[]} labels
 * @param {(text: string) => void} done told the numbers
 */
export function severalBoxes(labels, done) {
  const set = make('fieldset', 'several')
  const button = make('button', '', words.severalDone)
  button.type = 'button'
  button.disabled = true
  const boxes = labels.map(() => make('input'))
  const numbers = () => boxes.flatMap(({ checked }, n) => (checked ? [n + 1] : []))
  const lines = boxes.map((box, n) => {
    box.type = 'checkbox'
    // A browser that comes back to the page ticks by itself what was ticked, and tells nobody.
    box.autocomplete = 'off'
    const line = make('label')
    line.append(box, make('span', '', `${n + 1}.`), ' ', make('span', '', labels[n]))
    return line
  })
  set.addEventListener('change', () => (button.disabled = numbers().length === 0))
  button.addEventListener('click', () => done(numbers().join(', ')))
  set.append(make('legend', 'spoken', words.choices), ...lines, button)
  return set
}

/** The labels a text like "1, 3" picks; null where it is anything else. @param {string} text @param {string[]} labels */
export function namesOf(text, labels) {
  if (!/^\d+(, ?\d+)*$/.test(text)) return null
  const names = text.split(',').flatMap((number) => labels[Number(number) - 1] ?? [])
  return names.length === text.split(',').length ? names : null
}
