/** Who may look at the console. Links and sessions are secrets; only their digests are kept. */
export interface Sessions {
  /** A secret that opens one session, once, within the hour. */
  makeLink(): Promise<string>
  /** The secret of a new session, or null for a link that is used, old or wrong. */
  redeem(link: string): Promise<string | null>
  /** Whether a session is open; looking keeps it so. */
  isOpen(session: string): Promise<boolean>
  close(session: string): Promise<void>
}

/** Tells that something of a conversation has changed, in this process or another. Returns how to stop. */
export interface Changes {
  listen(conversation: string, changed: () => void): () => void
}
