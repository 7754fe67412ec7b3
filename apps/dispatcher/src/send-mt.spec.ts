import type { CarrierSender, OutboundMt, SendOutcome } from '@parley/carriers';
import type { SenderConfigured } from '@parley/contracts';
import { Clock } from '@parley/platform';
import type { CarrierChoice } from './carrier-choice.js';
import type { CarrierSenders } from './carrier-senders.js';
import type { DispatcherEnvironment } from './dispatcher.config.js';
import { LineLoad } from './domain/line-load.js';
import { BEGIN_WITHIN_MS, ROOMY_BEGIN_WITHIN_MS } from './domain/spacing.js';
import { LineQueue } from './line-queue.js';
import type { ClaimedMt } from './mt-claims.store.js';
import type { PoolStates } from './pool-states.service.js';
import { sendMetrics } from './send-metrics.js';
import { SendMtService, type Slot } from './send-mt.service.js';
import type { Result, SettleMtsService } from './settle-mts.service.js';

const config = { sender: '12345', carrier: 'simulator', segmentsPerSecond: 1 } as SenderConfigured;
const passed: SendOutcome = { kind: 'failed', code: 'SEND_BY_PASSED', retry: 'later' };

function claimed(changed: Partial<ClaimedMt> = {}): ClaimedMt {
  return {
    id: 'd1f4e3a2-0000-4000-8000-000000000001',
    subscriber: '+14155550101',
    sender: '12345',
    lane: 'reply',
    purpose: 'information',
    text: 'Hi',
    segments: 1,
    encoding: 'gsm7',
    onUnknown: 'park',
    attempt: 1,
    conversationId: '0123456789abcdef0123456789abcdef',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
    queuedAtMs: Date.now(),
    expiresAtMs: Date.now() + 60_000,
    waitMs: 0,
    programState: 'none',
    senderState: 'none',
    ...changed,
  };
}

/** The service with a carrier that answers so, one text at a time. */
class Sending {
  readonly handed: (OutboundMt & { readonly at: number })[] = [];
  readonly load = new LineLoad(1);
  readonly queue = new LineQueue();
  readonly noted: Parameters<CarrierChoice['note']>[] = [];
  readonly said: Parameters<PoolStates['note']>[] = [];
  readonly service: SendMtService;
  private readonly results: Result[] = [];
  private heard: () => void = () => undefined;

  constructor(outcomes: readonly SendOutcome[]) {
    const line: CarrierSender = {
      send: (mt) => {
        this.handed.push({ ...mt, at: Date.now() });
        return Promise.resolve(outcomes[this.handed.length - 1]!);
      },
      close: () => Promise.resolve(),
    };
    const settling = {
      add: (result: Result) => {
        this.results.push(result);
        this.heard();
      },
    };
    this.service = new SendMtService(
      settling as unknown as SettleMtsService,
      { of: () => line, load: () => this.load, queue: () => this.queue } as unknown as CarrierSenders,
      { note: (...noted) => this.noted.push(noted) } as Pick<CarrierChoice, 'note'> as CarrierChoice,
      { note: (...said) => this.said.push(said) } as Pick<PoolStates, 'note'> as PoolStates,
      new Clock(),
      { PUBLIC_URL: 'http://127.0.0.1', CARRIER_ACCOUNTS: {} } as unknown as DispatcherEnvironment,
    );
  }

  async result(): Promise<Result> {
    while (this.results.length === 0) await new Promise<void>((resolve) => (this.heard = resolve));
    return this.results.shift()!;
  }
}

/** A slot that was so long ago, of a sender under a backlog unless told otherwise. */
function slot(agoMs = 0, latenessMs = 45): Slot {
  return { carrier: 'simulator', atMs: performance.now() - agoMs, latenessMs };
}

