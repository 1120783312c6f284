/** The beginning of a file of each kind, and something of its own after it. */
export function fileOf(kind: keyof typeof beginnings, own = ''): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([Buffer.from(beginnings[kind], 'latin1'), Buffer.from(own)]))
}

const beginnings = {
  ogg: `OggS${'\0'.repeat(24)}OpusHead`,
  webm: '\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm',
  mp4: '\0\0\0\x20ftypM4A \0\0\0\0',
  id3: 'ID3\x04',
  mp3: '\xff\xfb\x90\x64',
  wav: 'RIFF\x24\0\0\0WAVEfmt ',
  amr: '#!AMR\n',
  jpeg: '\xff\xd8\xff\xe0',
  png: '\x89PNG\r\n\x1a\n',
  webp: 'RIFF\x24\0\0\0WEBPVP8 ',
  pdf: '%PDF-1.7',
  page: '<!doctype html><script>',
  picture: '\0\0\0\x20ftypheic\0\0\0\0',
  program: '\x7fELF\x02\x01\x01',
} as const
