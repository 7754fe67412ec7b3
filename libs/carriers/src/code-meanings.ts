import { mtRefusals } from '@parley/sms';
import { carrierErrors } from './carrier-errors.js';

const ofCarriers = new Map(Object.entries(carrierErrors).map(([code, { meaning }]) => [code, meaning]));

/**
 * What each code of `mt.status` means to a person, in a sentence, and each status that may come without one. Of a code
 * that both have, Parley's own refusal.
 */
export const codeMeanings: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ofCarriers),
  ...mtRefusals,
  undelivered: 'The carrier could not deliver it, and did not say why.',
  unknown: 'The carrier did not say whether it took it; a receipt may tell yet.',
};
