import { meantBy, queryOf } from './search.js';

const nothing = { words: '', keyword: '', sender: '', state: '' };

describe('the search', () => {
  it.each([
    ['5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10', 'id'],
    [' 4A38FCBBE55AFCEDA6DD4E1319BE66B4 ', 'id'],
    ['+1 (415) 555-0101', 'number'],
    ['0101', 'number'],
    ['discount', 'text'],
    ['30% off', 'text'],
  ])('takes %j for: %s', (words, kind) => {
    expect(Object.keys(meantBy(words))).toEqual([kind]);
  });

  it('asks only for what was said', () => {
    expect(queryOf(nothing)).toBe('');
    expect(queryOf({ ...nothing, words: '+1 415', state: 'case' })).toBe('?number=1415&state=case');
    expect(queryOf({ ...nothing, words: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10' })).toBe('');
  });
});
