import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json, where prompts and knowledge are; the same from sources and from the build. */
export const packageRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
