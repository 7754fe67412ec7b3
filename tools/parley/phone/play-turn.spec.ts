import type { StoredSpan } from '@parley/persistence';
import { span } from '@parley/traces';
import type { Phone, ReceivedText, SentText } from './phone.js';
import { playTurn, type Turn } from './play-turn.js';

const accepted: SentText = { id: 'sim-mo-1', sentAt: 1_000, acceptedAt: 1_010, status: 200, traceId: 't1' };

const received = (text: string, from = '12345'): ReceivedText => {
  return { seq: 1, carrier: 'simulator', from, to: '+14155550101', text, segments: 1, at: 1_062_500 };
};

/** A phone whose inbox gives these, call by call, and then waits as long as it is asked to. */
function phoneWith(sent: SentText, ...inbox: ReceivedText[][]): Phone {
  const receive = (waitMs: number, signal?: AbortSignal): Promise<ReceivedText[]> => {
    const page = inbox.shift();
    if (page !== undefined) return Promise.resolve(page);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve([]), waitMs);
      signal?.addEventListener('abort', () => (clearTimeout(timer), reject(new Error('aborted'))));
    });
  };
  return { send: () => Promise.resolve(sent), receive } as unknown as Phone;
}

const play = (phone: Phone, spans: StoredSpan[] = [], timeoutMs = 5_000): Promise<Turn> =>
  playTurn({ phone, text: { to: '12345', text: 'HI' }, timeoutMs, spansOf: () => Promise.resolve(spans) });

describe('a turn from the phone', () => {
  it('takes every reply, with the time from phone to phone', async () => {
    const turn = await play(phoneWith(accepted, [received('one')], [received('two')]));
    expect(turn.replies).toEqual([
      { text: 'one', segments: 1, afterMs: 62.5 },
      { text: 'two', segments: 1, afterMs: 62.5 },
    ]);
  });

  it('tells of each reply as it comes', async () => {
    const told: string[] = [];
    const phone = phoneWith(accepted, [received('one')], [received('two')]);
    await playTurn({
      phone,
      text: { to: '12345', text: 'HI' },
      timeoutMs: 5_000,
      onSent: ({ id }) => void told.push(id),
      onReply: ({ text }) => void told.push(text),
      spansOf: () => Promise.resolve([]),
    });
    expect(told).toEqual(['sim-mo-1', 'one', 'two']);
  });

  it('leaves out what others send meanwhile', async () => {
    const turn = await play(phoneWith(accepted, [received('spam', '99999')], [received('ours')]));
    expect(turn.replies.map(({ text }) => text)).toEqual(['ours']);
  });

  it('stops waiting when the trace says that there will be no reply', async () => {
    const refused = span('a', undefined, 0, {
      service: 'dispatcher',
      attributes: { 'parley.code': 'OPTED_OUT' },
    });
    const turn = await play(phoneWith(accepted), [refused], 60_000);
    expect(turn).toMatchObject({ replies: [], silence: { code: 'OPTED_OUT', service: 'dispatcher' } });
  });

  it('gives up after its time', async () => {
    expect(await play(phoneWith(accepted), [], 20)).toMatchObject({ replies: [], silence: undefined });
  });

  it('waits for nothing when ingest did not take the text', async () => {
    const refused: SentText = { id: 'x', sentAt: 1, status: 404, refusal: 'no' };
    expect(await play(phoneWith(refused), [], 60_000)).toEqual({
      sent: refused,
      replies: [],
      silence: undefined,
    });
  });
});
