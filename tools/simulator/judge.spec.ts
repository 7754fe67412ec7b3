import fc from 'fast-check';
import { ack, mo, mt } from './entries.builder.js';
import { afterOptOut, duplicates, lostMos, maxSegmentsInSlidingSecond, orderViolations } from './judge.js';
import type { MtReceived } from './ledger.entries.js';

const second = 1_000_000;

describe('maxSegmentsInSlidingSecond', () => {
  it('is 0 where nothing was sent', () => {
    expect(maxSegmentsInSlidingSecond([], '12345')).toBe(0);
    expect(maxSegmentsInSlidingSecond([mt({ from: '99999' })], '12345')).toBe(0);
  });

  it('sees a burst that straddles the full second, which a fixed window would miss', () => {
    const burst = [...Array(5).keys()].map((n) => mt({ at: second - 5 + n }));
    const next = [...Array(5).keys()].map((n) => mt({ at: second + n }));
    expect(maxSegmentsInSlidingSecond([...burst, ...next], '12345')).toBe(10);
  });

  it('counts a text every 1/n second as n', () => {
    const even = [...Array(100).keys()].map((n) => mt({ at: (n * second) / 10 }));
    expect(maxSegmentsInSlidingSecond(even, '12345')).toBe(10);
  });

  it('counts segments, and throttled requests too', () => {
    const sent = [mt({ segments: 3 }), mt({ at: 1, segments: 2, result: 'throttled' })];
    expect(maxSegmentsInSlidingSecond(sent, '12345')).toBe(5);
  });

  it('agrees with counting every window by hand', () => {
    const arrivals = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 3 * second }), fc.integer({ min: 1, max: 4 })),
    );
    fc.assert(
      fc.property(arrivals, (list) => {
        const byHand = list.map(([end]) =>
          list.reduce((sum, [at, segments]) => (at <= end && at > end - second ? sum + segments : sum), 0),
        );
        const entries = list.map(([at, segments]) => mt({ at, segments }));
        expect(maxSegmentsInSlidingSecond(entries, '12345')).toBe(Math.max(0, ...byHand));
      }),
    );
  });
});

describe('duplicates', () => {
  it('are none where each MT came once, throttled attempts before it included', () => {
    const entries = [
      mo({}),
      mt({ reference: 'a', result: 'throttled' }),
      mt({ reference: 'a', result: 'failed' }),
      mt({ reference: 'a' }),
      mt({ reference: 'b', text: 'other' }),
    ];
    expect(duplicates(entries)).toEqual([]);
  });

  it('are the same reference twice, one of them without an answer', () => {
    const entries = [mt({ reference: 'a', result: 'dropped' }), mt({ reference: 'a', at: 5 })];
    expect(duplicates(entries)).toEqual([{ what: 'the same MT was sent twice', entries }]);
  });

  it('are one reply twice for one MO, under different references', () => {
    const replies = [mt({ reference: 'a' }), mt({ reference: 'b' })];
    expect(duplicates([mo({}), ...replies])).toEqual([
      { what: "one text 2 times for 1 of the phone's", entries: replies },
    ]);
    expect(duplicates([mo({}), ...replies], { byText: false })).toEqual([]);
  });

  it('are none where the phone asked twice, or never', () => {
    const replies = [mt({ reference: 'a' }), mt({ reference: 'b' })];
    expect(duplicates([mo({ id: '1' }), mo({ id: '2' }), ...replies])).toEqual([]);
    expect(duplicates(replies)).toEqual([]);
    expect(duplicates([mo({ to: '99999' }), ...replies])).toEqual([]);
  });
});

