import fc from 'fast-check';
import { CarrierAccountError } from '../carrier.port.js';
import { ESME } from './command-status.js';
import { readDelivery } from './inbound.js';
import { keepAlive, reconnectDelayMs } from './link-rules.js';
import { contentHash, MoNames } from './mo-names.js';
import type { MessageBody } from './pdu.js';
import { bindOf, CarrierSettingError, smppAccount } from './smpp.account.js';
import { afterPart } from './submit-outcome.js';
import { Window } from './window.js';

const account = { baseUrl: 'smpp://smsc.example', accountId: 'parley', token: 'secret' };

describe('an SMPP account', () => {
  it('has defaults, and the address with its port', () => {
    expect(smppAccount(account)).toMatchObject({
      host: 'smsc.example',
      port: 2775,
      tls: false,
      window: 10,
      longTexts: 'udh',
    });
    expect(smppAccount({ ...account, baseUrl: 'smpps://smsc.example' })).toMatchObject({
      port: 3550,
      tls: true,
    });
  });

  it.each(['baseUrl', 'accountId', 'token'] as const)('is refused without its %s', (field) => {
    expect(() => smppAccount({ ...account, [field]: undefined })).toThrow(CarrierAccountError);
  });

  it.each([
    [{ settings: { windows: '7' } }, /windows/],
    [{ settings: { window: '0' } }, /settings\.window/],
    [{ baseUrl: 'https://smsc.example' }, /smpp:\/\/host:port/],
    [{ token: 'longer than it may be' }, /more than 8/],
  ])('says what is wrong with %o, and never its password', (change, message) => {
    expect(() => smppAccount({ ...account, ...change })).toThrow(CarrierSettingError);
    expect(() => smppAccount({ ...account, ...change })).toThrow(message);
  });

  it('binds for what it is for', () => {
    expect(bindOf(smppAccount(account), 'sender')).toBe('bind_transmitter');
    expect(bindOf(smppAccount(account), 'receiver')).toBe('bind_receiver');
    const receiver = smppAccount({ ...account, settings: { bind: 'receiver' } });
    expect(() => bindOf(receiver, 'sender')).toThrow(/of no use to a sender/);
  });
});

describe('the window', () => {
  it('never holds more than its size, gives each answer its request once, and loses none', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('open' as const) }),
      fc.record({ do: fc.constant('close' as const), which: fc.nat(20) }),
      fc.record({ do: fc.constant('expire' as const), ms: fc.integer({ min: 0, max: 100 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 100 }), (size, steps) => {
        const window = new Window<number>(size);
        const outstanding = new Map<number, number>();
        const settled: number[] = [];
        let opened = 0;
        let now = 0;
        for (const next of steps) {
          if (next.do === 'open' && window.free > 0) {
            const sequence = window.open(++opened, now + 50);
            expect(outstanding.has(sequence)).toBe(false);
            outstanding.set(sequence, opened);
          } else if (next.do === 'close') {
            const sequence = [...outstanding.keys()][next.which] ?? 9_999;
            const item = window.close(sequence);
            expect(item).toBe(outstanding.get(sequence));
            if (item !== undefined) settled.push(item);
            outstanding.delete(sequence);
          } else if (next.do === 'expire') {
            now += next.ms;
            for (const item of window.expired(now)) {
              settled.push(item);
              for (const [sequence, one] of outstanding) if (one === item) outstanding.delete(sequence);
            }
          }
          expect(window.used).toBe(outstanding.size);
          expect(window.used).toBeLessThanOrEqual(size);
        }
        settled.push(...window.lose());
        expect(settled.sort((a, b) => a - b)).toEqual(Array.from({ length: opened }, (_, n) => n + 1));
      }),
    );
  });
});

describe('a link', () => {
  it('waits longer before each attempt, up to 36 s, and never all at the same moment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const ms = reconnectDelayMs(failures, random);
          expect(ms).toBeGreaterThanOrEqual(400);
          expect(ms).toBeLessThanOrEqual(36_000);
          expect(reconnectDelayMs(failures + 2, 0)).toBeGreaterThanOrEqual(reconnectDelayMs(failures, 0));
        },
      ),
    );
    expect(reconnectDelayMs(1, 0)).not.toBe(reconnectDelayMs(1, 1));
  });

  it('asks after silence, and gives up when nobody answers', () => {
    const rules = (heardMs: number, enquiredMs: number | undefined, now: number) =>
      keepAlive({ heardMs, enquiredMs }, now, 30_000, 10_000);
    expect(rules(0, undefined, 29_999)).toBe('wait');
    expect(rules(0, undefined, 30_000)).toBe('enquire');
    expect(rules(0, 30_000, 39_999)).toBe('wait');
    expect(rules(0, 30_000, 40_000)).toBe('dead');
  });
});

