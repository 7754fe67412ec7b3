import { matches } from './matches.js';

const event = {
  intent: 'opt_out',
  scope: undefined,
  match: { rule: 'r', alternatives: [{ rule: 'a' }] },
  attempt: 1,
};

describe('a partial match', () => {
  it.each([
    ['nothing asked', {}],
    ['a field', { intent: 'opt_out' }],
    ['a field deeper down', { match: { rule: 'r' } }],
    ['the same by its path', { 'match.rule': 'r' }],
    ['an absent field', { scope: null, program: null }],
    ['a list', { 'match.alternatives': [{ rule: 'a' }] }],
    ['a number', { attempt: 1 }],
  ])('has %s', (_what, expected) => expect(matches(expected, event)).toBe(true));

  it.each([
    ['another value', { intent: 'opt_in' }],
    ['a field that is not there', { program: 'club' }],
    ['one that should be absent', { intent: null }],
    ['another value deeper down', { match: { rule: 's' } }],
    ['a path that leads nowhere', { 'match.rule.name': 'r' }],
    ['a shorter list', { 'match.alternatives': [] }],
    ['a longer list', { 'match.alternatives': [{ rule: 'a' }, { rule: 'b' }] }],
    ['a number as a text', { attempt: '1' }],
  ])('has not %s', (_what, expected) => expect(matches(expected, event)).toBe(false));
});
