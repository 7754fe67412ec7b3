import { senderConfigured, type MtRequested } from '@parley/contracts';
import fc from 'fast-check';
import { admit, type Request, type Terms } from './admit-mt.js';
import { foldConsents, type ConsentView } from './consent-view.js';

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
  return { id, source, time: NOW - 10, conversationId: 'c0ffee', traceparent: '00-1-2-00', data: text };
}

const TERMS: Terms = { sender: senderConfigured.example };

const refusalOf = (asked: Request, view: ConsentView = {}, terms = TERMS) =>
  admit(view, asked, terms, NOW).refusal;
const out = foldConsents({}, [{ sender: '12345', program: '*', state: 'out', version: 1 }]);
const inClub = foldConsents({}, [{ sender: '12345', program: 'club', state: 'in', version: 1 }]);

describe('a requested text', () => {
  it('is queued with its segments, its times and where it comes from', () => {
    const { mt, refusal, facts } = admit(
      {},
      request({ text: 'é'.repeat(161), inReplyTo: 'x', campaign: 'c' }),
      TERMS,
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
    const { mt } = admit({}, request(times), TERMS, NOW);
    expect([mt.sendAfterMs, mt.expiresAtMs]).toEqual([NOW + 3_600_000, NOW + 7_200_000]);
  });

  it.each([
    ['in two days', '2026-11-22T15:00:00.000Z', 58],
    ['an hour ago', '2026-11-20T14:00:00.000Z', 10],
  ])(
    'that may go %s is worth sending for 10 hours from then, and from now at least',
    (_when, sendAfter, hours) => {
      const { mt, refusal } = admit({}, request({ sendAfter }), TERMS, NOW);
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
    expect(refusalOf(asked, view, known ? TERMS : {})).toBe(code);
  });

  it.each([
    ['before its campaign was cancelled', NOW - 10, 'CANCELLED'],
    ['after it', NOW - 11, undefined],
  ])('that was asked for %s: %s', (_when, cancelledAtMs, code) => {
    expect(refusalOf(request({ campaign: 'c' }), {}, { ...TERMS, cancelledAtMs })).toBe(code);
  });

  it.each<[string, Partial<MtRequested>]>([
    ['a compliance purpose', { purpose: 'opt_out_confirmation' }],
    ['help', { purpose: 'help' }],
    ['an opt-in prompt', { purpose: 'opt_in_prompt' }],
    ['the compliance lane', { lane: 'compliance' }],
    ['a consent', { consent: [{ program: '*', state: 'in', version: 99 }] }],
    ['an empty list of consents', { consent: [] }],
  ])('from anybody else may not carry %s', (_what, data) => {
    const { refusal, facts, consents } = admit(out, request(data), TERMS, NOW);
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
    const { consents, facts, refusal } = admit(inClub, stop, TERMS, NOW);
    expect(refusal).toBeUndefined();
    expect(facts).toEqual([{ sender: '12345', program: '*', state: 'out', version: 2 }]);
    expect(refusalOf(request({ program: 'club' }), consents)).toBe('OPTED_OUT');

    const start = request(
      { purpose: 'opt_in_confirmation', consent: [{ program: '*', state: 'none', version: 3 }] },
      OURS,
    );
    expect(admit(consents, start, TERMS, NOW).refusal).toBeUndefined();
    expect(
      admit(
        foldConsents(consents, [{ sender: '12345', program: '*', state: 'out', version: 4 }]),
        start,
        TERMS,
        NOW,
      ),
    ).toHaveProperty('refusal', 'OPTED_OUT');
  });

  it('that is refused has put its consents into force all the same', () => {
    const stop = request({ consent: [{ program: '*', state: 'out', version: 2 }] }, OURS);
    const { facts, refusal, consents } = admit({}, stop, {}, NOW);
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
        for (const fact of news) view = admit(view, request({ consent: [fact] }, OURS), TERMS, NOW).consents;
        expect(refusalOf(request({}), view)).toBe(last === 'out' ? 'OPTED_OUT' : undefined);
      }),
    );
  });
});
