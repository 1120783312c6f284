// @ts-check
/*
 * The choices of a message. Once retired they are plain text, and stay readable.
 */
import { make, words } from './page.js'
import { newId } from './queue.js'
import { namesOf, severalBoxes } from './several.js'

/** @import { Choice, Question } from './messages.js' */
/** @import { Post } from './queue.js' */

/**
 * The choices of one message, and what can be done with them.
 * @typedef {object} Offer
 * @property {string | undefined} question
 * @property {(text: string) => string[] | null} chosenBy the labels that a message of the person picks, as this page words it
 * @property {(chosen?: string[]) => void} retire
 * @property {() => void} reopen
 */

/** The choices that can still be picked. @type {Offer | null} */
let offered = null
/** The choices that came last, also when one was picked. @type {Offer | null} */
let latest = null
/** @type {(post: Post) => void} */
let picked = () => {}

/** Who is told of what a person picks. @param {(post: Post) => void} call */
export function whenPicked(call) {
  picked = call
}

/**
 * Puts the choices of a message under it: buttons, or boxes to tick where several may be picked.
 * @param {HTMLElement} item
 * @param {Choice[]} choices
 * @param {{ question?: Question, card?: string }} under what they are choices of
 */
export function offer(item, choices, { question, card }) {
  const labels = choices.map(({ label }) => label)
  const group = make('div', 'choices')
  const fill = question?.several ? boxes : buttons
  /** @type {Offer} */
  const me = {
    question: question?.id,
    chosenBy: (text) => (question?.several ? namesOf(text, labels) : labels.includes(text) ? [text] : null),
    reopen: () => {
      offered = me
      group.className = 'choices'
      fill()
    },
    retire: (chosen = []) => {
      if (offered === me) offered = null
      // What was read aloud once is not read again for having become text.
      group.setAttribute('aria-live', 'off')
      group.removeAttribute('role')
      group.removeAttribute('aria-label')
      group.className = 'choices past'
      group.replaceChildren(...labels.map((label, n) => pastLine(label, n, chosen.includes(label))))
    },
  }
  if (!question?.several) group.addEventListener('keydown', walkButtons)
  latest = me
  me.reopen()
  item.append(group)

  function buttons() {
    group.setAttribute('role', 'group')
    group.setAttribute('aria-label', words.choices ?? '')
    group.replaceChildren(
      ...choices.map(({ value, label }, n) =>
        button(label, n, () => {
          me.retire([label])
          const choice = { value, ...(question && { question: question.id }), ...(card && { card }) }
          picked({ id: newId(), choice, label })
        }),
      ),
    )
  }

  function boxes() {
    const done = (/** @type {string} */ text) => {
      me.retire(namesOf(text, labels) ?? [])
      picked({ id: newId(), text })
    }
    group.replaceChildren(severalBoxes(labels, done))
  }
}

/** What the person said may be one of the choices, picked on another page or before this one was opened. @param {string} text */
export function retirePicked(text) {
  const chosen = offered?.chosenBy(text)
  if (chosen) offered?.retire(chosen)
}

/** Choices go once others come, or another question. @param {{ choices: boolean, question: Question | undefined }} coming */
export function retireOld({ choices, question }) {
  if (offered && (choices || (question && question.id !== offered.question))) offered.retire()
}

/** The choices that came last can be picked again, unless others can. */
export function reopenLast() {
  if (!offered) latest?.reopen()
}

/** @param {string} label @param {number} n @param {() => void} tapped */
function button(label, n, tapped) {
  const one = make('button')
  one.type = 'button'
  one.append(make('span', '', `${n + 1}.`), ' ', make('span', '', label))
  one.addEventListener('click', tapped)
  return one
}

/** @param {string} label @param {number} n @param {boolean} isChosen */
function pastLine(label, n, isChosen) {
  const line = make('div', isChosen ? 'chosen' : '', `${n + 1}. ${label}`)
  if (isChosen) line.append(make('span', 'spoken', ` (${words.chosen})`))
  return line
}

/** The arrow keys go from button to button, and round. @param {KeyboardEvent} event */
function walkButtons(event) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
  const { currentTarget: group } = event
  if (!step || !(group instanceof HTMLElement) || !(document.activeElement instanceof HTMLButtonElement)) return
  const buttons = [...group.querySelectorAll('button')]
  const next = buttons.indexOf(document.activeElement) + step
  buttons[(next + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
}
