import type { KeywordConfigured, SenderConfigured } from '@parley/contracts';
import { resolveIntent, SenderDictionaries } from '@parley/intents';
import type { DomainLoad } from './domain-load.js';

const sender: SenderConfigured = {
  sender: '12345',
  revision: 'r1',
  carrier: 'simulator',
  tenant: 'default',
  brand: 'Warm Sweaters',
  country: 'US',
  segmentsPerSecond: 100,
  helpText: 'Warm Sweaters: help at 1-800-555-0100.',
  fallbackText: 'Warm Sweaters: somebody will read it soon.',
};

/** Texts as a sender gets them: mostly keywords, whole or with more words, some STOPs, some that nobody understands. */
export function keywordResolution(keywords: number, patterns = 0): DomainLoad {
  const words = Array.from({ length: keywords }, (_, number) => `word${number.toString(36)}`);
  const configured = words.map((word, number): KeywordConfigured => ({
    sender: '12345',
    keyword: word,
    revision: 'r1',
    aliases: [`other${number.toString(36)}`],
    action: 'reply',
    reply: 'Here you are.',
    ...(number < patterns && { patterns: [`where is ${word} {number}`] }),
  }));
  const directory = {
    senders: new Map([['12345', sender]]),
    programs: new Map(),
    keywords: new Map(configured.map((each) => [`12345/${each.keyword}`, each])),
    revision: 1,
  };
  const dictionary = new SenderDictionaries(directory).of('12345');
  const texts = Array.from({ length: 1000 }, (_, number) => {
    const word = words[(number * 7919) % words.length]!;
    const forms = [
      word,
      word.toUpperCase(),
      `${word}!`,
      `${word} please`,
      `${word} for two, thanks`,
      ` ${word}\n`,
    ];
    const others = [
      'STOP',
      'help',
      'yes',
      'Stop. Thank you',
      'where is my order?',
      `other${number.toString(36)}`,
    ];
    return number % 4 === 3 ? others[(number >> 2) % others.length]! : forms[number % forms.length]!;
  });
  return {
    things: texts.length,
    run: () => {
      for (const text of texts) resolveIntent({ text, dictionary });
    },
  };
}
