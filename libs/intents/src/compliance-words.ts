/** Version of the compliance words and recognisers; the ledger keeps it with every decision. Change it with them. */
export const COMPLIANCE_VERSION = '2026-11-26';

/** A word (or a few) that no program, keyword or flow can take. */
export interface ComplianceWord {
  /** In matching form: small letters, words parted by one space. `opt out` is also `Opt-Out!`. */
  readonly word: string;
  /** BCP 47 language. */
  readonly language: string;
  /** Senders of these countries (ISO 3166); every sender when absent. */
  readonly countries?: readonly string[];
  /** An opt-out that reaches everything on the sender, whatever it is configured to reach. */
  readonly scope?: 'sender';
  /** Where the word comes from. */
  readonly basis: string;
}

const CTIA = 'CTIA Messaging Principles and Best Practices';
const CARRIERS = 'default of the carriers and their aggregators';
const FRENCH = ['CA', 'FR'];

/** They lift an opt-out. Explicit words only: nothing that looks like them, nothing that means about the same. */
export const OPT_IN_WORDS: readonly ComplianceWord[] = [
  { word: 'start', language: 'en', basis: CARRIERS },
  { word: 'unstop', language: 'en', basis: CARRIERS },
];

/** They confirm what a prompt asked for. A program may add words of its own (`confirmWords`). */
export const CONFIRM_WORDS: readonly ComplianceWord[] = [{ word: 'yes', language: 'en', basis: CARRIERS }];

/** Answered to everybody, also to people who are not subscribed. */
export const HELP_WORDS: readonly ComplianceWord[] = [
  { word: 'help', language: 'en', basis: CTIA },
  { word: 'info', language: 'en', basis: CARRIERS },
  { word: 'help me', language: 'en', basis: CTIA },
  { word: 'need help', language: 'en', basis: CTIA },
  { word: 'i need help', language: 'en', basis: CTIA },
  { word: 'aide', language: 'fr', countries: FRENCH, basis: CARRIERS },
];

/**
 * Why somebody wants no more. Beside an opt-out they change nothing, and by themselves they end nothing; beside any
 * other compliance word they would.
 */
export const REASONS: readonly string[] = [
  ...['wrong number', 'you have the wrong number', 'this is the wrong number', 'wrong person'],
  ...['not interested', 'im not interested', 'i am not interested', 'no longer interested', 'no thanks'],
  ...['i never signed up for this', 'i never signed up', 'never signed up for this', 'never signed up'],
  ...['i didnt sign up for this', 'i did not sign up for this', 'i didnt sign up', 'i dont want this'],
  ...['i dont know you', 'i dont know who this is', 'who is this', 'this is spam', 'spam', 'too many texts'],
];

/**
 * Harmless company: words that may stand beside a compliance word without changing what it means. Emoji
 * may too, and digits beside an opt-out. Nothing that can turn a meaning round (no, not, never, don't) belongs here.
 */
export const COMPANY: readonly string[] = [
  ...['please', 'pls', 'plz', 'plse', 'pleas', 'kindly', 'sir', 'maam', 'madam'],
  ...[
    'thanks',
    'thank you',
    'thank u',
    'thankyou',
    'many thanks',
    'thx',
    'thnx',
    'thnks',
    'tnx',
    'tks',
    'ty',
  ],
  ...['hi', 'hello', 'hey', 'ok', 'okay', 'sorry', 'just', 'cheers'],
  ...['now', 'right now', 'right away', 'at once', 'immediately', 'asap'],
  ...['svp', 'stp', 'sil vous plait', 'sil vous plaît', 'sil te plait', 'sil te plaît', 'merci'],
  ...['por favor', 'gracias', 'obrigado', 'obrigada', 'bitte', 'danke'],
  ...['sent from my iphone', 'sent from my ipad', 'sent from my android', 'sent from my samsung'],
  ...['sent from my phone', 'sent from my mobile', 'get outlook for ios', 'get outlook for android'],
];
