/** Shows that an answer is under way, where it does not come at once. */
export interface Typing {
  heard(chat: number): void
  /** An answer is here: a sign that came after it would wait for nothing. */
  answered(chat: number): void
  stop(): void
}

export function typing(show: (chat: number) => void, afterMs: number): Typing {
  const timers = new Map<number, NodeJS.Timeout>()
  const drop = (chat: number) => {
    clearTimeout(timers.get(chat))
    timers.delete(chat)
  }
  return {
    heard(chat) {
      drop(chat)
      timers.set(
        chat,
        setTimeout(() => {
          timers.delete(chat)
          show(chat)
        }, afterMs),
      )
    },
    answered: drop,
    stop() {
      for (const chat of [...timers.keys()]) drop(chat)
    },
  }
}
