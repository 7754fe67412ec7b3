/** One phrase after another: each place lists what can stand there; '' means nothing. */
type Pattern = readonly (readonly string[])[];

const STOP = ['stop', 'quit', 'cease'];
const TEXTING = ['texting', 'txting', 'messaging', 'msging', 'contacting', 'bothering', 'spamming'];
const TEXTS = [
  ...['text', 'texts', 'txt', 'txts', 'msg', 'msgs', 'message', 'messages', 'text messages', 'sms'],
  ...['alerts', 'notifications'],
];
const WHICH = ['', 'the', 'these', 'those', 'all', 'all the', 'all these', 'your', 'all your'];
const ANY = ['', 'any', 'more', 'any more', 'anymore', 'these', 'those', 'your'];
const WHOM = ['me', 'us', 'this number', 'my number', 'my phone'];
const LIST = [
  ...['list', 'lists', 'mailing list', 'text list', 'texting list', 'contact list', 'sms list'],
  ...['database', 'system', 'records', 'contacts'],
];
const AM = ['', 'im', 'i am', 'we are'];
const CONSENT = ['consent', 'my consent', 'my permission', 'permission'];

/**
 * Revocations in plain language (47 CFR 64.1200(a)(10): whatever a reasonable person would read as one), as whole
 * texts, in matching form and without harmless company. Deliberately few: each is unmistakable.
 */
const PATTERNS: readonly Pattern[] = [
  [STOP, TEXTING, ['', ...WHOM]],
  [[...STOP, 'cancel', 'end'], WHICH, TEXTS, ['', 'to me', 'to this number', 'to my phone']],
  [STOP, ['sending'], ['', 'me', 'us'], WHICH, ['', ...TEXTS, 'stuff', 'spam']],
  [['stop'], ['it', 'this', 'already', 'everything', 'spam', 'the spam', 'this spam']],
  [['end'], ['it', 'this', 'these']],
  [AM, ['no longer interested', 'not interested anymore', 'not interested any more']],
  [AM, ['no longer interested'], ['in'], ['this', 'these', 'your'], ['', ...TEXTS]],
  [['cancel', 'end', 'stop'], ['', 'my', 'the', 'this'], ['subscription']],
  [
    ['take', 'get', 'remove', 'delete', 'drop', 'unsubscribe'],
    WHOM,
    ['off', 'from', 'off of'],
    ['', 'the', 'this', 'your', 'all your'],
    LIST,
  ],
  [['take'], WHOM, ['off']],
  [['remove', 'delete', 'unsubscribe', 'unenroll'], WHOM],
  [['unsubscribe'], ['from'], WHICH, [...TEXTS, ...LIST, 'all']],
  [['lose', 'forget', 'erase'], ['my number']],
  [['leave'], ['me', 'us'], ['alone']],
  [['opt'], WHOM, ['out'], ['', 'of'], ['', ...TEXTS, 'these texts', 'these messages']],
  [['opt out', 'opting out'], ['of', 'from'], WHICH, TEXTS],
  [
    ['i', 'we', 'i want to', 'i wish to', 'i would like to', 'id like to', 'let me'],
    ['opt out', 'unsubscribe'],
  ],
  [
    ['im', 'i am'],
    ['opting out', 'unsubscribing'],
  ],
  [['', 'i', 'we'], ['revoke', 'withdraw'], CONSENT],
  [['no more', 'no further'], ['', 'of these', 'of your'], TEXTS],
  [['dont', 'do not', 'never'], ['text', 'message', 'contact', 'bother', 'spam', 'sms'], WHOM],
  [['dont', 'do not', 'never'], ['send'], ['', 'me', 'us'], ANY, TEXTS],
  [
    ['', 'i', 'we'],
    ['dont', 'do not', 'no longer'],
    ['want', 'want to get', 'want to receive', 'wish to receive'],
    ANY,
    TEXTS,
  ],
];

/** What people say before and after without changing the meaning; one of each is taken off. */
export const PHRASE_OPENINGS: readonly string[] = [
  ...[
    'can you',
    'could you',
    'can u',
    'could u',
    'would you',
    'will you',
    'you need to',
    'you must',
    'i need you to',
  ],
  ...['i want you to', 'i would like you to', 'id like you to', 'i asked you to', 'i told you to', 'i said'],
];
export const PHRASE_ENDINGS: readonly string[] = [
  ...['anymore', 'any more', 'again', 'ever again', 'from now on', 'from you', 'from this number'],
];

/** A phrase with one of these words reaches everything on the sender. */
export const WORDS_FOR_EVERYTHING: readonly string[] = ['all', 'everything'];

/** Every phrase of the patterns, words parted by one space. */
export const REVOCATION_PHRASES: ReadonlySet<string> = new Set(PATTERNS.flatMap(expand));

function expand(pattern: Pattern): string[] {
  let phrases = [''];
  for (const place of pattern) phrases = phrases.flatMap((phrase) => place.map((next) => join(phrase, next)));
  return phrases;
}

function join(phrase: string, next: string): string {
  return phrase === '' || next === '' ? phrase + next : `${phrase} ${next}`;
}
