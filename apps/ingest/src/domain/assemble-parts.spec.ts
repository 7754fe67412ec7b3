import type { MoReceived } from '@parley/contracts';
import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { assembleParts, type Assembly, type KeptPart } from './assemble-parts.js';
import { joinedMo, type MoPart } from './joined-mo.js';

const WAIT = 60_000;

function part(number: number, text: string, arrivedMs = 0, id = `${number}:${text}:${arrivedMs}`): KeptPart {
  return { carrierMessageId: id, number, text, arrivedMs };
}

const textOf = ({ parts }: Assembly<KeptPart>) => parts.map(({ text }) => text).join('');
const said = (parts: readonly KeptPart[], total: number, nowMs = 0) =>
  assembleParts(parts, total, nowMs, WAIT).map((text) => [textOf(text), text.partial]);

describe('assembleParts', () => {
  it('puts parts in their order once all are there', () => {
    expect(said([part(2, 'b'), part(3, 'c')], 3)).toEqual([]);
    expect(said([part(2, 'b'), part(3, 'c', 5), part(1, 'a', 9)], 3)).toEqual([['abc', false]]);
  });

  it('lets what came go when its time is over, and not a moment before', () => {
    expect(said([part(2, 'b', 1000)], 2, 1000 + WAIT - 1)).toEqual([]);
    expect(said([part(2, 'b', 1000)], 2, 1000 + WAIT)).toEqual([['b', true]]);
  });

  it('takes a part that came twice once, under whatever id', () => {
    const [text] = assembleParts([part(1, 'a', 0, 'x'), part(1, 'a', 1, 'y'), part(2, 'b', 2)], 2, 2, WAIT);
    expect([textOf(text!), text!.repeats.map(({ carrierMessageId }) => carrierMessageId)]).toEqual([
      'ab',
      ['y'],
    ]);
  });

  it('begins another text where a number comes again with other words', () => {
    expect(said([part(1, 'old', 0), part(1, 'new', 10), part(2, '!', 20)], 2)).toEqual([
      ['old', true],
      ['new!', false],
    ]);
  });

  it('begins another text when the time of the first is over: its reference is used again', () => {
    const reused = [part(1, 'old', 0), part(2, 'late', WAIT), part(1, 'new', WAIT + 5)];
    expect(said(reused, 2, WAIT + 5)).toEqual([
      ['old', true],
      ['newlate', false],
    ]);
  });

  const pieces = fc.array(fc.string({ unit: anyCharacter, maxLength: 20 }), { minLength: 2, maxLength: 12 });
  const order = fc.infiniteStream(fc.double({ noNaN: true, min: 0, max: 1 }));

  function shuffled<T>(items: readonly T[], random: Iterator<number>): T[] {
    return items
      .map((item) => [random.next().value as number, item] as const)
      .sort(([one], [other]) => one - other)
      .map(([, item]) => item);
  }

  it('gives the text back from any order, with any of its parts repeated', () => {
    fc.assert(
      fc.property(pieces, order, fc.array(fc.nat(11), { maxLength: 6 }), (texts, random, again) => {
        const sent = [...texts.keys(), ...again.filter((index) => index < texts.length)];
        // A repeat after the last part comes to a text that has gone on: the store knows its id.
        const arrived = shuffled(sent, random).map((index, at) =>
          part(index + 1, texts[index]!, at, `id ${at}`),
        );
        const whole = assembleParts(arrived, texts.length, arrived.length, WAIT);
        expect(whole.map(textOf)).toEqual([texts.join('')]);
        expect(whole[0]!.partial).toBe(false);
        expect(whole[0]!.parts.length + whole[0]!.repeats.length).toBe(arrived.length);
      }),
    );
  });

  it('decides the same whatever the order in which the parts are read back', () => {
    const arrival = fc.record({
      number: fc.integer({ min: 1, max: 4 }),
      text: fc.constantFrom('a', 'b'),
      at: fc.nat(150_000),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 12 }), order, fc.nat(300_000), (arrivals, random, nowMs) => {
        const parts = arrivals.map(({ number, text, at }, index) => part(number, text, at, `id ${index}`));
        const once = assembleParts(parts, 4, nowMs, WAIT);
        expect(assembleParts(shuffled(parts, random), 4, nowMs, WAIT)).toEqual(once);
      }),
    );
  });

  it('loses no part and uses none twice; with all time over, every part goes', () => {
    const arrival = fc.record({
      number: fc.integer({ min: 1, max: 4 }),
      text: fc.constantFrom('a', 'b'),
      at: fc.nat(150_000),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 12 }), (arrivals) => {
        const parts = arrivals.map(({ number, text, at }, index) => part(number, text, at, `id ${index}`));
        const texts = assembleParts(parts, 4, 150_000 + WAIT, WAIT);
        const gone = texts
          .flatMap((text) => [...text.parts, ...text.repeats])
          .map((one) => one.carrierMessageId);
        expect(gone.sort()).toEqual(parts.map((one) => one.carrierMessageId).sort());
        for (const text of texts) expect(text.partial).toBe(text.parts.length < 4);
      }),
    );
  });
});

