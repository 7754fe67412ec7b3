/*
 * What the words of a text say, for the rules of the CTIA Messaging Principles (opt-in confirmation, HELP,
 * opt-out) and 47 CFR 64.1200(a)(12). English: they are asked of senders in the United States only.
 */

const RATES = /\b(msg|message)s?\s*(&|and)\s*data\s+rates?\s+may\s+apply\b/i;
const FREQUENCY = new RegExp(
  [
    String.raw`\b(msgs?|messages?|texts?|alerts?|sms)\s*(\/|per|an?|each|every)\s*\w+`,
    String.raw`\b\d+\s*(msgs?|messages?|texts?|alerts?)\b`,
    String.raw`\b(msg|message|text|alert)\s+(frequency|freq)\b`,
    String.raw`\b(recurring|one-time|daily|weekly|monthly)\b`,
  ].join('|'),
  'i',
);
const CONTACT = new RegExp(
  [
    String.raw`\+?\d[\d\s().-]{5,}\d`,
    String.raw`\b(1-)?8\d\d-[A-Z0-9-]{7,}`,
    String.raw`\S+@\S+\.\S+`,
    String.raw`\bhttps?:\/\/\S+`,
    String.raw`\b[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}\b`,
  ].join('|'),
  'i',
);
const MARKETING =
  /\d\s*%\s*off\b|[$€£]\s*\d|\b(use|with|your|promo|coupon|discount)\s+code\b|\b(shop|buy|order)\s+(now|today)\b|\bfree\s+shipping\b|\bdon'?t\s+miss\b/i;

const NO_MORE = new RegExp(
  [
    String.raw`\bno\s+(more|further)\b`,
    String.raw`\byou\s+(have\s+|'ve\s+)?left\b`,
    String.raw`\b(unsubscribed|opted[\s-]*out|removed|stopped|ended|cancell?ed)\b`,
    String.raw`\b(won'?t|will\s+not|not|never)\s+(be\s+)?(get|receive|send|sent|text|texted|hear)\b`,
    String.raw`\bnot\s+receiv(e|ing)\b`,
  ].join('|'),
  'i',
);
const BIRTH_DATE = /\b(birth\s*-?\s*da(te|y)|date\s+of\s+birth|born|dob)\b/i;

/** That no more texts come: what the confirmation of an opt-out is for. */
export function saysNoMore(text: string): boolean {
  return NO_MORE.test(text.replace(/[‘’]/g, "'"));
}

export function asksBirthDate(text: string): boolean {
  return BIRTH_DATE.test(text);
}

export function saysRates(text: string): boolean {
  return RATES.test(text);
}

/** How many texts to expect; "Msg & data rates" is not an answer to that. */
export function saysFrequency(text: string): boolean {
  return FREQUENCY.test(text.replace(RATES, ''));
}

/** Tells the person to text this word: in capitals, or after "reply", "text" or "send". */
export function saysToText(word: string, text: string): boolean {
  const upper = word.toUpperCase();
  return (
    new RegExp(String.raw`(?<![\p{L}\p{N}])${escape(upper)}(?![\p{L}\p{N}])`, 'u').test(text) ||
    new RegExp(
      String.raw`\b(reply|text|send)\s+(with\s+)?["'“‘]?${escape(upper)}(?![\p{L}\p{N}])`,
      'iu',
    ).test(text)
  );
}

export function saysContact(text: string): boolean {
  return CONTACT.test(text);
}

export function isMarketing(text: string): boolean {
  return MARKETING.test(text);
}

export function names(text: string, name: string): boolean {
  return plain(text).includes(plain(name));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');
}

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
