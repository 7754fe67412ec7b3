import type { ComplianceWord } from './compliance-words.js';

const PER_SE = '47 CFR 64.1200(a)(10): a revocation per se';
const CARRIERS = 'default of the carriers and their aggregators';
const PLAIN = 'plain language, as 47 CFR 64.1200(a)(10) reads it in English';
const FRENCH = ['BE', 'CA', 'CH', 'FR', 'LU'];
const SPANISH = ['AR', 'CL', 'CO', 'ES', 'MX', 'PE'];
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
  ...['end all', 'endall', 'unsubscribe all', 'unsubscribeall', 'opt out all', 'quit all'].map(
    (word): ComplianceWord => ({ word, language: 'en', scope: 'sender', basis: 'as people extend STOP ALL' }),
  ),
  { word: 'remove', language: 'en', basis: CARRIERS },
  { word: 'td', language: 'en', countries: ['CA', 'US'], basis: "AWS's default list" },
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
  ...phrases('fr', FRENCH, [
    ...['arrêtez', 'arretez', 'arrêter', 'arreter', 'désabonner', 'desabonner', 'me désabonner'],
    ...['me desabonner', 'désabonnement', 'desabonnement', 'désabonnez moi', 'desabonnez moi'],
    ...['désinscription', 'desinscription', 'désinscrire', 'me désinscrire', 'je veux me désabonner'],
    ...['plus de messages', 'plus de sms', 'ne plus recevoir de messages', 'ne plus recevoir de sms'],
    ...['ne plus recevoir vos messages', 'je ne veux plus de messages', 'je ne veux plus de sms'],
    ...['je ne veux plus recevoir de messages', 'je ne veux plus recevoir de sms', 'stop sms', 'stop pub'],
    ...['arrêtez de menvoyer des messages', 'arretez de menvoyer des messages', 'arrêtez les messages'],
  ]),
  ...phrases('es', SPANISH, [
    ...['no quiero más mensajes', 'no quiero mas mensajes', 'no más mensajes', 'no mas mensajes'],
    ...['no quiero recibir más mensajes', 'no quiero recibir mas mensajes', 'no quiero recibir mensajes'],
    ...['darme de baja', 'dar de baja', 'darse de baja', 'quiero darme de baja', 'dame de baja'],
    ...['cancelar suscripción', 'cancelar suscripcion', 'cancelar la suscripción', 'no me escriban más'],
    ...['no me envíen más mensajes', 'no me envien mas mensajes', 'dejen de enviarme mensajes'],
    ...['deja de enviarme mensajes', 'dejen de escribirme', 'quítenme de la lista', 'quitenme de la lista'],
  ]),
  { word: 'sair', language: 'pt', countries: ['BR', 'PT'], basis: UNCONFIRMED },
];

function phrases(language: string, countries: readonly string[], words: readonly string[]): ComplianceWord[] {
  return words.map((word) => ({ word, language, countries, basis: PLAIN }));
}
