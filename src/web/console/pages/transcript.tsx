import type { Language } from '../../../core/content.ts'
import type { Draft } from '../../../core/draft.ts'
import { momentsInWords } from '../../../core/summary/view.ts'
import type { TranscriptEntry } from '../../../store/store.ts'
import type { Desk } from '../desk.ts'

/** Every word that was kept, oldest first; what is sensitive is only said to have been there. */
export function Transcript({
  desk,
  view,
  person,
  path,
  entries,
}: {
  desk: Desk
  view: Draft
  /** The language of the person, and so of what is said to them. */
  person: Language | null
  /** Where the page of the conversation stands. */
  path: string
  entries: readonly TranscriptEntry[]
}) {
  const { say } = desk
  const moment = momentsInWords(view)
  return (
    <div class="log" id="log" role="log" tabindex={0} aria-labelledby="transcript-title">
      {entries.length === 0 ? (
        <p class="aside">{say('console.transcript.none', {})}</p>
      ) : (
        <ol>
          {entries.map(({ at, who, id, text, sensitive, media }) => (
            <li id={`m-${id}`} class={who}>
              <p class="by">
                <span>{say(`console.transcript.${who}`, {})}</span>{' '}
                <time datetime={new Date(at).toISOString()}>{moment(at)}</time>
              </p>
              {media?.kind === 'voice' && !sensitive && (
                <audio
                  controls
                  preload="none"
                  aria-label={say('console.transcript.voice', {})}
                  src={`${path}/voice/${encodeURIComponent(id)}`}
                ></audio>
              )}
              {sensitive ? (
                <p class="text private">{say('console.transcript.private', {})}</p>
              ) : (
                <p class="text" dir="auto" lang={person ?? undefined}>
                  {text}
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
