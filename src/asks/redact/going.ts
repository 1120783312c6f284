/** What goes, and the mark that takes its place. */
export interface Form {
  readonly form: RegExp
  readonly as: string
}

/** Between two digits of one number. */
const gap = String.raw`(?:[ .\-‐-―()/]{0,3}|,)`
const digits = (least: number, most: number | '' = '') =>
  String.raw`\(?\d(?:${gap}\d){${String(least - 1)},${most === '' ? '' : String(most - 1)}}(?!\d)`

/** At most three small words between a label and its number: "mi cédula es la número". */
const filler = 'es|el|la|de|del|is|no|nro|num|núm|número|numero|number|n°|nº|my|mi|है|नंबर|संख्या|का|hai'
const between = String.raw`[\s:#.,=()-]*(?:(?:${filler})[\s:#.,=()-]+){0,3}`
const after = (words: string, number: string) =>
  new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}])((?:${words})${between})\+?${number}`.normalize('NFKC'), 'giu')

const holder = String.raw`[a-z]{5}[ .-]?\d{4}[ .-]?[a-z](?![a-z\d])`

/** Numbers whose label says what they are, whatever their form. The label stays. */
export const labelled: readonly Form[] = [
  { form: after(String.raw`nits?|n\.\s?i\.\s?t\.?`, digits(6)), as: '$1[nit]' },
  { form: after('pan(?: card)?|पैन', holder), as: '$1[pan]' },
  { form: after('a[ai]dh?aa?r(?: card)?|uid(?:ai)?|आधार', digits(6)), as: '$1[aadhaar]' },
  {
    form: after(
      String.raw`c[eé]dulas?(?: de ciudadan[ií]a| de extranjer[ií]a)?|c\.\s?[ce]\.?|cc|documento(?: de identidad)?|` +
        'identificaci[oó]n|tarjeta de identidad|pasaporte|passport|id card|पहचान पत्र',
      digits(5),
    ),
    as: '$1[id]',
  },
  {
    form: after(
      String.raw`tel[eé]fonos?|tel|cel(?:ular(?:es)?)?|m[oó]vil|whats?app|wsp|wa|fijo|ll[aá]m[aeo]\p{L}*|phones?|` +
        'mobile|mob|cell|call|contact[oa]?|फ़?ोन|फोन|मोबाइल|व्हाट्सएप|व्हाट्सऐप',
      digits(6),
    ),
    as: '$1[phone]',
  },
  {
    form: after(
      'cuenta(?: de ahorros| corriente| bancaria)?|account|a/c|acct|tarjeta(?: de cr[eé]dito| d[eé]bito)?|card|iban|' +
        'nequi|daviplata|upi|खाता|कार्ड',
      digits(6),
    ),
    as: '$1[number]',
  },
]

const edge = String.raw`(?<![\p{L}\p{M}\p{N}])`
const word = String.raw`[\p{L}\p{M}\p{N}-]+`
const at = String.raw`\s*(?:@|\(at\)|\[at\]|\(arroba\)|\sarroba\s)\s*`
const dot = String.raw`(?:\.|\s*[([](?:dot|punto|\.)[)\]]\s*|\s+(?:punto|dot)\s+)`

/** What its letters and signs give away. */
export const spelled: readonly Form[] = [
  {
    form: new RegExp(String.raw`${edge}\+?\d[\d:-]{5,}@(?:s\.whatsapp\.net|c\.us|g\.us|lid|broadcast)`, 'giu'),
    as: '[contact]',
  },
  {
    form: new RegExp(String.raw`${edge}(?:https?:\/\/)?(?:wa\.me|(?:api|chat)\.whatsapp\.com|t\.me)\/\S+`, 'giu'),
    as: '[contact]',
  },
  { form: new RegExp(String.raw`${edge}(?:whatsapp|telegram|web|terminal|tel|sms):\+?\d{4,}`, 'giu'), as: '[contact]' },
  {
    form: new RegExp(
      String.raw`(?<![\p{L}\p{M}\p{N}._%+-])[\p{L}\p{M}\p{N}._%+-]+${at}${word}(?:${dot}${word})*`,
      'giu',
    ),
    as: '[email]',
  },
  { form: new RegExp(String.raw`${edge}[\p{L}\p{N}._-]+\s+at\s+${word}\s+dot\s+${word}`, 'giu'), as: '[email]' },
  // The tax number of an Indian firm holds a PAN.
  {
    form: new RegExp(String.raw`${edge}\d{2}[ -]?[a-z]{5}[ -]?\d{4}[ -]?[a-z][ -]?[a-z\d][ -]?z[ -]?[a-z\d]`, 'giu'),
    as: '[gstin]',
  },
  { form: new RegExp(String.raw`${edge}[a-z]{5}[.-]?\d{4}[.-]?[a-z](?![\p{L}\d])`, 'giu'), as: '[pan]' },
  // With spaces only in capitals: "hasta 2026 a" is none.
  { form: new RegExp(String.raw`${edge}[A-Z]{5}[ .-]?\d{4}[ .-]?[A-Z](?![\p{L}\d])`, 'gu'), as: '[pan]' },
]

/** Numbers without a label, by how many digits they have. */
export const bare: readonly Form[] = [
  { form: new RegExp(String.raw`\+[ (]{0,2}${digits(7)}`, 'gu'), as: '[phone]' },
  { form: new RegExp(String.raw`(?<!\d)00[ (]{0,2}${digits(8)}`, 'gu'), as: '[phone]' },
  { form: /(?<!\d)\d{3}[. ]?\d{3}[. ]?\d{3} ?- ?\d(?!\d)/gu, as: '[nit]' },
  { form: new RegExp(String.raw`(?<!\d)${digits(13)}`, 'gu'), as: '[number]' },
  { form: new RegExp(String.raw`(?<!\d)(?=\(?(?:57|91))${digits(12, 12)}`, 'gu'), as: '[phone]' },
  { form: new RegExp(String.raw`(?<!\d)${digits(12, 12)}`, 'gu'), as: '[aadhaar]' },
  { form: new RegExp(String.raw`(?<!\d)(?=\(?[36-9])${digits(10, 10)}`, 'gu'), as: '[phone]' },
  { form: new RegExp(String.raw`(?<!\d)${digits(7, 11)}`, 'gu'), as: '[number]' },
]
