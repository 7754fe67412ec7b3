import type { MtRequested } from '@parley/contracts';
import fc from 'fast-check';
import { admit, type Request } from './admit-mt.js';
import { foldConsents, type ConsentView } from './consent-view.js';
import type { TextRules } from './fit-text.js';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const OURS = 'parley/subscriptions';
const FOREIGN = 'shop/checkout';

function request(data: Partial<MtRequested>, source = FOREIGN): Request {
  const text: MtRequested = {
    subscriber: '+14155550101',
    sender: '12345',
    text: 'Your order is on its way.',
    lane: 'transactional',
    purpose: 'information',
    onUnknown: 'park',
    ...data,
  };
  const id = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
  return { id, source, conversationId: 'c0ffee', traceparent: '00-1-2-00', data: text };
}

const refusalOf = (asked: Request, view: ConsentView = {}, known = true) =>
  admit(view, asked, known, NOW).refusal;
const out = foldConsents({}, [{ sender: '12345', program: '*', state: 'out', version: 1 }]);
const inClub = foldConsents({}, [{ sender: '12345', program: 'club', state: 'in', version: 1 }]);

describe('a requested text', () => {
  it('is queued with its segments, its times and where it comes from', () => {
    const { mt, refusal, facts } = admit(
      {},
      request({ text: 'é'.repeat(161), inReplyTo: 'x', campaign: 'c' }),
      true,
      NOW,
    );
    expect(refusal).toBeUndefined();
    expect(facts).toEqual([]);
    expect(mt).toMatchObject({
      id: request({}).id,
      segments: 2,
      encoding: 'gsm7',
      inReplyTo: 'x',
      campaign: 'c',
    });
    expect(mt).toMatchObject({ conversationId: 'c0ffee', traceparent: '00-1-2-00', queuedAtMs: NOW });
    expect(mt.sendAfterMs).toBeUndefined();
    expect(mt.expiresAtMs).toBe(NOW + 10 * 3_600_000);
  });

  it('keeps the instants it came with', () => {
    const times = { sendAfter: '2026-11-20T16:00:00.000Z', expiresAt: '2026-11-20T17:00:00.000Z' };
    const { mt } = admit({}, request(times), true, NOW);
    expect([mt.sendAfterMs, mt.expiresAtMs]).toEqual([NOW + 3_600_000, NOW + 7_200_000]);
  });

  it.each([
    ['in two days', '2026-11-22T15:00:00.000Z', 58],
    ['an hour ago', '2026-11-20T14:00:00.000Z', 10],
  ])(
    'that may go %s is worth sending for 10 hours from then, and from now at least',
    (_when, sendAfter, hours) => {
      const { mt, refusal } = admit({}, request({ sendAfter }), true, NOW);
      expect(refusal).toBeUndefined();
      expect(mt.expiresAtMs).toBe(NOW + hours * 3_600_000);
    },
  );

  it.each<[string, string | undefined, Request, ConsentView, boolean]>([
    ['on a sender that is not configured', 'SENDER_UNKNOWN', request({}), {}, false],
    ['that has expired', 'EXPIRED', request({ expiresAt: '2026-11-20T15:00:00.000Z' }), {}, true],
    ['that has not', undefined, request({ expiresAt: '2026-11-20T15:00:00.001Z' }), {}, true],
    ['after an opt-out of everything', 'OPTED_OUT', request({}), out, true],
    ['of a program nobody asked for', 'NO_CONSENT', request({ program: 'club' }), {}, true],
    ['of a program somebody is in', undefined, request({ program: 'club' }), inClub, true],
    [
      'of a program on another sender',
      'NO_CONSENT',
      request({ program: 'club', sender: '67890' }),
      inClub,
      true,
    ],
    ['in bulk without a program', 'NO_CONSENT', request({ lane: 'bulk' }), inClub, true],
  ])('%s: %s', (_what, code, asked, view, known) => {
    expect(refusalOf(asked, view, known)).toBe(code);
  });

  it.each<[string, Partial<MtRequested>]>([
    ['a compliance purpose', { purpose: 'opt_out_confirmation' }],
    ['help', { purpose: 'help' }],
    ['an opt-in prompt', { purpose: 'opt_in_prompt' }],
    ['the compliance lane', { lane: 'compliance' }],
    ['a consent', { consent: [{ program: '*', state: 'in', version: 99 }] }],
    ['an empty list of consents', { consent: [] }],
  ])('from anybody else may not carry %s', (_what, data) => {
    const { refusal, facts, consents } = admit(out, request(data), true, NOW);
    expect(refusal).toBe('PURPOSE_RESERVED');
    expect(facts).toEqual([]);
    expect(consents).toBe(out);
    expect(refusalOf(request(data, 'parley/subscriptions.evil'))).toBe('PURPOSE_RESERVED');
    expect(refusalOf(request(data, OURS))).not.toBe('PURPOSE_RESERVED');
  });

  it('puts the consents it carries into force first, for itself and what follows (I2)', () => {
    const stop = request(
      { purpose: 'opt_out_confirmation', consent: [{ program: '*', state: 'out', version: 2 }] },
      OURS,
    );
    const { consents, facts, refusal } = admit(inClub, stop, true, NOW);
    expect(refusal).toBeUndefined();
    expect(facts).toEqual([{ sender: '12345', program: '*', state: 'out', version: 2 }]);
    expect(refusalOf(request({ program: 'club' }), consents)).toBe('OPTED_OUT');

    const start = request(
      { purpose: 'opt_in_confirmation', consent: [{ program: '*', state: 'none', version: 3 }] },
      OURS,
    );
    expect(admit(consents, start, true, NOW).refusal).toBeUndefined();
    expect(
      admit(
        foldConsents(consents, [{ sender: '12345', program: '*', state: 'out', version: 4 }]),
        start,
        true,
        NOW,
      ),
    ).toHaveProperty('refusal', 'OPTED_OUT');
  });

  it('that is refused has put its consents into force all the same', () => {
    const stop = request({ consent: [{ program: '*', state: 'out', version: 2 }] }, OURS);
    const { facts, refusal, consents } = admit({}, stop, false, NOW);
    expect([refusal, facts.length, consents['12345/*']?.state]).toEqual(['SENDER_UNKNOWN', 1, 'out']);
  });

  it('of several opt-outs and opt-ins sees the newest, in whatever order they came', () => {
    const entry = fc.constantFrom('none' as const, 'out' as const);
    const versions = fc.array(entry, { minLength: 1, maxLength: 8 });
    const story = versions.chain((states) => {
      const news = states.map((state, i) => ({ program: '*' as const, state, version: i + 1 }));
      return fc.tuple(fc.constant(states.at(-1)), fc.shuffledSubarray(news, { minLength: news.length }));
    });
    fc.assert(
      fc.property(story, ([last, news]) => {
        let view: ConsentView = {};
        for (const fact of news) view = admit(view, request({ consent: [fact] }, OURS), true, NOW).consents;
        expect(refusalOf(request({}), view)).toBe(last === 'out' ? 'OPTED_OUT' : undefined);
      }),
    );
  });
});