describe('sending a claimed text', () => {
  it("refuses what is beyond the day's segments", async () => {
    const sending = new Sending([]);
    sending.service.dispatch(claimed({ beyondDay: true }), config, slot());
    expect(await sending.result()).toMatchObject({ settled: { status: 'refused', code: 'DAILY_CAP' } });
  });

  it('gives the carrier to begin what the count leaves it, and what is left of the lateness for its slot', async () => {
    const submitted: SendOutcome = { kind: 'submitted', carrierMessageId: 'c-1' };
    const sending = new Sending([submitted, submitted, submitted]);
    const tight = { ...config, segmentsPerSecond: 3 };
    for (const at of [slot(0, 250), slot(0, 250), slot(35)]) {
      sending.service.dispatch(claimed(), tight, at);
      await sending.result();
    }
    const [roomy, inTime, late] = sending.handed.map(({ sendBy, at }) => sendBy! - at);
    expect(roomy).toBeGreaterThan(BEGIN_WITHIN_MS);
    expect(roomy).toBeLessThanOrEqual(ROOMY_BEGIN_WITHIN_MS);
    expect(inTime).toBeLessThanOrEqual(BEGIN_WITHIN_MS);
    expect(late).toBeLessThanOrEqual(10);
  });

  it('lets a text wait its turn where the line takes one at a time, and begin as soon as that ended', async () => {
    const submitted: SendOutcome = { kind: 'submitted', carrierMessageId: 'c-1' };
    const sending = new Sending([submitted, submitted, submitted]);
    for (let i = 0; i < 3; i += 1)
      sending.service.dispatch(claimed(), { ...config, segmentsPerSecond: 9 }, slot(0, 2_000));
    const results = [await sending.result(), await sending.result(), await sending.result()];
    expect(results.map(({ kind }) => kind)).toEqual(['settled', 'settled', 'settled']);
    expect(sending.handed).toHaveLength(3);
  });

  it('measures how long a person waited from their text to the answer, once the carrier has it', async () => {
    const record = jest.spyOn(sendMetrics.reply, 'record');
    const submitted: SendOutcome = { kind: 'submitted', carrierMessageId: 'c-1' };
    const sending = new Sending([{ kind: 'throttled' }, submitted, submitted]);
    const fast = { ...config, segmentsPerSecond: 9 };
    // Queued here just now: it came late by another way.
    const answer = claimed({
      lane: 'compliance',
      purpose: 'opt_out_confirmation',
      moReceivedAtMs: Date.now() - 70_000,
    });
    sending.service.dispatch(answer, fast, slot());
    expect(await sending.result()).toMatchObject({ kind: 'retry' });
    expect(record).not.toHaveBeenCalled();
    sending.service.dispatch(answer, fast, slot());
    sending.service.dispatch(claimed(), fast, slot()); // answers nothing, or a release before asked for it
    await sending.result();
    await sending.result();
    expect(record.mock.calls).toEqual([
      [expect.closeTo(70, 0), { lane: 'compliance', purpose: 'opt_out_confirmation' }],
    ]);
    record.mockRestore();
  });

  it('says how the carrier did', async () => {
    const submitted: SendOutcome = { kind: 'submitted', carrierMessageId: 'c-1' };
    const sending = new Sending([submitted]);
    sending.service.dispatch(claimed(), config, slot());
    await sending.result();
    expect(sending.noted).toEqual([['simulator', submitted, expect.any(Number)]]);
    expect(sending.said).toEqual([]);
  });

  it('hands it over from its number, where the sender is a pool, and says how that one did', async () => {
    const submitted: SendOutcome = { kind: 'submitted', carrierMessageId: 'c-1' };
    const sending = new Sending([submitted, submitted]);
    sending.service.dispatch(claimed(), config, slot());
    await sending.result();
    const number = '+14155550100';
    sending.service.dispatch(claimed({ sender: 'WARM', number }), { ...config, sender: number }, slot());
    await sending.result();
    expect(sending.handed.map(({ from }) => from)).toEqual(['12345', number]);
    expect(sending.said).toEqual([[number, submitted]]);
  });

  it('counts what leaves by the number that it leaves from (I5)', async () => {
    const submitted: SendOutcome = { kind: 'submitted', carrierMessageId: 'c-1' };
    const sending = new Sending([submitted, submitted]);
    const [number, other] = ['+14155550100', '+14155550199'] as const;
    const from = (address: string): void =>
      sending.service.dispatch(
        claimed({ sender: 'WARM', number: address }),
        { ...config, sender: address },
        slot(),
      );
    from(number);
    await sending.result();
    from(number);
    expect(await sending.result()).toMatchObject({ kind: 'released' }); // its second is used up, the other's is not
    from(other);
    await sending.result();
    expect(sending.handed.map(({ from: left }) => left)).toEqual([number, other]);
  });

  it('never sends by another carrier what one may have taken (I3)', async () => {
    const sending = new Sending([{ kind: 'submitted', carrierMessageId: 'c-1' }]);
    const mt = claimed({ attempt: 2, lastCarrier: 'twilio', maybeTaken: true });
    sending.service.dispatch(mt, config, slot());
    const settled = { status: 'unknown', code: 'CARRIER_CHANGED', carrier: 'twilio' };
    expect(await sending.result()).toMatchObject({ kind: 'settled', settled });
    sending.service.dispatch({ ...mt, lastCarrier: 'simulator' }, config, slot());
    expect(await sending.result()).toMatchObject({ settled: { status: 'submitted' } });
  });

  it('holds a sender at the carrier that asks to slow down, where it has several', async () => {
    const throttled: SendOutcome = { kind: 'throttled', retryAfterMs: 5000 };
    const sending = new Sending([throttled, throttled, { kind: 'unknown', code: 'NO_ANSWER' }]);
    const carriers = ['simulator', 'twilio'].map((carrier) => ({ carrier, weight: 1 }));
    const fast = { ...config, segmentsPerSecond: 9 };
    sending.service.dispatch(claimed(), fast, slot());
    expect(await sending.result()).toMatchObject({ hold: { pace: '12345', ms: 5000 }, afterMs: 5000 });
    sending.service.dispatch(claimed(), { ...fast, carriers }, slot());
    const held = { hold: { pace: '12345@simulator', ms: 5000 }, carrier: 'simulator', maybeTaken: false };
    const first = await sending.result();
    expect(first).toMatchObject({ kind: 'retry', ...held });
    expect(first).toHaveProperty('afterMs', expect.closeTo(1000, -3));
    sending.service.dispatch(claimed({ onUnknown: 'resend' }), { ...fast, carriers }, slot());
    expect(await sending.result()).toMatchObject({ kind: 'retry', carrier: 'simulator', maybeTaken: true });
  });

  it('gives back what had not begun in time, with its place in the second', async () => {
    const sending = new Sending([passed, { kind: 'submitted', carrierMessageId: 'c-1' }]);
    sending.service.dispatch(claimed(), config, slot());
    expect(await sending.result()).toMatchObject({ kind: 'released' });
    sending.service.dispatch(claimed(), config, slot());
    expect(await sending.result()).toMatchObject({ kind: 'settled', settled: { status: 'submitted' } });
    expect(sending.load.free).toBe(true);
  });

  it('gives back what is late for its slot, and what finds no free line, unsent', async () => {
    const sending = new Sending([]);
    sending.service.dispatch(claimed(), config, slot(41));
    expect(await sending.result()).toMatchObject({ kind: 'released' });
    sending.load.wait();
    sending.load.begin();
    sending.service.dispatch(claimed(), config, slot());
    expect(await sending.result()).toMatchObject({ kind: 'released' });
    expect(sending.handed).toEqual([]);
  });

  it('sends what is later for a relaxed slot, and gives it back beyond that', async () => {
    const sending = new Sending([{ kind: 'submitted', carrierMessageId: 'c-1' }]);
    sending.service.dispatch(claimed(), config, slot(200, 250));
    expect(await sending.result()).toMatchObject({ kind: 'settled' });
    sending.service.dispatch(claimed(), config, slot(246, 250));
    expect(await sending.result()).toMatchObject({ kind: 'released' });
  });
});
