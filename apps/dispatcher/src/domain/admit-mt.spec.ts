import { programConfigured, senderConfigured, type MtRequested } from '@parley/contracts';
import fc from 'fast-check';
import { admit, type Request, type Terms } from './admit-mt.js';
import { foldConsents, type ConsentView } from './consent-view.js';
import type { TextRules } from './fit-text.js';
import { MarketingHours } from '@parley/sms';
import type { Standing } from './standing.js';

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

const NEW_YORK = { zones: ['America/New_York'], country: 'US', region: 'US-NY' };
const AROUND = { hours: new MarketingHours(), placeOf: () => NEW_YORK, counted: {} };
const TERMS: Terms = { sender: senderConfigured.example, ...AROUND };

const who = (consents: ConsentView, standing: Partial<Standing> = {}): Standing => ({
  consents,
  ...standing,
});
const refusalOf = (asked: Request, view: ConsentView = {}, terms = TERMS) =>
  admit(who(view), asked, terms, NOW).refusal;
const out = foldConsents({}, [{ sender: '12345', program: '*', state: 'out', version: 1 }]);
const inClub = foldConsents({}, [{ sender: '12345', program: 'club', state: 'in', version: 1 }]);

describe('a requested text', () => {
  it('is queued with its segments, its times and where it comes from', () => {
    const { mt, refusal, facts } = admit(
      who({}),
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
    const times = {
      sendAfter: '2026-11-20T16:00:00.000Z',
      expiresAt: '2026-11-20T17:00:00.000Z',
      moReceivedAt: '2026-11-20T14:59:59.000Z',
    };
    const { mt } = admit(who({}), request(times), TERMS, NOW);
    expect([mt.sendAfterMs, mt.expiresAtMs, mt.moReceivedAtMs]).toEqual([
      NOW + 3_600_000,
      NOW + 7_200_000,
      NOW - 1000,
    ]);
    expect(admit(who({}), request({}), TERMS, NOW).mt.moReceivedAtMs).toBeUndefined();
  });

  it.each([
    ['in two days', '2026-11-22T15:00:00.000Z', 58],
    ['an hour ago', '2026-11-20T14:00:00.000Z', 10],
  ])(
    'that may go %s is worth sending for 10 hours from then, and from now at least',
    (_when, sendAfter, hours) => {
      const { mt, refusal } = admit(who({}), request({ sendAfter }), TERMS, NOW);
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
    expect(refusalOf(asked, view, known ? TERMS : AROUND)).toBe(code);
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
    const { refusal, facts, standing } = admit(who(out), request(data), TERMS, NOW);
    expect(refusal).toBe('PURPOSE_RESERVED');
    expect(facts).toEqual([]);
    expect(standing.consents).toBe(out);
    expect(refusalOf(request(data, 'parley/subscriptions.evil'))).toBe('PURPOSE_RESERVED');
    expect(refusalOf(request(data, OURS))).not.toBe('PURPOSE_RESERVED');
  });

  it('puts the consents it carries into force first, for itself and what follows (I2)', () => {
    const stop = request(
      { purpose: 'opt_out_confirmation', consent: [{ program: '*', state: 'out', version: 2 }] },
      OURS,
    );
    const { standing, facts, refusal } = admit(who(inClub), stop, TERMS, NOW);
    const { consents } = standing;
    expect(refusal).toBeUndefined();
    expect(facts).toEqual([{ sender: '12345', program: '*', state: 'out', version: 2 }]);
    expect(refusalOf(request({ program: 'club' }), consents)).toBe('OPTED_OUT');

    const start = request(
      { purpose: 'opt_in_confirmation', consent: [{ program: '*', state: 'none', version: 3 }] },
      OURS,
    );
    expect(admit(who(consents), start, TERMS, NOW).refusal).toBeUndefined();
    expect(
      admit(
        who(foldConsents(consents, [{ sender: '12345', program: '*', state: 'out', version: 4 }])),
        start,
        TERMS,
        NOW,
      ),
    ).toHaveProperty('refusal', 'OPTED_OUT');
  });

  it('that is refused has put its consents into force all the same', () => {
    const stop = request({ consent: [{ program: '*', state: 'out', version: 2 }] }, OURS);
    const { facts, refusal, standing } = admit(who({}), stop, AROUND, NOW);
    expect([refusal, facts.length, standing.consents['12345/*']?.state]).toEqual([
      'SENDER_UNKNOWN',
      1,
      'out',
    ]);
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
        for (const fact of news)
          view = admit(who(view), request({ consent: [fact] }, OURS), TERMS, NOW).standing.consents;
        expect(refusalOf(request({}), view)).toBe(last === 'out' ? 'OPTED_OUT' : undefined);
      }),
    );
  });
});

