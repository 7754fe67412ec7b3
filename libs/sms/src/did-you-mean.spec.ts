import { didYouMean, nearest } from './did-you-mean.js';

describe('nearest', () => {
  it.each([
    ['carier', 'carrier'],
    ['SENDER', 'sender'],
    ['recieve', 'receive'],
    ['hlep', 'help'],
    ['helptext', 'helpText'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearest(typed, ['brand', 'carrier', 'help', 'helpText', 'receive', 'sender'])).toBe(meant);
  });

  it('takes nothing for what is far from everything', () => {
    expect(nearest('color', ['brand', 'sender', 'carrier'])).toBeUndefined();
    expect(nearest('x', [])).toBeUndefined();
  });

  it('takes the nearer of two', () => {
    expect(nearest('senders', ['sender', 'sendings', 'senders2x'])).toBe('sender');
  });
});

describe('didYouMean', () => {
  it('ends a sentence, or adds nothing to it', () => {
    expect(didYouMean('carier', ['carrier'])).toBe('; did you mean "carrier"?');
    expect(didYouMean('color', ['carrier'])).toBe('');
  });
});
