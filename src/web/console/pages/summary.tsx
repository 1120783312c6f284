import { summarise } from '../../../core/summary.ts'
import type { Desk } from '../desk.ts'
import type { Reading } from './conversation.tsx'

/** The conversation in some lines; each opens the message behind it. */
export function Summary({ desk, reading }: { desk: Desk; reading: Reading }) {
  const { say, content, language } = desk
  const { state, records, transcript } = reading
  const { answers, followUps } = records
  const lines = summarise({ state, answers, followUps, transcript, content, language })
  const topics = [...new Set(lines.map(({ topic }) => topic))]
  return (
    <section class="card summary" id="summary" data-part aria-labelledby="summary-title">
      <h2 id="summary-title">{say('console.summary', {})}</h2>
      <dl>
        {topics.map((topic) => (
          <div>
            <dt>{say(`summary.title.${topic}`, {})}</dt>
            {lines
              .filter((line) => line.topic === topic)
              .map(({ text, message }) => (
                <dd dir="auto">{message === null ? text : <a href={anchorOf(message)}>{text}</a>}</dd>
              ))}
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Where a message stands on the page. */
export function anchorOf(message: string): string {
  return `#${encodeURIComponent(`m-${message}`)}`
}