describe('after each part of a text', () => {
  const none = { total: 3, ids: [] };
  const some = { total: 3, ids: ['1'] };
  const answered = (status: number, messageId = '') => ({ kind: 'answered' as const, status, messageId });

  it.each([
    ['taken', answered(0, '0A'), none, { kind: 'taken', id: 'a' }],
    ['taken without an id', answered(0), none, { outcome: { kind: 'unknown', code: 'ANSWER_UNREADABLE' } }],
    [
      'throttled at first',
      answered(ESME.RTHROTTLED),
      none,
      { outcome: { kind: 'throttled', carrierCode: '0x58' } },
    ],
    [
      'queue full at first',
      answered(ESME.RMSGQFUL),
      none,
      { outcome: { kind: 'throttled', carrierCode: '0x14' } },
    ],
    ['throttled later', answered(ESME.RTHROTTLED), some, { kind: 'repeat', code: 'THROTTLED' }],
    [
      'not written at first',
      { kind: 'unwritten' as const, code: 'CONNECTION_FAILED' as const },
      none,
      { outcome: { kind: 'failed' } },
    ],
    [
      'not written later',
      { kind: 'unwritten' as const, code: 'SEND_BY_PASSED' as const },
      some,
      { kind: 'repeat' },
    ],
    [
      'a refusal later',
      answered(ESME.RINVDSTADR),
      some,
      { outcome: { kind: 'rejected', code: 'INVALID_NUMBER', taken: some } },
    ],
    [
      'no answer later',
      { kind: 'unanswered' as const, reason: 'NO_ANSWER' as const },
      some,
      { outcome: { kind: 'unknown', taken: some } },
    ],
    ['a system error', answered(ESME.RSYSERR), none, { outcome: { kind: 'unknown', code: 'SERVER_ERROR' } }],
    [
      "a vendor's own status",
      answered(0x401),
      none,
      { outcome: { kind: 'rejected', code: 'REFUSED', carrierCode: '0x401' } },
    ],
  ])('%s', (_what, exchanged, taken, expected) => {
    expect(afterPart(exchanged, taken, 'text')).toMatchObject(expected);
  });

  it('never lets a text of which anything was taken, or may have been, be sent again (I3)', () => {
    const reply = fc.oneof(
      fc.nat(0x4ff).map((status) => answered(status, 'x')),
      fc
        .constantFrom('NO_ANSWER' as const, 'CONNECTION_LOST' as const)
        .map((reason) => ({ kind: 'unanswered' as const, reason })),
      fc
        .constantFrom('CONNECTION_FAILED' as const, 'SEND_BY_PASSED' as const)
        .map((code) => ({ kind: 'unwritten' as const, code })),
    );
    fc.assert(
      fc.property(reply, fc.boolean(), (exchanged, partly) => {
        const next = afterPart(exchanged, partly ? some : none, 'text');
        if (next.kind !== 'end') return;
        const again = next.outcome.kind === 'failed' || next.outcome.kind === 'throttled';
        if (partly || exchanged.kind === 'unanswered') expect(again).toBe(false);
      }),
    );
  });
});

const deliver = (text: string, fields: Partial<MessageBody> = {}): MessageBody => ({
  command: 'deliver_sm',
  serviceType: '',
  source: { ton: 1, npi: 1, address: '14155550101' },
  dest: { ton: 3, npi: 0, address: '12345' },
  esmClass: 0,
  protocolId: 0,
  priority: 0,
  scheduleAt: '',
  validity: '',
  registeredDelivery: 0,
  replaceIfPresent: 0,
  dataCoding: 0,
  defaultMessageId: 0,
  shortMessage: Buffer.from(text, 'latin1'),
  ...fields,
});

