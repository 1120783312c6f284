import { firmInTalk } from '../../../core/conversation/firms/names.ts'
import type { Draft } from '../../../core/draft.ts'
import { inLanguage, country } from '../../../core/draft.ts'
import type { ConversationId } from '../../../core/event.ts'
import { isEphemeral, type State } from '../../../core/state.ts'
import { profileInWords } from '../../../core/summary/firm.ts'
import { standingOf } from '../../../core/summary/standing.ts'
import { viewFor } from '../../../core/summary/view.ts'
import type { Records, TranscriptEntry } from '../../../store/store.ts'
import { ago, home, nameOf, pathOf, type Desk } from '../desk.ts'
import { page } from '../layout.tsx'
import { Answering, type Trouble } from './answering.tsx'
import { Firms } from './firms.tsx'
import { FollowUps } from './follow-ups.tsx'
import { Marks } from './marks.tsx'
import { Profile } from './profile.tsx'
import { Checklist } from './checklist.tsx'
import { Result } from './result.tsx'
import { Summary } from './summary.tsx'
import { Transcript } from './transcript.tsx'

/** All that one page shows, read once. */
export interface Reading {
  readonly conversation: ConversationId
  readonly state: State
  readonly records: Records
  readonly transcript: readonly TranscriptEntry[]
}

/** How the page was come to. */
export interface Visit {
  /** Names what is done from this page, so that done twice it counts once. */
  readonly once: string
  /** The id of a reply that was just sent. */
  readonly sent: string | null
  /** A reply that was refused. */
  readonly trouble: Trouble | null
}

/** One conversation: the summary and what it rests on, the words that were said, and a box to answer. */
export function conversationPage(desk: Desk, reading: Reading, visit: Visit) {
  const { say, content, language } = desk
  const { conversation, state, records, transcript } = reading
  const view = viewFor(state, content, language)
  const { result, list } = standingOf(view)
  const name = firmInTalk(view) || profileInWords(view, 'firm_name')
  const path = pathOf(conversation)
  const isOnItsWay =
    visit.sent !== null && !isEphemeral(state) && !transcript.some(({ id }) => id === `${visit.sent ?? ''}/0`)
  return page(
    desk,
    { title: name === '' ? say('console.no_name', {}) : name, signedIn: true, stream: `${path}/stream` },
    <>
      <header class="head" id="head" data-part>
        <p class="way">
          <a href={home}>{say('console.back', {})}</a>
        </p>
        <h1>{name === '' ? say('console.no_name', {}) : <bdi>{name}</bdi>}</h1>
        <p class="aside facts">
          <Facts desk={desk} state={state} view={view} />
          <Marks desk={desk} state={state} />
        </p>
        <Firms desk={desk} view={view} path={path} />
      </header>
      <div class="sides">
        <Summary desk={desk} reading={reading} />
        <section class="card talk" aria-labelledby="transcript-title">
          <h2 id="transcript-title">{say('console.transcript.title', {})}</h2>
          <Transcript desk={desk} view={view} person={state.language} path={path} entries={transcript} />
          <Answering desk={desk} state={state} path={path} visit={visit} isOnItsWay={isOnItsWay} />
        </section>
        <div class="details">
          <FollowUps desk={desk} view={view} followUps={records.followUps} path={path} once={visit.once} />
          <Result desk={desk} view={view} result={result} />
          <Checklist desk={desk} view={view} list={list} />
          <Profile desk={desk} view={view} reading={reading} />
        </div>
      </div>
    </>,
  )
}

function Facts({ desk, state, view }: { desk: Desk; state: State; view: Draft }) {
  const { say } = desk
  const { language, heardAt } = state
  return (
    <>
      {language !== null && <span>{say('console.speaks', { language: nameOf(desk, language) })}</span>}
      <span>{heardAt === 0 ? say('console.never_wrote', {}) : say('console.wrote', { when: ago(desk, heardAt) })}</span>
      <span>{say('console.times', { place: inLanguage(view, country(view).name) })}</span>
    </>
  )
}
