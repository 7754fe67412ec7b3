import { Inbox } from './inbox.js';

const message = (to: string, text = 'hi') => ({
  carrier: 'simulator' as const,
  id: 'x',
  from: '12345',
  to,
  text,
  segments: 1,
  at: 0,
});

describe('the inbox', () => {
  it('gives a phone its own texts, after the last it has seen', () => {
    const inbox = new Inbox(10);
    inbox.add(message('a', 'one'));
    inbox.add(message('b'));
    inbox.add(message('a', 'two'));
    expect(inbox.read('a', 0).map(({ seq, text }) => [seq, text])).toEqual([
      [1, 'one'],
      [3, 'two'],
    ]);
    expect(inbox.read('a', 1).map(({ text }) => text)).toEqual(['two']);
    expect(inbox.read('c', 0)).toEqual([]);
  });

  it('wakes everyone who waits for that phone, and no one else', async () => {
    const inbox = new Inbox(10);
    const first = inbox.wait('a', 0, 60_000);
    const second = inbox.wait('a', 0, 60_000);
    const other = inbox.wait('b', 0, 20);
    inbox.add(message('a'));
    expect(await first).toHaveLength(1);
    expect(await second).toHaveLength(1);
    expect(await other).toEqual([]);
  });

  it('does not wait for what is there, nor once the caller has gone', async () => {
    const inbox = new Inbox(10);
    const gone = new AbortController();
    const waiting = inbox.wait('a', 0, 60_000, gone.signal);
    gone.abort();
    expect(await waiting).toEqual([]);
    inbox.add(message('a'));
    expect(await inbox.wait('a', 0, 60_000)).toHaveLength(1);
  });

  it('keeps the newest up to its limit, over all phones', () => {
    const inbox = new Inbox(3);
    for (let n = 1; n <= 50; n++) inbox.add(message(n % 2 ? 'a' : 'b', String(n)));
    const kept = [...inbox.read('a', 0), ...inbox.read('b', 0)].map(({ seq }) => seq);
    expect(kept.sort((x, y) => x - y)).toEqual([48, 49, 50]);
  });
});
