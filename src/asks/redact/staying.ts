const edge = String.raw`(?<![\p{L}\p{M}\p{N}])`
/** A number that begins and ends here, and is no group of a longer one. */
const alone = String.raw`(?<!\d|\d[.,' -])`
const over = String.raw`(?!\d|[.,' -]\d)`

const month = '(?:0?[1-9]|1[0-2])'
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`
const year = String.raw`(?:19|20)\d{2}`

/** Days written in digits, and spans of years. */
export const dates: readonly RegExp[] = [
  new RegExp(String.raw`(?<!\d)${year}([-/.])${month}\1${day}(?!\d)`, 'gu'),
  new RegExp(String.raw`(?<!\d)${day}([-/.])${month}\1${year}(?!\d)`, 'gu'),
  new RegExp(String.raw`(?<!\d)${month}([-/])${day}\1${year}(?!\d)`, 'gu'),
  new RegExp(String.raw`(?<!\d|\d[.,/ -])${year} ?[-–/] ?${year}${over}`, 'gu'),
]

const law =
  'decretos?|ley(?:es)?|resoluci[oó]n(?:es)?|circular(?:es)?|concepto|oficio|sentencia|acuerdo|conpes|decree|law|act|' +
  'resolution|notification|public notice|trade notice|order|rules?|अधिसूचना|अधिनियम|परिपत्र'
const tariffWords = 'hs|hsn|itc(?:[- ]hs)?|(?:sub)?partidas?|arancel|posici[oó]n|tariff|heading|एचएस'
/** A code of anything: ten digits after it may be a phone. */
const codeWords = 'c[oó]digos?|codes?|कोड'
const tariffFiller = '(?:hs|arancelaria|code|número|no|es|is|है|कोड)'
const tariffForm = String.raw`(?:\d{4}[. ]\d{2}(?:[. ]\d{2}){0,2}|\d{4}[. ]\d{2}[. ]\d{4}|\d{4}\.\d{4}|\d{6}(?:\d{2}){0,2})`

const money = String.raw`(?:us\$|cop\$|\$|€|£|₹|usd|cop|inr|eur|gbp|rs\.?|pesos|d[oó]lares|dollars|rupees|rupias|euros)`
const unit = (
  `(?:de )?(?:${money}|mil|millones|mill[oó]n|millions?|thousand|lakhs?|crores?|kg|kilos?|kilogramos|toneladas|tons?|` +
  'gramos|libras|litros|unidades|units|pieces|piezas|cajas|boxes|sacos|metros|%|रुपये|रुपए|रूपये|लाख|करोड़|हज़ार|हजार|' +
  'डॉलर|किलो|टन)'
).normalize('NFKC')
const amount = String.raw`(?:\d{1,3}(?:[.,']\d{2,3})+(?:[.,]\d{1,2})?|\d{1,3}(?: \d{3})+|\d+(?:[.,]\d{1,2})?)`

/** Not the end of a phone, nor its beginning. */
const apart = String.raw`(?<!\d(?:,|[.'()/ -]{0,3}))`
const ended = String.raw`(?!\d|[.,'/ -]\d)`

/** Numbers of laws and of tariffs, amounts of money and of goods. */
export const others: readonly RegExp[] = [
  // A number and its year, as laws have them: "1169/2011", "2018/848".
  new RegExp(String.raw`${apart}(?:\d{1,4}\/${year}|${year}\/\d{1,4})${ended}`, 'gu'),
  new RegExp(String.raw`${edge}(?:${law})[\s:#]*(?:n[oº°.]{1,3}\s*)?\d{1,7}(?:\s?[/-]\s?\d{2,4}){0,3}${over}`, 'giu'),
  new RegExp(String.raw`${edge}(?:${tariffWords})[\s:#(]*(?:${tariffFiller}[\s:#]+){0,2}${tariffForm}${over}`, 'giu'),
  new RegExp(String.raw`${edge}(?:${codeWords})[\s:#(]*\d{8}${over}`, 'giu'),
  new RegExp(String.raw`${alone}(?:0[1-9]|[1-9]\d)\d{2}\.\d{2}(?:\.\d{2}){0,2}${over}`, 'gu'),
  new RegExp(String.raw`${alone}(?:0[1-9]|[1-9]\d)\d{2}\.(?:\d{2}\.)?\d{4}${over}`, 'gu'),
  // No identity number and no phone of these countries has this length and begins with 0.
  new RegExp(String.raw`${alone}0[1-9]\d{6}(?:\d{2})?${over}`, 'gu'),
  new RegExp(String.raw`${edge}${money} ?${amount}${over}`, 'giu'),
  new RegExp(String.raw`${alone}${amount} ?${unit}(?![\p{L}\p{M}])`, 'giu'),
  // A round sum: hardly anybody's number ends so.
  new RegExp(String.raw`${alone}[1-9]\d{0,2}([.,'])(?:\d{3}\1)*000${over}`, 'gu'),
  new RegExp(String.raw`${alone}[1-9]\d{0,3}0{5,7}${over}`, 'gu'),
]
