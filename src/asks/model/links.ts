import { hanging, linkForm } from '../verify/contacts.ts'

/** Texts whose links, domains and e-mails became `[L1]`, `[L2]`…, and the way back. */
export interface Hidden {
  readonly texts: readonly string[]
  /** Puts the links back that a token stands for; a token that stands for none stays. */
  readonly reveal: (text: string) => string
}

/** The same link has the same token in all of the texts. */
export function hideLinks(texts: readonly string[]): Hidden {
  const links: string[] = []
  const token = (link: string) => {
    if (!links.includes(link)) links.push(link)
    return `[L${links.indexOf(link) + 1}]`
  }
  const hide = (found: string) => {
    const link = found.replace(hanging, '')
    return `${token(link)}${found.slice(link.length)}`
  }
  return {
    texts: texts.map((text) => text.replace(linkForm, hide)),
    reveal: (text) => text.replace(/\[\s*L(\d{1,4})\s*\]/giu, (found, n: string) => links[Number(n) - 1] ?? found),
  }
}