describe('joinedMo', () => {
  const mo = (change: Partial<MoReceived>): MoReceived => ({
    subscriber: '+14155550101',
    sender: '12345',
    text: 'x',
    carrier: 'simulator',
    carrierMessageId: 'sim-1',
    receivedAt: '2026-11-20T15:00:00.000Z',
    ...change,
  });
  const moPart = (number: number, text: string, change: Partial<MoReceived> = {}): MoPart => {
    const carrierMessageId = `sim-${number}`;
    const event = mo({ text: text.toWellFormed(), carrierMessageId, ...change });
    return { carrierMessageId, number, text, arrivedMs: number, mo: event, debug: number === 2 };
  };
  const joined = (...parts: MoPart[]) => joinedMo({ parts, repeats: [], partial: false });

  it('is the whole text, with its parts, from when the first came', () => {
    const { data, debug } = joined(
      moPart(1, 'I want ', { receivedAt: '2026-11-20T15:00:02.000Z' }),
      moPart(2, 'STOP', { receivedAt: '2026-11-20T15:00:01.000Z' }),
    );
    expect(debug).toBe(true);
    expect(data).toEqual({
      ...mo({ text: 'I want STOP', receivedAt: '2026-11-20T15:00:01.000Z', segments: 2 }),
      parts: [
        { number: 1, text: 'I want ', carrierMessageId: 'sim-1' },
        { number: 2, text: 'STOP', carrierMessageId: 'sim-2' },
      ],
    });
  });

  it('mends what a cut went through: a surrogate pair, an accent', () => {
    expect(joined(moPart(1, 'wool \ud83e'), moPart(2, '\uddf6!')).data.text).toBe('wool 🧶!');
    expect(joined(moPart(1, 'cafe'), moPart(2, '\u0301')).data.text).toBe('café');
  });

  it('leaves out what no event can hold, and says so', () => {
    const { data } = joined(moPart(1, 'a'.repeat(4000)), moPart(2, 'b'.repeat(97)), moPart(3, 'c'));
    expect([data.text.length, data.partial, data.parts!.length]).toEqual([4000, true, 1]);
  });

  it('counts the text as it is composed, which may be longer or shorter than its parts', () => {
    // U+FB2C is three characters in NFC, U+0065 U+0301 is one.
    const longer = joined(moPart(1, '\ufb2c'.repeat(1300)), moPart(2, '\ufb2c'.repeat(100)));
    expect([longer.data.text.length, longer.data.partial, longer.data.parts!.length]).toEqual([
      3900,
      true,
      1,
    ]);
    const shorter = joined(moPart(1, 'e\u0301'.repeat(2100)), moPart(2, '!'));
    expect([shorter.data.text, shorter.data.partial]).toEqual([`${'é'.repeat(2100)}!`, undefined]);
  });

  it('is named after its parts', () => {
    const names = [joined(moPart(1, 'a'), moPart(2, 'b')), joined(moPart(1, 'a'), moPart(3, 'b'))].map(
      ({ name }) => name,
    );
    expect(names).toEqual(['mo/parts/sim-1\nsim-2', 'mo/parts/sim-1\nsim-3']);
  });
});