describe('lostMos', () => {
  it('are acknowledged MO without a reply', () => {
    const lost = mo({ id: '2', from: '+14155550102' });
    const entries = [mo({ id: '1' }), ack({ id: '1' }), lost, ack({ id: '2' }), mt({ at: 9 })];
    expect(lostMos(entries)).toEqual([lost]);
  });

  it('are not those that were never acknowledged, or rightly not answered', () => {
    const silent = mo({ id: '2', from: '+14155550102', text: 'thanks' });
    expect(lostMos([mo({ id: '1' }), silent, ack({ id: '2' })], ({ text }) => text !== 'thanks')).toEqual([]);
  });

  it('need a reply each: one does not do for two', () => {
    const entries = [
      mo({ id: '1' }),
      ack({ id: '1' }),
      mo({ id: '2', at: 5 }),
      ack({ id: '2' }),
      mt({ at: 9 }),
    ];
    expect(lostMos(entries)).toHaveLength(1);
    expect(lostMos([...entries, mt({ at: 10 })])).toEqual([]);
  });

  it('are not saved by a reply from before they were sent, to another phone, or that was not taken', () => {
    const asked = [mo({ at: 5 }), ack({})];
    expect(lostMos([...asked, mt({ at: 4 })])).toHaveLength(1);
    expect(lostMos([...asked, mt({ at: 9, to: '+14155550102' })])).toHaveLength(1);
    expect(lostMos([...asked, mt({ at: 9, from: '99999' })])).toHaveLength(1);
    expect(lostMos([...asked, mt({ at: 9, result: 'throttled' })])).toHaveLength(1);
    expect(lostMos([...asked, mt({ at: 9, result: 'hung' })])).toEqual([]);
  });
});

describe('orderViolations', () => {
  const sequenceOf = ({ text }: MtReceived) => (text.startsWith('n') ? Number(text.slice(1)) : undefined);

  it('are texts that overtook each other on their way to one phone', () => {
    const [third, second] = [mt({ at: 2, text: 'n3' }), mt({ at: 3, text: 'n2' })];
    const entries = [
      mt({ at: 1, text: 'n1' }),
      third,
      second,
      mt({ at: 4, text: 'n4' }),
      mt({ at: 5, text: 'x' }),
    ];
    expect(orderViolations(entries, sequenceOf)).toEqual([
      { what: 'text 2 came after text 3', entries: [third, second] },
    ]);
  });

  it('are not between phones, nor by texts that were not taken', () => {
    const entries = [
      mt({ at: 1, text: 'n2', to: '+14155550102' }),
      mt({ at: 2, text: 'n1' }),
      mt({ at: 3, text: 'n5', result: 'throttled' }),
      mt({ at: 4, text: 'n4' }),
    ];
    expect(orderViolations(entries, sequenceOf)).toEqual([]);
  });
});

describe('afterOptOut', () => {
  const words = {
    isConfirmation: ({ text }: MtReceived) => text === 'You are out.',
    isOptIn: ({ text }: { text: string }) => text === 'START',
  };
  const confirmation = mt({ at: 10, text: 'You are out.' });

  it('are texts after the confirmation, throttled ones too', () => {
    const offers = [mt({ at: 11, text: 'offer' }), mt({ at: 12, text: 'offer', result: 'throttled' })];
    expect(afterOptOut([mt({ at: 9 }), confirmation, ...offers], words)).toEqual(
      offers.map((offer) => ({
        what: 'a text after the opt-out was confirmed',
        entries: [confirmation, offer],
      })),
    );
  });

  it('are a second confirmation too, unless it is allowed', () => {
    const again = mt({ at: 11, text: 'You are out.' });
    expect(afterOptOut([confirmation, again], words)).toHaveLength(1);
    const allowing = { ...words, isAllowed: words.isConfirmation };
    expect(afterOptOut([confirmation, again], allowing)).toEqual([]);
    expect(afterOptOut([confirmation, again, mt({ at: 12 })], allowing)).toHaveLength(1);
  });

  it('are none after START, to others, or where the confirmation never got out', () => {
    expect(afterOptOut([confirmation, mo({ at: 11, text: 'START' }), mt({ at: 12 })], words)).toEqual([]);
    expect(afterOptOut([confirmation, mo({ at: 11, text: 'hi' }), mt({ at: 12 })], words)).toHaveLength(1);
    expect(afterOptOut([confirmation, mt({ at: 11, to: '+14155550102' })], words)).toEqual([]);
    expect(afterOptOut([{ ...confirmation, result: 'failed' as const }, mt({ at: 11 })], words)).toEqual([]);
  });

  it('are judged by time, whatever the order of the lines', () => {
    expect(afterOptOut([mt({ at: 11 }), confirmation], words)).toHaveLength(1);
  });
});
