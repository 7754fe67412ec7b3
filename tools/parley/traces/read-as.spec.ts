import type { StoredSpan } from '@parley/persistence';
import { readAs } from './read-as.js';

const span = (attributes: Record<string, unknown>) => ({ attributes }) as StoredSpan;

test.each([
  [
    { 'parley.intent': 'handoff', 'parley.rule': 'support/case' },
    'a person has this conversation now: npx parley cases list',
  ],
  [
    { 'parley.intent': 'confirm', 'parley.rule': 'compliance/confirm' },
    'the text was confirm by compliance/confirm, which has no answer here',
  ],
  [{ 'parley.intent': 'confirm' }, undefined],
])('of %j', (attributes, words) => {
  expect(readAs([span({}), span(attributes)])).toBe(words);
});
