import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { home, type Desk } from './desk.ts'

/** A whole page of the console. Works without scripts; `console.js` keeps what it shows fresh. */
export function page(
  desk: Desk,
  options: { title: string; signedIn: boolean; stream?: string },
  children: Child,
): ReturnType<typeof html> {
  const { say, language } = desk
  const { title, signedIn, stream } = options
  const whole = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · ${say('console.name', {})}`}</title>
        <link rel="icon" href="/favicon.ico" />
        <link rel="stylesheet" href="/static/console.css" />
        <script type="module" src="/static/console.js"></script>
      </head>
      <body>
        <a class="skip" href="#main">
          {say('console.skip', {})}
        </a>
        <header class="top">
          <a class="brand" href={home}>
            <strong>{say('console.name', {})}</strong> <span>{say('console.staff', {})}</span>
          </a>
          <Languages desk={desk} />
          {signedIn && (
            <form method="post" action={`${home}/leave`}>
              <button class="quiet">{say('console.leave', {})}</button>
            </form>
          )}
        </header>
        <main id="main" tabindex={-1} data-stream={stream}>
          {children}
        </main>
      </body>
    </html>
  )
  return html`<!doctype html>${whole}`
}

function Languages({ desk }: { desk: Desk }) {
  const { content, language, path, say } = desk
  return (
    <nav class="languages" aria-label={say('console.language', {})}>
      {content.languages.map((code) => (
        <a
          href={`${path}?lang=${code}`}
          lang={code}
          hreflang={code}
          aria-current={code === language ? 'true' : undefined}
        >
          {content.voices[code]?.name ?? code}
        </a>
      ))}
    </nav>
  )
}
