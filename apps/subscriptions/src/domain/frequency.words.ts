const FREQUENCY = new RegExp(
  String.raw`\b((up to|about|at most|at least|no more than|max\.?)\s+)?\d+\s*(msgs?|messages?|texts?|alerts?)` +
    String.raw`\s*(\/|per|an?|each|every)\s*(day|week|month|year|order|visit)\b`,
  'i',
);

/**
 * How often a program texts, as a sentence: in the words of its welcome, which must say it (CTIA Messaging
 * Principles), where they can be read; else that it varies.
 */
export function frequencyWords(welcomeText: string): string {
  const said = FREQUENCY.exec(welcomeText)?.[0];
  return said === undefined ? 'Msg frequency varies.' : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}
