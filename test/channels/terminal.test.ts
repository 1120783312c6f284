import { terminalChannel } from '../../src/channels/terminal.ts'
import { channelContract } from '../contracts/channel.ts'

/** Lines that are written while the channel already reads. */
function pipe(): { lines: AsyncIterable<string>; write: (line: string) => void } {
  const waiting: string[] = []
  let wake: () => void = () => undefined
  async function* lines() {
    for (;;) {
      const line = waiting.shift()
      if (line !== undefined) yield line
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  }
  return {
    lines: lines(),
    write(line) {
      waiting.push(line)
      wake()
    },
  }
}

channelContract(() => {
  const { lines, write } = pipe()
  const seen: string[] = []
  let answered: (how: 'acknowledged' | 'refused') => void = () => undefined
  const channel = terminalChannel({
    name: 'ana',
    lines,
    json: false,
    hints: {},
    write: (line) => seen.push(line),
    settled: () => {
      answered('acknowledged')
      return Promise.resolve()
    },
    ended: () => undefined,
    failed: () => answered('refused'),
  })
  return {
    channel,
    person: 'terminal:ana',
    write: (text) =>
      new Promise((resolve) => {
        answered = resolve
        write(text)
      }),
    seen: () => Promise.resolve(seen),
  }
})
