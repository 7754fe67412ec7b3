import { createHmac } from 'node:crypto';
import { ConversationIds } from './conversation-id.js';

const PEPPER = 'sixteen characters or more';

describe('a conversation id', () => {
  it('is an HMAC of subscriber and sender: the same in every service, and it names nobody', () => {
    const id = new ConversationIds(PEPPER).of('+14155550101', '12345');
    const expected = createHmac('sha256', PEPPER).update('+14155550101|12345').digest('hex').slice(0, 32);
    expect(id).toBe(expected);
    expect(new ConversationIds(PEPPER).of('+14155550101', '12345')).toBe(id);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is another for another subscriber, sender or pepper', () => {
    const ids = new ConversationIds(PEPPER);
    const all = [
      ids.of('+14155550101', '12345'),
      ids.of('+14155550102', '12345'),
      ids.of('+14155550101', '12346'),
      new ConversationIds(`${PEPPER}!`).of('+14155550101', '12345'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it('stays the same when its memory is full, and its memory stays small', () => {
    const ids = new ConversationIds(PEPPER);
    const first = ids.of('+14155550101', '12345');
    for (let i = 0; i < 25_000; i += 1) ids.of(`+1415${1_000_000 + i}`, '12345');
    expect(ids.of('+14155550101', '12345')).toBe(first);
    const { recent } = ids as unknown as { recent: Map<string, string> };
    expect(recent.size).toBeLessThanOrEqual(10_000);
  });
});
