import { home, type Desk } from '../desk.ts'
import { page } from '../layout.tsx'

/** Without a session: how to get one, in words. `spent`: a link was tried that opens none. */
export function closedPage(desk: Desk, { spent }: { spent: boolean }) {
  const { say } = desk
  const title = say(spent ? 'console.enter.spent' : 'console.enter.needed', {})
  return page(
    desk,
    { title, signedIn: false },
    <section class="card lone">
      <h1>{title}</h1>
      <p>{say('console.enter.how', {})}</p>
    </section>,
  )
}

/** Before a link is spent: a button, so that no preview of the link can spend it. */
export function enterPage(desk: Desk, link: string) {
  const { say } = desk
  const title = say('console.enter.title', {})
  return page(
    desk,
    { title, signedIn: false },
    <section class="card lone">
      <h1>{title}</h1>
      <p>{say('console.enter.text', {})}</p>
      <form method="post" action={`${home}/enter/${encodeURIComponent(link)}`}>
        <button class="main">{say('console.enter.button', {})}</button>
      </form>
    </section>,
  )
}

/** No such conversation, or no such page. */
export function missingPage(desk: Desk) {
  const { say } = desk
  const title = say('console.missing.title', {})
  return page(
    desk,
    { title, signedIn: true },
    <section class="card lone">
      <h1>{title}</h1>
      <p>{say('console.missing.text', {})}</p>
      <p>
        <a href={home}>{say('console.back', {})}</a>
      </p>
    </section>,
  )
}
