/** The words around an answer from the articles, by key, with the values each takes. */
export const answerPhrases = {
  'answer.source': ['title', 'url'],
  'answer.confirm': ['who'],
  'answer.reviewed': ['date'],
  'answer.overdue': ['date'],
  'answer.other_language': ['language'],
  'answer.other_country': ['country'],

  'useful.text': [],
  'useful.yes': [],
  'useful.no': [],
  'useful.in_form': [],
  'useful.glad': [],
  'useful.sorry': [],

  'ask_back.product': [],
  'ask_back.destination': [],
  'ask_back.amount': [],

  'promise.offer': ['day'],
  'promise.yes': [],
  'promise.no': [],
  'promise.made': ['day'],
  'promise.not_made': [],
  'promise.kept': ['question', 'text'],
  'promise.known': ['day'],

  'small_talk.thanks': [],
  'small_talk.how_are_you': [],
  'small_talk.who_are_you': [],
  'small_talk.bye': [],
  'small_talk.praise': [],
  'small_talk.laugh': [],
  'small_talk.chat': [],
} as const satisfies Record<string, readonly string[]>
