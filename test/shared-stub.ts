import { afterAll, beforeAll, beforeEach } from 'vitest'
import { openAiStub, type OpenAiStub } from './openai-stub.ts'

/** One endpoint for the tests of a file: honest again, and asked nothing yet, at the beginning of each. */
export function sharedStub(): OpenAiStub {
  let opened: OpenAiStub | null = null
  const stub = () => {
    if (opened === null) throw new Error('the stub is there only while tests run')
    return opened
  }
  beforeAll(async () => {
    opened = await openAiStub()
  })
  beforeEach(() => {
    stub().received.length = 0
    stub().script({ kind: 'honest' })
  })
  afterAll(() => stub().stop())
  return {
    get url() {
      return stub().url
    },
    get received() {
      return stub().received
    },
    script: (...behaviours) => stub().script(...behaviours),
    stop: () => stub().stop(),
  }
}
