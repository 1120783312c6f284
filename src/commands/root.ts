import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json, where prompts and knowledge are; the same from sources and from every build. */
export const packageRoot = holding('package.json', dirname(fileURLToPath(import.meta.url)))

function holding(file: string, folder: string): string {
  return existsSync(join(folder, file)) ? folder : holding(file, dirname(folder))
}
