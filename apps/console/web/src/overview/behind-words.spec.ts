import { behindWords } from './behind-words.js';

it.each([
  [1, 'keyword-router is behind: 1 record of mo.received waits for it'],
  [1_200, 'keyword-router is behind: 1,200 records of mo.received wait for it'],
])('says who is behind, on what, by how much: %s', (records, words) => {
  expect(behindWords({ group: 'keyword-router', topic: 'parley.mo.received.v1', records })).toBe(words);
});
