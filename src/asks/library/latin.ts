/**
 * A word of Hindi in bare Latin letters, the same for both of its spellings: लगता and "lagta" are `lgt`. Every a goes, as
 * Devanagari does not write the short one; long and short vowels are one, and letters typed either way are one.
 */
export function bareLatin(word: string): string {
  const latin = word.replace(/[\u0900-\u097f]/gu, (letter) => letters.get(letter) ?? '')
  return latin
    .replace(/ee/gu, 'i')
    .replace(/oo/gu, 'u')
    .replace(/ph/gu, 'f')
    .replace(/z/gu, 'j')
    .replace(/w/gu, 'v')
    .replace(/(?<=.)[ay]+/gu, '')
    .replace(/(.)\1+/gu, '$1')
}

const vowels = 'अa आa इi ईi उu ऊu ऋri एe ऐe ऑo ओo औo ाa िi ीi ुu ूu ृri ेe ैe ॉo ोo ौo ंn ऍe ॅe'
const consonants =
  'कk खkh गg घgh ङn चch छch जj झjh ञn टt ठth डd ढdh णn तt थth दd धdh नn पp फf बb भbh मm यy रr लl वv शsh षsh सs हh'

const letters = new Map(
  [...`${vowels} ${consonants}`.matchAll(/(\S)([a-z]+)/gu)].map(([, from = '', to = '']) => [from, to]),
)
