import { change, inLanguage, phrase, tell, type Draft } from '../draft.ts'
import type { Heard } from '../hearing/ears.ts'
import type { Access } from '../state.ts'
import { rate } from './after-answer.ts'
import { callAdviser } from './adviser.ts'
import { asking, counted } from './form/question.ts'
import { currentAssessment, lastFinished } from './form/assessments.ts'
import type { Next } from './card.ts'
import { addFirm, toBeNamed } from './firms/adding.ts'
import { answerForAnother, ownerAnswers, wantAnotherFirm, wantFirm } from './firms/choosing.ts'
import { unlink, wantCode } from './linking.ts'
import { wantFirmRemoved } from './firms/removing.ts'
import { readiness } from './form/questionnaires.ts'
import { moreSteps, showResult } from './form/result.ts'
import { pause, wake } from './form/resume.ts'
import { questionBefore, questionNumbered } from './form/review.ts'
import { stopReminders } from './rights.ts'
import { startAssessment, wantQuestionnaire } from './form/starting.ts'

/** What a person may say at any time, in any language. */
export function obey(draft: Draft, heard: Heard): Next {
  change(draft, { missed: 0 })
  switch (heard.command) {
    case 'menu':
    case 'help':
      tell(draft, phrase(draft, 'help', {}))
      return toBeNamed(draft) === null ? { show: { kind: 'menu' } } : 'again'
    case 'start':
      return start(draft, heard.questionnaire)
    case 'back':
      return goBack(draft)
    case 'skip':
      return skip(draft)
    case 'pause':
      return rest(draft)
    case 'continue':
      return goOn(draft)
    case 'restart':
      return restart(draft)
    case 'repeat':
      return 'again'
    case 'why':
    case 'example':
      return explain(draft, heard.command)
    case 'change':
      return changeAnswer(draft, heard.number)
    case 'review':
    case 'correct':
      return { show: { kind: 'which_change' } }
    case 'result':
      return showResult(draft)
    case 'more_steps':
      return moreSteps(draft)
    case 'adviser':
      return callAdviser(draft)
    case 'useful':
    case 'not_useful':
      return rate(draft, heard.command === 'useful')
    case 'my_data':
      return { show: { kind: 'my_data' } }
    case 'delete':
      return { show: { kind: 'delete' } }
    case 'withdraw':
      return { show: { kind: 'withdraw' } }
    case 'stop':
      stopReminders(draft)
      return 'wait'
    case 'language':
      return speak(draft, heard.language)
    case 'plain':
      return remember(draft, { plain: true }, 'access.plain')
    case 'not_plain':
      return remember(draft, { plain: false }, 'access.off')
    case 'short':
      return remember(draft, { short: true }, 'access.short')
    case 'not_short':
      return remember(draft, { short: false }, 'access.off')
    case 'simple':
      return remember(draft, { simple: true }, 'access.simple')
    case 'audio':
      return remember(draft, { audio: true }, 'access.audio')
    case 'link':
      return wantCode(draft)
    case 'unlink':
      return unlink(draft)
    case 'firms':
      return wantFirm()
    case 'add_firm':
      return wantAnotherFirm(draft)
    case 'remove_firm':
      return wantFirmRemoved(draft)
    case 'helper':
      return answerForAnother(draft)
    case 'owner':
      return ownerAnswers(draft)
  }
}

/** Whoever is naming a firm starts with that one: without it another would be founded, and be taken for their own. */
function start(draft: Draft, questionnaire = readiness): Next {
  const open = toBeNamed(draft)
  return open === null ? wantQuestionnaire(draft, questionnaire) : { show: { ...open, then: { questionnaire } } }
}

function goBack(draft: Draft): Next {
  const { open } = draft.state
  const from = open?.kind === 'question' || open?.kind === 'confirm' ? open.question : null
  const before = questionBefore(draft, from)
  if (before !== null) return { show: { kind: 'question', question: before, changing: true } }
  tell(draft, phrase(draft, 'back.first', {}))
  return 'again'
}

function skip(draft: Draft): Next {
  const { open } = draft.state
  if (open?.kind === 'confirm') return { show: { kind: 'question', question: open.question, changing: open.changing } }
  if (open?.kind === 'firm_name') return addFirm(draft, open, null)
  const asked = open?.kind === 'question' ? asking(draft, open.question) : null
  if (open?.kind === 'question' && asked !== null) {
    return open.changing ? 'on' : counted(draft, asked.question, { skipped: true }, false)
  }
  tell(draft, phrase(draft, 'skip.nothing', {}))
  return 'again'
}

/** What is under way begins anew; where nothing is, what was finished may be. */
function restart(draft: Draft): Next {
  const current = currentAssessment(draft.state)
  if (current !== null) return startAssessment(draft, current.questionnaire)
  return wantQuestionnaire(draft, lastFinished(draft.state)?.questionnaire)
}

function rest(draft: Draft): Next {
  const assessment = currentAssessment(draft.state)
  if (assessment !== null) {
    pause(draft, assessment)
  } else {
    change(draft, { open: null })
    tell(draft, phrase(draft, 'fine', {}))
  }
  return 'wait'
}

function goOn(draft: Draft): Next {
  if (toBeNamed(draft) !== null) return 'again'
  if (currentAssessment(draft.state) === null) return { show: { kind: 'menu' } }
  wake(draft)
  return 'on'
}

function explain(draft: Draft, wanted: 'why' | 'example'): Next {
  const { open } = draft.state
  const asked = open?.kind === 'question' || open?.kind === 'confirm' ? asking(draft, open.question) : null
  if (asked === null) {
    tell(draft, phrase(draft, 'why.nothing', {}))
    return 'again'
  }
  const { why, example } = asked.question
  if (wanted === 'why') tell(draft, inLanguage(draft, why))
  else
    tell(
      draft,
      example === undefined
        ? phrase(draft, 'example.none', { why: inLanguage(draft, why) })
        : inLanguage(draft, example),
    )
  return 'again'
}

function changeAnswer(draft: Draft, number: number | undefined): Next {
  if (number === undefined) return { show: { kind: 'which_change' } }
  const found = questionNumbered(draft, number)
  if (found !== null) return { show: { kind: 'question', question: found, changing: true } }
  tell(draft, phrase(draft, 'change.no_such', { n: number }))
  return 'again'
}

function speak(draft: Draft, wanted: string | undefined): Next {
  if (wanted === undefined || draft.content.voices[wanted] === undefined) return { show: { kind: 'languages' } }
  change(draft, { language: wanted })
  tell(draft, phrase(draft, 'language.set', {}))
  return draft.state.open === null && currentAssessment(draft.state) === null ? { show: { kind: 'menu' } } : 'again'
}

function remember(
  draft: Draft,
  wish: Partial<Access>,
  said: 'access.plain' | 'access.short' | 'access.simple' | 'access.audio' | 'access.off',
): Next {
  change(draft, { access: { ...draft.state.access, ...wish } })
  tell(draft, phrase(draft, said, {}))
  return 'again'
}
