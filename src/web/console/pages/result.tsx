import { inLanguage, phrase, type Draft } from '../../../core/draft.ts'
import type { AssessedDimension } from '../../../core/questionnaire/assess.ts'
import { scoreInWords, type Judged } from '../../../core/summary/standing.ts'
import { momentInWords } from '../../../core/summary/view.ts'
import type { Desk } from '../desk.ts'

/** The last result, topic by topic: a bar, the number, and what the unknown answers leave possible. */
export function Result({ desk, view, result }: { desk: Desk; view: Draft; result: Judged | null }) {
  const { say } = desk
  return (
    <section class="card" id="result" data-part aria-labelledby="result-title">
      <h2 id="result-title">{say('console.result.title', {})}</h2>
      {result === null ? (
        <p class="aside">{say('console.result.none', {})}</p>
      ) : (
        <>
          <p class="score">{scoreInWords(view, result)}</p>
          <p>{phrase(view, 'summary.line', { name: inLanguage(view, result.assessed.line.name) })}</p>
          {result.assessed.also.slice(0, 1).map((line) => (
            <p>{say('console.result.also', { name: inLanguage(view, line.name) })}</p>
          ))}
          <table class="result">
            <thead>
              <tr>
                <th scope="col">{say('console.result.topic', {})}</th>
                <th scope="col">{say('console.result.score', {})}</th>
                <th scope="col">{say('console.result.range', {})}</th>
              </tr>
            </thead>
            <tbody>
              {result.assessed.dimensions.map((dimension) => (
                <Topic desk={desk} view={view} topic={dimension} />
              ))}
            </tbody>
          </table>
          <p class="aside">{say('console.result.of', { when: momentInWords(view, result.assessment.touchedAt) })}</p>
        </>
      )}
    </section>
  )
}

function Topic({ desk, view, topic }: { desk: Desk; view: Draft; topic: AssessedDimension }) {
  const { say } = desk
  const { dimension, score, low, high, feedback } = topic
  return (
    <tr>
      <th scope="row">
        {inLanguage(view, dimension.title)}
        <svg class={`bar ${feedback}`} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect class="track" width="100" height="8" />
          <rect class="range" x={low} width={high - low} height="8" />
          {score !== null && <rect class="reached" width={score} height="8" />}
        </svg>
      </th>
      <td>{score ?? say('console.result.unknown', {})}</td>
      <td>{low === high ? low : say('console.result.between', { low, high })}</td>
    </tr>
  )
}