describe('marketing', () => {
  const inClubNow = who(inClub);
  const club = { ...programConfigured.example, program: 'club' };
  const bulk = { program: 'club', lane: 'bulk' as const };
  // 15:00 in London is 10:00 in New York and 00:00 in Tokyo.
  const tokyo: Terms = { ...TERMS, program: club, placeOf: () => ({ zones: ['Asia/Tokyo'], country: 'JP' }) };
  const MORNING = Date.parse('2026-11-20T23:00:00.000Z');

  it.each<[string, Partial<MtRequested>, Partial<typeof club>, boolean]>([
    ['bulk of a program that does not say', bulk, {}, true],
    ['bulk of a transactional program', bulk, { kind: 'transactional' }, false],
    ['one text of a marketing program', { program: 'club' }, { kind: 'marketing' }, true],
    ['one text of a program that does not say', { program: 'club' }, {}, false],
    ['an answer to their own text', { ...bulk, inReplyTo: 'x' }, { kind: 'marketing' }, false],
    ['a reply', { program: 'club', lane: 'reply' }, { kind: 'marketing' }, false],
  ])('%s keeps to the hours: %s', (_what, data, changed, expected) => {
    const { mt, deferred, refusal } = admit(
      inClubNow,
      request(data),
      { ...tokyo, program: { ...club, ...changed } },
      NOW,
    );
    expect([refusal, deferred, mt.sendAfterMs]).toEqual([
      undefined,
      expected,
      expected ? MORNING : undefined,
    ]);
    expect([mt.zones, mt.openUntilMs !== undefined]).toEqual([expected ? 'Asia/Tokyo' : undefined, expected]);
  });

  it('is worth sending for 10 hours from when its hours begin', () => {
    expect(admit(inClubNow, request(bulk), tokyo, NOW).mt.expiresAtMs).toBe(MORNING + 10 * 3_600_000);
  });

  it('that would expire before its hours begin, or whose hours nobody knows, is refused', () => {
    const short = request({ ...bulk, expiresAt: '2026-11-20T23:00:00.000Z' });
    expect(refusalOf(short, inClub, tokyo)).toBe('QUIET_HOURS');
    expect(
      refusalOf(request({ ...bulk, expiresAt: '2026-11-20T23:00:00.001Z' }), inClub, tokyo),
    ).toBeUndefined();
    expect(refusalOf(request(bulk), inClub, { ...tokyo, placeOf: () => ({ zones: [] }) })).toBe(
      'QUIET_HOURS',
    );
  });

  it('goes by the time zone that the person told of, where there is such a zone', () => {
    const told = (timeZone: string) => admit(who(inClub, { timeZone }), request(bulk), tokyo, NOW).deferred;
    expect([told('America/New_York'), told('Mars/Olympus')]).toEqual([false, true]);
  });

  it('waits from when it was wanted', () => {
    const night = request({ ...bulk, sendAfter: '2026-11-21T15:00:00.000Z' });
    expect(admit(inClubNow, night, tokyo, NOW).mt.sendAfterMs).toBe(MORNING + 86_400_000);
    const day = request({ ...bulk, sendAfter: '2026-11-21T01:00:00.000Z' });
    expect(admit(inClubNow, day, tokyo, NOW)).toMatchObject({ deferred: false });
  });
});

describe('what limits count', () => {
  const club = { ...programConfigured.example, program: 'club', maxPerDay: 2 };
  const capped: Terms = { ...TERMS, program: club };
  const inProgram = request({ program: 'club' });

  it.each([
    ['under the cap', 1, undefined],
    ['at the cap', 2, 'FREQUENCY_CAPPED'],
  ])('a text %s today: %s', (_what, texts, code) => {
    const counted = { days: { '2026-11-20': texts, '2026-11-21': 9 } };
    expect(refusalOf(inProgram, inClub, { ...capped, counted })).toBe(code);
    expect(admit(who(inClub), inProgram, { ...capped, counted }, NOW).day).toBe('2026-11-20');
  });

  it('is the day on which it goes, by the person\u2019s calendar', () => {
    const late = request({ program: 'club', sendAfter: '2026-11-21T04:59:00.000Z' });
    expect(admit(who(inClub), late, capped, NOW).day).toBe('2026-11-20');
    expect(admit(who(inClub, { timeZone: 'Asia/Tokyo' }), late, capped, NOW).day).toBe('2026-11-21');
  });

  it('is no answer, and nothing without a cap', () => {
    const answer = request({ program: 'club', inReplyTo: 'x' });
    expect(admit(who(inClub), answer, capped, NOW).day).toBeUndefined();
    expect(admit(who(inClub), inProgram, TERMS, NOW).day).toBeUndefined();
  });

  const sender = {
    ...senderConfigured.example,
    countries: ['US', 'CA'],
    velocity: { digits: 6, most: 10, within: '10 minutes', mostPerDay: 50 },
    loopGuard: { times: 3, within: '1 hour' },
  };
  it.each<[string, Partial<Terms>, string | undefined]>([
    ['nothing yet', {}, undefined],
    ['a country that is not texted', { placeOf: () => ({ zones: [], country: 'LV' }) }, 'GEO_BLOCKED'],
    ['a country that nobody knows', { placeOf: () => ({ zones: [] }) }, 'GEO_BLOCKED'],
    ['as many as the prefix may get', { counted: { prefix: { within: 10, day: 10 } } }, 'VELOCITY_CAPPED'],
    ['as many as in a day', { counted: { prefix: { within: 0, day: 50 } } }, 'VELOCITY_CAPPED'],
    ['fewer', { counted: { prefix: { within: 9, day: 49 } } }, undefined],
    ['the same text thrice', { counted: { repeats: 3 } }, 'LOOPING'],
    ['the same text twice', { counted: { repeats: 2 } }, undefined],
  ])('%s: %s', (_what, terms, code) => {
    expect(refusalOf(request({}), {}, { ...TERMS, sender, ...terms })).toBe(code);
    const ours = refusalOf(request({}, OURS), {}, { ...TERMS, sender, ...terms });
    expect(ours).toBe(code === 'VELOCITY_CAPPED' ? undefined : code);
    const help = request({ purpose: 'help', lane: 'compliance' }, OURS);
    expect(refusalOf(help, {}, { ...TERMS, sender, ...terms })).toBeUndefined();
  });
});

