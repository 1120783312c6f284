// @ts-check
/*
 * Records a voice note: what a browser's microphone hears, until it is sent, called off or too long.
 */

/** No longer and no larger than the server takes. */
const MOST_SECONDS = 120
const MOST_BYTES = 3.9 * 1024 * 1024

/** Speech needs no more, and a slow network no less. */
const BITS_PER_SECOND = 24_000

/** What this browser can record, in the order the server's listeners like. */
const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4']

/** Whether this browser can record at all. */
export const canRecord = typeof MediaRecorder === 'function' && navigator.mediaDevices?.getUserMedia !== undefined

/**
 * A recording under way.
 * @typedef {object} Recording
 * @property {() => Promise<Blob>} end what was recorded; empty where nothing was
 */

/**
 * Begins to record; rejects where the browser or the person does not allow it.
 * @param {(seconds: number) => void} ticked told each second
 * @param {() => void} full told once no more is recorded
 * @returns {Promise<Recording>}
 */
export async function record(ticked, full) {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true })
  const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type))
  const recorder = new MediaRecorder(microphone, {
    audioBitsPerSecond: BITS_PER_SECOND,
    ...(mimeType === undefined ? {} : { mimeType }),
  })
  /** @type {Blob[]} */
  const pieces = []
  let bytes = 0
  const begun = Date.now()
  const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }))
  const clock = setInterval(() => {
    const seconds = Math.floor((Date.now() - begun) / 1000)
    ticked(Math.min(seconds, MOST_SECONDS))
    if (seconds >= MOST_SECONDS || bytes > MOST_BYTES) stop()
  }, 250)

  recorder.addEventListener('dataavailable', ({ data }) => {
    pieces.push(data)
    bytes += data.size
  })
  // The microphone was taken away, or the note is as long as it may be: what there is can still be sent.
  recorder.addEventListener('stop', () => {
    release()
    full()
  })
  recorder.start(1000)
  return {
    async end() {
      stop()
      await stopped
      return new Blob(pieces, { type: recorder.mimeType })
    },
  }

  function stop() {
    if (recorder.state !== 'inactive') recorder.stop()
  }

  function release() {
    clearInterval(clock)
    for (const track of microphone.getTracks()) track.stop()
  }
}
