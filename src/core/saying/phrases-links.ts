/** One person on several channels, by key, with the values each phrase takes. */
export const linkPhrases = {
  'link.nothing_yet': [],
  'link.code': ['code', 'minutes'],
  'link.unknown': [],
  'link.own': [],
  'link.too_many': [],
  'link.already': [],
  'link.joined': [],
  'link.other_firm': ['name'],
  'link.off': [],
  'link.none': [],
} as const