describe('the same text to the same person again and again', () => {
  const after = (repeats: number, data: Partial<MtRequested> = {}, changed: object = {}) => {
    const sender = { ...senderConfigured.example, ...changed };
    const terms = { ...TERMS, sender, counted: { repeats } };
    return [FOREIGN, OURS].map((source) => refusalOf(request(data, source), {}, terms));
  };

  it('ends after 20 times, whoever asks for it, where the sender says nothing', () => {
    expect(after(19)).toEqual([undefined, undefined]);
    expect(after(20)).toEqual(['LOOPING', 'LOOPING']);
    expect(after(20, { inReplyTo: 'x' })).toEqual(['LOOPING', 'LOOPING']);
  });

  it.each(['opt_in_prompt', 'opt_in_confirmation'] as const)('ends for an %s too', (purpose) => {
    expect(after(20, { purpose })).toEqual(['PURPOSE_RESERVED', 'LOOPING']);
  });

  it.each(['opt_out_confirmation', 'help'] as const)('never ends for an %s', (purpose) => {
    expect(after(1000, { purpose })[1]).toBeUndefined();
  });

  it('ends by the figures of the sender, or never where it says so', () => {
    expect(after(2, {}, { loopGuard: { times: 2, within: '1 hour' } })).toEqual(['LOOPING', 'LOOPING']);
    expect(after(20, {}, { loopGuard: { times: 21, within: '1 hour' } })).toEqual([undefined, undefined]);
    expect(after(1000, {}, { loopGuardOff: true })).toEqual([undefined, undefined]);
  });
});

describe('a person who was given up', () => {
  const givenUp = who({}, { unreachable: true });

  it('gets nothing but what compliance owes', () => {
    expect(admit(givenUp, request({}), TERMS, NOW).refusal).toBe('UNREACHABLE_RECIPIENT');
    expect(admit(givenUp, request({ inReplyTo: 'x' }), TERMS, NOW).refusal).toBe('UNREACHABLE_RECIPIENT');
    const help = request({ purpose: 'help', lane: 'compliance' }, OURS);
    expect(admit(givenUp, help, TERMS, NOW)).toMatchObject({ refusal: undefined, reached: false });
  });

  it('is back as soon as we answer a text of theirs', () => {
    const answer = admit(givenUp, request({ inReplyTo: 'x' }, OURS), TERMS, NOW);
    expect(answer).toMatchObject({ refusal: undefined, reached: true });
    expect(admit(answer.standing, request({}), TERMS, NOW)).toMatchObject({
      refusal: undefined,
      reached: false,
    });
  });
});

describe('the form of a requested text', () => {
  const text = `Don’t miss it ${'x'.repeat(80)}`;
  const ruled = (rules: TextRules): Terms => ({
    ...TERMS,
    sender: { ...senderConfigured.example, ...rules },
  });
  const admitted = (data: Partial<MtRequested>, rules: TextRules = {}) =>
    admit(who({}), request(data), ruled(rules), NOW);

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
      admit(who({}), request({ text: long, purpose }, OURS), ruled({ maxSegments: 1 }), NOW).refusal;
    expect([ours('help'), ours('opt_out_confirmation')]).toEqual([undefined, undefined]);
    expect(admit(who(out), request({ text: long }), ruled({ maxSegments: 1 }), NOW).refusal).toBe(
      'OPTED_OUT',
    );
  });
});
