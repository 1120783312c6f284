/**
 * Works of one name one after the other, those of different names side by side. What waits behind one that fails fails with
 * it, so that all of them can be done again in their order.
 */
export function inOrder(): (name: string, work: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>()
  return (name, work) => {
    const before = last.get(name) ?? Promise.resolve()
    const done = before.then(work)
    last.set(name, done)
    const forget = () => {
      if (last.get(name) === done) last.delete(name)
    }
    done.then(forget, forget)
    return done
  }
}
