/** The version of WhatsApp's own web page that a socket claims to be, such as 2.3000.1043857760. */
export type Version = readonly [number, number, number]

/** Null for what is no version. */
export function readVersion(text: string): Version | null {
  const [, major, minor, revision] = /^(\d+)\.(\d+)\.(\d+)$/.exec(text) ?? []
  return revision === undefined ? null : [Number(major), Number(minor), Number(revision)]
}