describe('a deliver_sm', () => {
  const settings = smppAccount(account);

  it('is never more than its octets allow: it does not throw, whatever they are', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const tlvs = fc
      .array(
        fc.tuple(
          fc.constantFrom(0x1e, 0x20c, 0x20e, 0x20f, 0x424, 0x427, 0x423),
          fc.uint8Array({ maxLength: 40 }),
        ),
      )
      .map((pairs) => new Map(pairs));
    fc.assert(
      fc.property(
        octet,
        octet,
        fc.uint8Array({ maxLength: 254 }),
        tlvs,
        (esmClass, dataCoding, shortMessage, all) => {
          const read = readDelivery(deliver('', { esmClass, dataCoding, shortMessage, tlvs: all }), settings);
          if (read.kind === 'mo' && read.mo.part)
            expect(read.mo.part.number).toBeLessThanOrEqual(read.mo.part.total);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('writes an international number with its plus sign, and a short code without', () => {
    expect(readDelivery(deliver('A'), settings)).toMatchObject({
      kind: 'mo',
      mo: { from: '+14155550101', to: '12345' },
    });
    const local = deliver('A', { source: { ton: 2, npi: 1, address: '4155550101' } });
    expect(readDelivery(local, settings)).toMatchObject({ mo: { from: '4155550101' } });
  });

  it('is a receipt by its class, or by its TLVs; receipts may name the numbers the other way round', () => {
    const receipt = deliver('id:1 stat:DELIVRD', { esmClass: 4 });
    expect(readDelivery(receipt, settings)).toMatchObject({
      kind: 'receipt',
      receipt: { to: '+14155550101', from: '12345' },
    });
    const turned = { ...settings, receiptNames: 'sender' as const };
    expect(readDelivery(receipt, turned)).toMatchObject({ receipt: { to: '12345', from: '+14155550101' } });
  });

  it('of a type that is neither is not read', () => {
    expect(readDelivery(deliver('A', { esmClass: 0x10 }), settings)).toEqual({
      kind: 'unreadable',
      reason: 'MESSAGE_TYPE',
    });
  });
});

describe("an MO's name", () => {
  const up = { writable: true };

  it('depends on who said what to whom, and on nothing else', () => {
    const same = contentHash(deliver('YES'));
    expect(contentHash(deliver('YES', { priority: 1 }))).toBe(same);
    expect(contentHash(deliver('NO'))).not.toBe(same);
    expect(contentHash(deliver('YES', { source: { ton: 1, npi: 1, address: '14155550102' } }))).not.toBe(
      same,
    );
    expect(contentHash(deliver('YES', { tlvs: new Map([[0x20f, Uint8Array.of(2)]]) }))).not.toBe(same);
  });

  it('is the same where our answer may not have arrived: on a lost link, when it was slow, when it said "later"', () => {
    const names = new MoNames(20_000);
    const link = { writable: true };
    const first = names.name(deliver('YES'), link, 1_000);
    first.kept(1_010);
    link.writable = false;
    const onAnother = names.name(deliver('YES'), up, 3_000);
    expect(onAnother.id).toBe(first.id);
    onAnother.kept(9_000);
    const slow = names.name(deliver('YES'), up, 9_500);
    expect(slow.id).toBe(first.id);
    expect(names.name(deliver('YES'), up, 9_600).id).toBe(first.id);
  });

  it('is the same for another replica within the step of time, and another after it', () => {
    const mine = new MoNames(20_000).name(deliver('YES'), up, 1_000).id;
    expect(new MoNames(20_000).name(deliver('YES'), up, 19_000).id).toBe(mine);
    expect(new MoNames(20_000).name(deliver('YES'), up, 21_000).id).not.toBe(mine);
  });

  it('differs for the same words said anew, on a link that stands', () => {
    const names = new MoNames(20_000);
    const ids = Array.from({ length: 5 }, (_, n) => {
      const name = names.name(deliver('1'), up, 1_000 + n * 100);
      name.kept(1_001 + n * 100);
      return name.id;
    });
    expect(new Set(ids).size).toBe(5);
  });

  it('is always new where repeats are not looked for', () => {
    const names = new MoNames(0);
    expect(names.name(deliver('1'), up, 0).id).not.toBe(names.name(deliver('1'), up, 0).id);
  });
});
