/** Consonants of Devanagari as the Latin letters their sounds are typed with. */
// prettier-ignore
const devanagari: Readonly<Record<string, string>> = {
  क: 'k', ख: 'k', ग: 'g', घ: 'g', ङ: 'n', च: 'č', छ: 'č', ज: 'j', झ: 'j', ञ: 'n', ट: 't', ठ: 't', ड: 'd', ढ: 'd',
  ण: 'n', त: 't', थ: 't', द: 'd', ध: 'd', न: 'n', प: 'p', फ: 'p', ब: 'b', भ: 'b', म: 'm', र: 'r', ल: 'l', व: 'v',
  श: 's', ष: 's', स: 's', '\u0902': 'n',
}

/**
 * The consonants that a folded word is heard by, the same for Hindi in both its scripts: "kapde" and "कपड़े" are `kpd`.
 * Vowels, breath (h) and y are spelt too freely to count.
 */
export function soundOf(word: string): string {
  return word
    .replace(/\p{Script=Devanagari}/gu, (letter) => devanagari[letter] ?? '')
    .replace(/c?ch+/g, 'č')
    .replace(/ph|f/g, 'p')
    .replace(/z/g, 'j')
    .replace(/w/g, 'v')
    .replace(/[cq]/g, 'k')
    .replace(/m(?=[bp])/g, 'n')
    .replace(/[aeiouhy]/g, '')
    .replace(/(.)\1+/g, '$1')
}
