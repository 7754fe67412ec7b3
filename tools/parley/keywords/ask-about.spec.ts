import type { ConfigSnapshot } from '@parley/config';
import { programConfigured, senderConfigured } from '@parley/contracts';
import { checkQuestion } from './ask-about.js';

const config = {
  senders: new Map([
    ['12345', { ...senderConfigured.example, sender: '12345' }],
    ['777', { ...senderConfigured.example, sender: '777', removed: true }],
  ]),
  programs: new Map([
    ['club', { ...programConfigured.example, program: 'club', sender: '12345' }],
    ['other', { ...programConfigured.example, program: 'other', sender: '67890' }],
  ]),
} as unknown as ConfigSnapshot;

test.each<[string, string | undefined, string | undefined]>([
  ['12345', undefined, undefined],
  ['12345', 'club', undefined],
  ['999', undefined, 'No sender 999 is configured; there is 12345.'],
  ['777', undefined, 'No sender 777 is configured; there is 12345.'],
  ['12345', 'clubb', 'The sender 12345 has no program "clubb"; there is club.'],
  ['12345', 'other', 'The sender 12345 has no program "other"; there is club.'],
])('%s about %s', (sender, program, refusal) => {
  const ask = () => checkQuestion(config, sender, program);
  if (refusal === undefined) expect(ask).not.toThrow();
  else expect(ask).toThrow(refusal);
});

it('says where senders come from when there is none', () => {
  const none = { senders: new Map(), programs: new Map() } as unknown as ConfigSnapshot;
  expect(() => checkQuestion(none, '12345', undefined)).toThrow('"npx parley apply" brings them');
});
