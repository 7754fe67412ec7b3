import type { ComplianceWord } from './compliance-words.js';

const PER_SE = '47 CFR 64.1200(a)(10): a revocation per se';
const CARRIERS = 'default of the carriers and their aggregators';
const UNCONFIRMED = "customary in the language; on no vendor's list that was seen";

/** Words that end consent when they are all that a text says. */
export const OPT_OUT_WORDS: readonly ComplianceWord[] = [
  { word: 'stop', language: 'en', basis: PER_SE },
  { word: 'quit', language: 'en', basis: PER_SE },
  { word: 'end', language: 'en', basis: PER_SE },
  { word: 'revoke', language: 'en', basis: PER_SE },
  { word: 'opt out', language: 'en', basis: PER_SE },
  { word: 'optout', language: 'en', basis: PER_SE },
  { word: 'cancel', language: 'en', basis: PER_SE },
  { word: 'unsubscribe', language: 'en', basis: PER_SE },
  { word: 'un subscribe', language: 'en', basis: 'people part it: "un-subscribe"' },
  { word: 'stopall', language: 'en', scope: 'sender', basis: CARRIERS },
  { word: 'stop all', language: 'en', scope: 'sender', basis: CARRIERS },
  { word: 'remove', language: 'en', basis: CARRIERS },
  { word: 'stop2end', language: 'en', basis: 'people repeat what the text says: "Stop2End"' },
  { word: 'stop2stop', language: 'en', basis: 'people repeat what the text says: "Stop2Stop"' },
  { word: 'arret', language: 'fr', countries: ['CA', 'FR'], basis: CARRIERS },
  { word: 'arrêt', language: 'fr', countries: ['CA', 'FR'], basis: CARRIERS },
  { word: 'stopp', language: 'de', countries: ['AT', 'CH', 'DE'], basis: UNCONFIRMED },
  { word: 'stopp', language: 'sv', countries: ['SE'], basis: UNCONFIRMED },
  { word: 'stopp', language: 'nb', countries: ['NO'], basis: UNCONFIRMED },
  { word: 'unsub', language: 'nb', countries: ['NO'], basis: UNCONFIRMED },
  { word: 'alto', language: 'es', countries: ['AR', 'CL', 'CO', 'ES', 'MX', 'PE'], basis: UNCONFIRMED },
  { word: 'baja', language: 'es', countries: ['AR', 'CL', 'CO', 'ES', 'MX', 'PE'], basis: UNCONFIRMED },
  { word: 'parar', language: 'es', countries: ['AR', 'CL', 'CO', 'ES', 'MX', 'PE'], basis: UNCONFIRMED },
  { word: 'parar', language: 'pt', countries: ['BR', 'PT'], basis: UNCONFIRMED },
  { word: 'sair', language: 'pt', countries: ['BR', 'PT'], basis: UNCONFIRMED },
];
