import { inLanguage, type Draft } from '../../../core/draft.ts'
import { answerInWords } from '../../../core/saying/answer.ts'
import { profileOf } from '../../../core/summary/firm.ts'
import type { Desk } from '../desk.ts'
import type { Reading } from './conversation.tsx'
import { anchorOf } from './summary.tsx'

/** What the firm said of itself, question and answer. */
export function Profile({ desk, view, reading }: { desk: Desk; view: Draft; reading: Reading }) {
  const { say } = desk
  const { records, transcript, state } = reading
  const known = new Set(transcript.map(({ id }) => id))
  const toldOf = (question: string) =>
    records.answers.findLast((one) => one.question === question && one.firm === state.firm && known.has(one.event))
  const rows = profileOf(view)
  return (
    <section class="card" id="profile" data-part aria-labelledby="profile-title">
      <h2 id="profile-title">{say('console.profile.title', {})}</h2>
      {rows.length === 0 ? (
        <p class="aside">{say('console.profile.none', {})}</p>
      ) : (
        <table class="profile">
          <tbody>
            {rows.map(({ question, answer }) => {
              const told = toldOf(question.id)
              const words = answerInWords(view, question, answer)
              return (
                <tr>
                  <th scope="row">{inLanguage(view, question.ask)}</th>
                  <td dir="auto">
                    {told === undefined ? words : <a href={anchorOf(told.event)}>{words}</a>}
                    {told?.by === 'helper' && <span class="aside"> {say('console.profile.by_helper', {})}</span>}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
