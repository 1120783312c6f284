import { raw } from 'hono/html'
import { readdirSync } from 'node:fs'
import type { PhraseKey } from '../../core/saying/phrases.ts'
import type { Say } from '../words.ts'

export interface ChatPage {
  readonly say: Say
  readonly language: string
  readonly languages: readonly { readonly code: string; readonly name: string }[]
  /** Shown inside a site of the programme: no head of its own beyond what is needed. */
  readonly framed: boolean
  /** What the bot says can be listened to. */
  readonly readsAloud: boolean
}

/** The chat page without the conversation, which the script in `/static/chat` brings. No word of it is in code. */
export function chatPage({ say, language, languages, framed, readsAloud }: ChatPage) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={language} class={framed ? 'framed' : undefined}>
        <head>
          <meta charset="utf-8" />
          <title>{say('page.title', {})}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content" />
          <meta name="description" content={say('page.description', {})} />
          <meta name="color-scheme" content="light dark" />
          <meta name="theme-color" content="#f6f3ec" media="(prefers-color-scheme: light)" />
          <meta name="theme-color" content="#0e1a26" media="(prefers-color-scheme: dark)" />
          <link rel="icon" href="/static/icon.svg" type="image/svg+xml" />
          <link rel="manifest" href="/manifest.webmanifest" />
          <link rel="stylesheet" href="/static/chat.css" />
          {modules.map((name) => (
            <link rel="modulepreload" href={`/static/chat/${name}`} />
          ))}
          <script type="module" src="/static/chat/main.js"></script>
        </head>
        <body>
          <a class="skip" href="#box">
            {say('page.to_box', {})}
          </a>
          <header id="head">
            <div class="wide">
              <img class="mark" src="/static/icon.svg" alt="" width="40" height="40" />
              <div class="name">
                <h1>{say('page.title', {})}</h1>
                <p>{say('page.tagline', {})}</p>
              </div>
              <label class="spoken" for="language">
                {say('page.language', {})}
              </label>
              <select id="language" autocomplete="off">
                {languages.map(({ code, name }) => (
                  <option value={code} lang={code} selected={code === language}>
                    {name}
                  </option>
                ))}
              </select>
              <button id="close" type="button" aria-label={say('page.close', {})} hidden>
                <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                  <path d="M6 6l12 12M18 6L6 18" />
                </svg>
              </button>
            </div>
            <div id="progress" class="wide" hidden>
              <div id="bar" role="progressbar" aria-label={say('page.progress_name', {})} aria-valuemin={1}>
                <div id="done"></div>
              </div>
              <span id="count" aria-hidden="true"></span>
            </div>
          </header>
          <main class="wide">
            <noscript>
              <p class="noscript">{say('page.noscript', {})}</p>
            </noscript>
            <div
              id="log"
              role="log"
              aria-live="off"
              aria-relevant="additions"
              aria-label={say('page.conversation', {})}
            >
              <ol id="messages" role="list"></ol>
            </div>
            <div id="typing" class="bubble" aria-hidden="true" hidden>
              <i></i>
              <i></i>
              <i></i>
            </div>
          </main>
          <footer id="foot">
            <button id="newest" type="button" aria-label={say('page.newest', {})} hidden>
              <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                <path d="M12 5v14M6 13l6 6 6-6" />
              </svg>
            </button>
            <div class="wide">
              <p id="status" role="status"></p>
              <p id="notice" role="alert"></p>
              <form id="composer">
                <label class="spoken" for="box">
                  {say('page.box', {})}
                </label>
                <textarea
                  id="box"
                  rows={1}
                  dir="auto"
                  placeholder={say('page.placeholder', {})}
                  enterkeyhint="send"
                  autocomplete="off"
                ></textarea>
                <button id="voice" type="button" aria-label={say('page.voice', {})} hidden>
                  <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                    <path d="M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11v1a6 6 0 0 0 12 0v-1M12 18v3" />
                  </svg>
                </button>
                <button id="send" type="submit">
                  <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                    <path d="M4 12h15M13 6l6 6-6 6" />
                  </svg>
                  <span>{say('page.send', {})}</span>
                </button>
              </form>
              <div id="recorder" role="group" aria-label={say('page.voice_note', {})} hidden>
                <p>
                  <span aria-hidden="true"></span>
                  <time id="recorded" role="timer">
                    0:00
                  </time>
                </p>
                <button id="voice-cancel" type="button">
                  {say('page.voice_cancel', {})}
                </button>
                <button id="voice-send" type="button">
                  {say('page.voice_send', {})}
                </button>
              </div>
              <p id="note">{say('page.note', {})}</p>
            </div>
          </footer>
          <script type="application/json" id="words">
            {raw(wordsForScript(say, readsAloud))}
          </script>
        </body>
      </html>
    </>
  )
}

/** Every module of the script: a browser that is told of all asks for all at once, and not for one after the other. */
const modules = readdirSync(new URL('../static/chat/', import.meta.url)).filter((name) => name.endsWith('.js'))

/** The words the script says, as JSON in which nothing can end the element it stands in. */
function wordsForScript(say: Say, readsAloud: boolean): string {
  const spoken = {
    bot: plain('page.bot_says'),
    you: plain('page.you_said'),
    progress: say('page.progress', { n: '{n}', of: '{of}' }),
    choices: plain('page.choices'),
    chosen: plain('page.chosen'),
    severalDone: say('question.done', {}),
    sources: plain('page.sources'),
    checked: say('page.checked', { date: '{date}' }),
    newTab: plain('page.new_tab'),
    image: plain('page.image'),
    voice: plain('page.audio'),
    document: plain('page.document'),
    sending: plain('page.sending'),
    sent: plain('page.sent'),
    tooLong: say('page.too_long', { n: '{n}' }),
    connecting: plain('page.connecting'),
    offline: plain('page.offline'),
    online: plain('page.online'),
    voiceNote: plain('page.voice_note'),
    recording: plain('page.recording'),
    voiceFull: plain('page.voice_full'),
    voiceEmpty: plain('page.voice_empty'),
    voiceRefused: plain('page.voice_refused'),
    // Without them nothing is offered to be listened to.
    ...(readsAloud
      ? {
          listen: plain('page.listen'),
          listenStop: plain('page.listen_stop'),
          listenFailed: plain('page.listen_failed'),
        }
      : {}),
  }
  return JSON.stringify(spoken).replaceAll('<', '\\u003c')

  function plain(key: PlainKey): string {
    return say(key, {})
  }
}

type PlainKey = Exclude<Extract<PhraseKey, `page.${string}`>, 'page.progress' | 'page.checked' | 'page.too_long'>