describe('the form of a requested text', () => {
  const text = `Don’t miss it ${'x'.repeat(80)}`;
  const admitted = (data: Partial<MtRequested>, rules?: TextRules) =>
    admit({}, request(data), true, NOW, rules);

  it('is GSM-7 wherever look-alikes make it so, and what was replaced is told', () => {
    const { mt, replaced } = admitted({ text });
    expect(mt).toMatchObject({ text: text.replace('’', "'"), encoding: 'gsm7', segments: 1 });
    expect(replaced).toEqual([{ character: '’', by: "'", times: 1 }]);
  });

  it('stays as written where the sender says so', () => {
    const { mt, replaced } = admitted({ text }, { smartEncoding: false });
    expect([mt.text, mt.encoding, mt.segments, replaced]).toEqual([text, 'ucs2', 2, []]);
  });

  it.each([
    ['as long as it may be', 'x'.repeat(306), 2, undefined],
    ['a character longer', 'x'.repeat(307), 2, 'TOO_LONG'],
    ['without a limit', 'x'.repeat(1600), undefined, undefined],
  ])('%s', (_, long, maxSegments, refusal) => {
    expect(admitted({ text: long }, { maxSegments }).refusal).toBe(refusal);
  });

  it('is never too long where the rules want the text, and consent is asked first', () => {
    const long = 'x'.repeat(400);
    const ours = (purpose: MtRequested['purpose']) =>
      admit({}, request({ text: long, purpose }, OURS), true, NOW, { maxSegments: 1 }).refusal;
    expect([ours('help'), ours('opt_out_confirmation')]).toEqual([undefined, undefined]);
    expect(admit(out, request({ text: long }), true, NOW, { maxSegments: 1 }).refusal).toBe('OPTED_OUT');
  });
});
