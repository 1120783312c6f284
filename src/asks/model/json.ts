/** The JSON of an answer, also with words, thoughts or a fence around it; undefined where there is none. */
export function readJson(text: string): unknown {
  const said = text.replace(/<think>[\s\S]*?<\/think>/giu, '')
  return parse(said) ?? parse(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1))
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
