import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of the content: its path from the root, with slashes, and its text. */
export interface ContentFile {
  readonly file: string
  readonly text: string
}

/** Every file whose path ends so under a folder, folders below it included, in the order of their names. */
export function filesUnder(root: string, folder: string, ending: string): ContentFile[] {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = `${folder}/${entry.name}`
      if (entry.isDirectory()) return filesUnder(root, file, ending)
      return file.endsWith(ending) ? [{ file, text: readText(join(root, file)) }] : []
    })
}

/** Line ends and the mark at the beginning as any editor may have left them. */
function readText(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
}
